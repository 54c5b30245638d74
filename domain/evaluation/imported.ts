// A company's own interviews that two or more people rated: how they agree with each other, and a model with them.
import { z } from 'zod';
import { defaultThresholds, type Competency, type Plan } from '../plan/plan.ts';
import { finishPlan } from '../plan/finish-plan.ts';
import type { Digest } from '../ports/system.ts';
import type { Turn } from '../room/transcript.ts';
import { agreementByBand, agreementOf, meanOf, type Pair } from './agreement.ts';
import type { EvaluatedInterview } from './expand-set.ts';
import type { Outcome } from './outcome.ts';
import { intraclassCorrelation, krippendorffAlpha, type Ratings } from './reliability.ts';

const text = z.string().min(1).max(20_000);
const name = z.string().min(1).max(120);

export const importedSchema = z.strictObject({
  competencies: z
    .array(z.strictObject({ name, definition: text, anchors: z.tuple([text, text, text, text, text]) }))
    .min(1)
    .max(8),
  interviews: z
    .array(
      z.strictObject({
        id: name,
        turns: z
          .array(z.strictObject({ question: text, answer: text.nullable(), competencies: z.array(name).min(1).max(8) }))
          .min(1)
          .max(100),
        /** By person, then by competency; whoever gave none leaves it out or says null. */
        ratings: z.record(name, z.record(name, z.int().min(1).max(5).nullable())),
      }),
    )
    .min(1)
    .max(2_000),
});
export type Imported = z.output<typeof importedSchema>;

/** What no schema says; none for interviews that may be used. */
export const importedProblems = ({ competencies, interviews }: Imported): string[] => {
  const known = new Set(competencies.map((one) => one.name));
  const people = new Set(interviews.flatMap(({ ratings }) => Object.keys(ratings)));
  const named = interviews.flatMap(({ turns, ratings }) => [
    ...turns.flatMap((turn) => turn.competencies),
    ...Object.values(ratings).flatMap(Object.keys),
  ]);
  return [
    ...(known.size < competencies.length ? ['a competency stands there twice'] : []),
    ...(new Set(interviews.map(({ id }) => id)).size < interviews.length ? ['an interview stands there twice'] : []),
    ...[...new Set(named)].filter((one) => !known.has(one)).map((one) => `there is no competency "${one}"`),
    ...(people.size < 2 ? ['ratings of at least two people are needed'] : []),
  ];
};

const planOf = (
  competencies: Imported['competencies'],
  turns: Imported['interviews'][number]['turns'],
  digest: Digest,
): Plan => {
  const rubric = competencies.map(
    ({ name: title, definition, anchors: [first, second, third, fourth, fifth] }, index): Competency => ({
      id: `c${index + 1}`,
      name: title,
      definition,
      weight: 1,
      required: false,
      anchors: { '1': first, '2': second, '3': third, '4': fourth, '5': fifth },
      minimumEvidence: 2,
      notScoreable: ['fluency', 'confidence', 'accent', 'speed'],
    }),
  );
  const questions = turns.map((turn, index) => ({
    id: `q${index + 1}`,
    text: turn.question,
    competencyIds: rubric.filter((one) => turn.competencies.includes(one.name)).map(({ id }) => id),
    probes: [],
    timeBudgetSeconds: 180,
  }));
  const draft = {
    competencies: rubric,
    questions,
    greeting: '',
    closing: '',
    thresholds: defaultThresholds,
    skillsCoverage: {},
  };
  const stamp = { engine: 'imported', promptHash: '' };
  return finishPlan({ draft, stamp, revision: 1, createdAt: new Date(0).toISOString() }, digest);
};

export const importedInterviews = ({ competencies, interviews }: Imported, digest: Digest): EvaluatedInterview[] =>
  interviews.map(({ id, turns }) => ({
    id: `imported/${id}`,
    occupation: 'imported',
    kind: 'written',
    twinOf: null,
    ladder: null,
    job: {},
    plan: planOf(competencies, turns, digest),
    turns: turns.map(({ question, answer }, index): Turn => ({
      turn: index + 1,
      version: 1,
      sessionId: 'ses_imported',
      kind: 'question',
      questionId: `q${index + 1}`,
      question,
      answer,
      askedAt: 0,
      answeredAt: answer === null ? null : 0,
    })),
    truth: [],
  }));

type Rated = { people: (number | null)[]; model: number | null };

const ratedOf = ({ competencies, interviews }: Imported, outcomes: readonly Outcome[]): Rated[] => {
  const people = [...new Set(interviews.flatMap(({ ratings }) => Object.keys(ratings)))].toSorted();
  return interviews.flatMap(({ id, ratings }) => {
    const found = outcomes.find((one) => one.interview === `imported/${id}` && one.repeat === 0);
    return competencies.map((competency, index) => ({
      people: people.map((person) => ratings[person]?.[competency.name] ?? null),
      model: found?.competencies.find((one) => one.id === `c${index + 1}`)?.score ?? null,
    }));
  });
};

/** Every two of `raters`, as pairs of those answers that both rated. */
const pairings = (ratings: Ratings): Pair[][] => {
  const raters = ratings[0]?.map((_, index) => index) ?? [];
  return raters.flatMap((left) =>
    raters
      .filter((right) => right > left)
      .map((right) =>
        ratings.flatMap((unit): Pair[] => {
          const [one, other] = [unit[left] ?? null, unit[right] ?? null];
          return one === null || other === null ? [] : [[one, other]];
        }),
      ),
  );
};

const meanQwk = (sets: readonly Pair[][]): number | null =>
  meanOf(sets.flatMap((pairs) => agreementOf(pairs).qwk ?? []));

const reliabilityOf = (ratings: Ratings) => ({
  alpha: krippendorffAlpha(ratings),
  icc: intraclassCorrelation(ratings),
});

export const importedMeasures = (imported: Imported, outcomes: readonly Outcome[]) => {
  const rated = ratedOf(imported, outcomes);
  const people = rated.map((one) => one.people);
  const withEach = (people[0] ?? []).map((_, person) =>
    rated.flatMap(({ people: own, model }): Pair[] => {
      const rating = own[person] ?? null;
      return rating === null || model === null ? [] : [[rating, model]];
    }),
  );
  const withMean = rated.flatMap(({ people: own, model }): Pair[] => {
    const mean = meanOf(own.filter((one) => one !== null));
    return mean === null || model === null ? [] : [[Math.round(mean), model]];
  });
  return {
    answers: rated.length,
    people: people[0]?.length ?? 0,
    scored: rated.filter(({ model }) => model !== null).length,
    /** The ceiling: nobody can ask a model to agree with people more than they do with each other. */
    humanHuman: { ...agreementOf(pairings(people).flat()), qwk: meanQwk(pairings(people)), ...reliabilityOf(people) },
    humanModel: {
      ...agreementOf(withEach.flat()),
      qwk: meanQwk(withEach),
      ...reliabilityOf(rated.map(({ people: own, model }) => [...own, model])),
    },
    /** Against the rounded mean of the people, by its level. */
    byBand: agreementByBand(withMean),
  };
};
export type ImportedMeasures = ReturnType<typeof importedMeasures>;
