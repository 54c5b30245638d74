// My interview: what candidates read of it, correct, ask to be reviewed, and take with them.
import { z } from 'zod';
import { insufficientReasons } from '../../../domain/assessment/assessment.ts';
import { asExpected } from '../../../domain/plan/plan.ts';
import { hearings } from '../../../domain/room/hearing.ts';
import { questionKinds } from '../../../domain/room/transcript.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { said } from '../../schemas/fields.ts';
import { answerCharactersMax, appeal } from './schemas.ts';
import { common, visiting, type RoomFaceDeps } from './visit.ts';

const appealCharactersMax = 4_000;

const word = z.object({
  start: z.int(),
  end: z.int(),
  startMs: z.number(),
  endMs: z.number(),
  confidence: z.number().nullable(),
});

const myTurn = z
  .object({
    turn: z.int().min(1),
    kind: z.enum(questionKinds),
    question: z.string(),
    answer: z.string().nullable(),
    answeredAt: z.iso.datetime().nullable(),
    version: z.int().min(1),
    original: z.string().nullable().meta({ description: 'What was understood, where it was corrected.' }),
    hearing: z.enum(hearings).nullable().meta({ description: 'Of a spoken answer; null for a typed one.' }),
    words: z.array(word).meta({ description: 'Of what was understood; times are those of the recording.' }),
    recorded: z.boolean(),
    correctable: z.boolean(),
  })
  .meta({ id: 'MyTurn' });

const myInterview = z
  .object({
    turns: z.array(myTurn),
    result: z
      .object({
        advisory: z.boolean().meta({ description: `Rules marked what they heard. Otherwise a 3 ${asExpected}.` }),
        competencies: z.array(
          z.object({
            name: z.string(),
            score: z.number().nullable(),
            anchor: z.string().nullable(),
            reason: z.enum(insufficientReasons).nullable().meta({ description: 'Why there is no score.' }),
            held: z.boolean().meta({ description: 'Whether more evidence was needed for a higher score.' }),
            rationale: z.string().meta({
              description:
                'What was written in readings, in the language of the interview; may be empty beside a `reason`.',
            }),
          }),
        ),
      })
      .nullable()
      .meta({ description: 'Where the tenant shows it (`room.showScores`), and once a person has decided.' }),
  })
  .meta({ id: 'MyInterview' });

const ended = ['room.link_invalid', 'room.link_expired', 'personal_data.erased'] as const;
const showsOwn = { ...common, reads: ['transcript', 'plan', 'request', 'assessment'], uses: ['link', 'chat'] } as const;

const mineRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...showsOwn,
    method: 'GET',
    path: '/room/api/mine',
    operationId: 'readMyInterview',
    summary: 'Read one’s own interview: what was asked, answered, understood and corrected.',
    description: 'While the conversation is held too, and after its end until the link expires.',
    responses: { 200: { description: 'The interview so far.', schema: myInterview } },
    problems: ended,
    limitClass: 'read',
    handler: visiting(deps, deps.room.mine),
  });

const correctionRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...showsOwn,
    method: 'POST',
    path: '/room/api/corrections',
    operationId: 'correctAnswer',
    summary: 'Correct what was understood of a spoken answer.',
    description:
      'The correction is a version of its own; what was understood stays beside it. Before the end of the conversation it is what is assessed; after it, until a person has decided, it is kept and shown to them. Typed answers stay as they were sent.',
    body: z
      .strictObject({
        turn: z.int().min(1).max(10_000),
        version: z.int().min(1).max(10_000).meta({ description: 'The version that is corrected.' }),
        text: said('answer', answerCharactersMax),
      })
      .meta({ id: 'CorrectAnswer', example: { turn: 1, version: 1, text: 'I rebuilt the invoicing service.' } }),
    responses: { 200: { description: 'The answer as it stands now.', schema: myTurn } },
    problems: [...ended, 'room.not_correctable', 'room.correction_stale'],
    handler: visiting(deps, deps.room.correct),
  });

const appealRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: '/room/api/appeal',
    uses: ['notes'],
    operationId: 'askForReview',
    summary: 'Ask for a person’s review of the decision.',
    description:
      'Possible once a person has decided. The words are kept sealed and shown beside the decision; those in charge are told with `interview.appeal_requested`. Once: a repeat changes nothing.',
    body: z
      .strictObject({ text: said('prose', appealCharactersMax) })
      .meta({ id: 'AskForReview', example: { text: 'My work with databases was overlooked.' } }),
    responses: { 200: { description: 'Asked for.', schema: z.object({ appeal }).meta({ id: 'ReviewAsked' }) } },
    problems: ['room.link_invalid', 'appeal.not_possible', 'personal_data.erased'],
    handler: visiting(deps, deps.room.appeal),
  });

const myData = z
  .looseObject({ generatedAt: z.iso.datetime() })
  .meta({ id: 'MyData', description: 'Everything that is held about the candidate, by kind.' });

const dataRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...showsOwn,
    reads: ['transcript', 'plan', 'request', 'assessment', 'draft', 'appeal', 'notes'],
    method: 'GET',
    path: '/room/api/my-data',
    operationId: 'takeMyData',
    summary: 'Take a copy of everything that is held about oneself, as one JSON file.',
    description:
      'Request, consents with their texts, transcript with all versions, facts of the recordings, the assessment as far as the tenant shows it, own words with wishes for help or to leave, mails, and who has read what. Taking it is kept in the audit log.',
    responses: {
      200: {
        description: 'The file.',
        schema: myData,
        headers: { 'Content-Disposition': 'Its name.' },
      },
    },
    problems: ended,
    handler: async (calling) => ({
      ...(await visiting(deps, deps.room.myData)(calling)),
      headers: { 'Content-Disposition': 'attachment; filename="my-interview.json"' },
    }),
  });

export const ownRoutes = (deps: RoomFaceDeps): Route[] => [
  mineRoute(deps),
  correctionRoute(deps),
  appealRoute(deps),
  dataRoute(deps),
];
