// The result document: everything that may be told of an interview at a moment, in one published shape. Mappings name its paths, so members are added and never change their meaning.
import { z } from 'zod';
import { resultStatuses } from '../orders/result.ts';
import { appealOutcomes } from '../appeals/appeal.ts';
import { insufficientReasons, integrityNotes } from '../assessment/assessment.ts';
import { actorKinds } from '../lifecycle/facts.ts';
import { interviewStates, outcomes, verdicts } from '../lifecycle/state.ts';
import { anchorLevels, asExpected } from '../plan/plan.ts';
import { questionKinds } from '../room/transcript.ts';

export const resultDocumentVersion = 1;

const text = z.string();
const line = text.nullable();
const time = z.iso.datetime().nullable();
const about = (description: string) => ({ description });

const interview = z
  .object({
    runId: text,
    interviewId: text,
    candidateRef: line.meta(about('Your own reference to the candidate.')),
    externalId: line,
    position: line,
    level: line,
    companyName: line,
    language: text.meta(about('Language tag of the interview.')),
    templateId: line,
    templateVersion: z.int().nullable(),
    state: z.enum(interviewStates),
    outcome: z.enum(outcomes).nullable(),
    status: z
      .enum(resultStatuses)
      .meta(about('`complete`: there is a result that counts. `ended`: there will never be one.')),
    words: text.meta(about('The status in plain words: “opted out: please arrange a phone screen”.')),
    humanFollowUp: z.boolean().meta(about('A person has to go on with the candidate.')),
    consentWithdrawn: z.boolean().meta(about('Then nothing that was said, and nothing made of it, is in here.')),
  })
  .meta(about('Which interview it is, and where it stands.'));

const ats = z
  .object({ connectionId: line, applicationId: line, candidateId: line, jobId: line, stageId: line })
  .meta(about('What the ATS calls it, where it was ordered over a connection.'));

const links = z
  .object({
    result: line.meta(about('The public page of the result, while it is complete and has a link.')),
    recording: line.meta(
      about('The page to hear what was said, where your settings show quotes and there is a recording.'),
    ),
  })
  .meta(about('They end with their time and by hand.'));

const times = z.object({ received: time, invited: time, started: time, completed: time, decided: time });

const band = z.object({ low: z.number(), high: z.number() }).nullable();

const assessment = z
  .object({
    revision: z.int(),
    engine: text,
    model: line,
    advisory: z.boolean().meta(about('No person has decided yet, or no model that may be relied on has scored.')),
    score100: z.number().nullable().meta(about('0 to 100; null where too much could not be judged.')),
    score5: z.number().nullable().meta(about('The same on the scale of the competencies, 1 to 5, to two digits.')),
    uncertainty: z.number().nullable().meta(about('Half the width of the 95 % band, in points of 0 to 100.')),
    band,
    verdict: z.enum(verdicts).nullable().meta(about('The person’s, else the proposed one.')),
    proposedVerdict: z.enum(verdicts).nullable(),
    summary: text,
    strengths: z.array(text),
    concerns: z.array(text),
  })
  .nullable()
  .meta(about('Null unless the result is complete.'));

const competency = z.object({
  id: text,
  name: text,
  definition: text,
  weight: z.number().meta(about('Share of the total, in percent.')),
  required: z.boolean(),
  minimumScore: z.number().meta(about('Below it a required competency caps the verdict.')),
  anchors: z.object(
    Object.fromEntries(anchorLevels.map((level) => [level, text])) as Record<
      (typeof anchorLevels)[number],
      typeof text
    >,
  ),
  status: z.enum(['SCORED', 'INSUFFICIENT_EVIDENCE']).nullable().meta(about('Null without an assessment.')),
  reason: z.enum(insufficientReasons).nullable(),
  score: z
    .number()
    .nullable()
    .meta(about(`1 to 5; 3 ${asExpected}.`)),
  band,
  rationale: line,
  meetsLevel: line,
  forNextLevel: line,
  evidence: z.array(z.object({ turn: z.int(), quote: text })).meta(about('The candidate’s own words, best first.')),
});

const skill = z.object({
  skill: text,
  asked: z.boolean(),
  claimed: z.boolean(),
  evidenced: z.boolean(),
  demonstrated: z.boolean(),
});

const coverage = z
  .object({
    questionsPlanned: z.int(),
    questionsAnswered: z.int(),
    share: z.number().meta(about('Of the planned questions, 0 to 1.')),
    competencies: z.int(),
    competenciesScored: z.int(),
    skills: z.array(skill),
    skillsAsked: z.int(),
    skillsDemonstrated: z.int(),
    followUpsSkipped: z.int().nullable().meta(about('For technical reasons; they count for nobody.')),
  })
  .nullable();

const talk = z
  .object({
    candidateWords: z.int(),
    interviewerWords: z.int(),
    candidateShare: z
      .number()
      .meta(about('Of all words, 0 to 1. What was said about the interview itself counts for nobody.')),
  })
  .nullable()
  .meta(about('Counted, never interpreted: how somebody sounded or felt is not inferred.'));

const decision = z
  .object({
    accepted: z.boolean().meta(about('False where a person did not accept the assessment.')),
    verdict: z.enum(verdicts).nullable(),
    overridden: z.boolean().meta(about('Another verdict than the proposed one.')),
    reasonCodes: z.array(text),
    decidedBy: line.meta(about('As the reviewer was named; null where nobody was.')),
    actor: z.enum(actorKinds),
    at: z.iso.datetime(),
    appeal: z
      .enum(appealOutcomes)
      .nullable()
      .meta(
        about(
          'What came of the review that the candidate asked for: `changed` is the decision that stands instead of the first; null where there was none, or while it is open.',
        ),
      ),
  })
  .nullable();

const question = z.object({ id: text, text, competencies: z.array(text).meta(about('Names.')) });

const turn = z.object({
  turn: z.int(),
  kind: z.enum(questionKinds),
  question: text,
  answer: line,
  intent: line.meta(about('What was said if it was no answer: it is neither scored nor quoted.')),
  spoken: z.boolean(),
  askedAt: z.iso.datetime(),
  answeredAt: time,
});

const note = z.object({
  code: z.enum(Object.keys(integrityNotes) as (keyof typeof integrityNotes)[]),
  note: text,
  turns: z.array(z.int()),
});

export const resultDocumentSchema = z
  .object({
    version: z.literal(resultDocumentVersion),
    interview,
    ats,
    links,
    times,
    assessment,
    competencies: z.array(competency).meta(about('The rubric, each with its result.')),
    coverage,
    talk,
    decision,
    questions: z.array(question).meta(about('As planned, in their order.')),
    transcript: z.array(turn),
    notes: z.array(note).meta(about('What to know of the conversation; it changes no score.')),
  })
  .meta({ id: 'ResultDocument', description: 'Everything that may be told of an interview at a moment.' });

export type ResultDocument = z.infer<typeof resultDocumentSchema>;
export type DocumentCompetency = ResultDocument['competencies'][number];

/** As it is published: one schema, without references. */
export const resultDocumentJsonSchema = (): Record<string, unknown> => {
  const { $schema, $defs = {} } = z.toJSONSchema(resultDocumentSchema, { io: 'output' });
  return { $schema, title: 'ResultDocument', ...$defs['ResultDocument'] };
};
