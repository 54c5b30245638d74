// A set of written interviews whose right scores are known: its form on disk, and what is wrong with one.
import { z } from 'zod';
import { abstainReasons } from '../assessment/assessment.ts';
import { levels } from '../request/request.ts';

/** What makes an answer hard to read right; each is reported by itself. */
export const traps = [
  'claim_limited',
  'claim_withdrawn',
  'evidence_elsewhere',
  'fluent_wrong',
  'garbled',
  'long_empty',
  'named_only',
  'nothing_said',
  'off_topic',
  'other_language',
  'rambling',
  'recogniser_faults',
  'second_language',
  'self_praise',
  'short_right',
  'speaks_to_rater',
  'team_only',
  'too_general',
  'unanswered',
] as const;

const text = z.string().min(1).max(4_000);
const slug = z.string().regex(/^[a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){0,4}$/u);
const answers = z.array(text.nullable()).min(3).max(4);

export const truthSchema = z.union([z.int().min(1).max(5), z.enum(abstainReasons)]);
export type Truth = z.output<typeof truthSchema>;

const competencySchema = z.strictObject({
  name: z.string().min(1).max(120),
  definition: text,
  question: text,
  anchors: z.tuple([text, text, text, text, text]),
});

const interviewSchema = z.strictObject({
  id: slug,
  /** 1 the weakest of its occupation, 3 the strongest. */
  ladder: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** By the number of the competency, from 1. */
  traps: z.partialRecord(z.enum(['1', '2', '3', '4']), z.enum(traps)).optional(),
  /** In the order of the competencies, one answer to each one's question; null where none was given. */
  answers,
  truth: z.array(truthSchema).min(3).max(4),
  note: z.string().max(400).optional(),
});

const index = z.int().min(0).max(100);
/** The same interview in a changed form, whose scores must not move. */
const twinSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('injection'), of: slug, text: index }),
  z.strictObject({ kind: z.literal('name'), of: slug, pair: index }),
  z.strictObject({ kind: z.enum(['padding', 'fillers', 'unpunctuated', 'order']), of: slug }),
  z.strictObject({ kind: z.enum(['dialect', 'second_language']), of: slug, answers }),
]);
export type Twin = z.output<typeof twinSchema>;
export type TwinKind = Twin['kind'];

export const occupationSchema = z.strictObject({
  position: z.string().min(1).max(200),
  level: z.enum(levels),
  locale: z.enum(['en', 'de', 'es']),
  jobDescription: text,
  competencies: z.array(competencySchema).min(3).max(4),
  interviews: z.array(interviewSchema).min(3).max(100),
  twins: z.array(twinSchema).max(100),
});
export type Occupation = z.output<typeof occupationSchema>;

export const setHeadSchema = z.strictObject({
  name: slug,
  /** Raised with every change of an answer, an anchor or a truth: figures of different versions are not compared. */
  version: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/u),
  about: text,
  licence: z.string().max(40),
  injections: z.array(text).min(1).max(50),
  namePairs: z
    .array(z.tuple([z.string().max(100), z.string().max(100)]))
    .min(1)
    .max(50),
  padding: z.array(text).min(1).max(10),
});
export type SetHead = z.output<typeof setHeadSchema>;

export type WrittenSet = { head: SetHead; occupations: { id: string; occupation: Occupation }[] };

const duplicates = (values: readonly string[]): string[] =>
  [...new Set(values.filter((value, place) => values.indexOf(value) !== place))].toSorted();

const ladderProblems = ({ competencies, interviews }: Occupation): string[] => {
  const rungs = interviews
    .filter((one) => one.ladder !== undefined)
    .toSorted((a, b) => (a.ladder ?? 0) - (b.ladder ?? 0));
  if (rungs.map(({ ladder }) => ladder).join() !== '1,2,3') return ['has not one interview on each rung of its ladder'];
  return competencies.flatMap(({ name }, place) => {
    const [weak, middling, strong] = rungs.map(({ truth }) => Number(truth[place]));
    return Number(weak) < Number(middling) && Number(middling) < Number(strong)
      ? []
      : [`does not rise on its ladder in "${name}"`];
  });
};

const lengthProblems = ({ competencies, interviews, twins }: Occupation): string[] => [
  ...interviews
    .filter((one) => one.answers.length !== competencies.length || one.truth.length !== competencies.length)
    .map(({ id }) => `${id}: as many answers and truths as competencies, please`),
  ...twins
    .filter((twin) => 'answers' in twin && twin.answers.length !== competencies.length)
    .map(({ of, kind }) => `${kind} of ${of}: as many answers as competencies, please`),
];

const twinProblems = ({ interviews, twins }: Occupation, head: SetHead): string[] =>
  twins.flatMap((twin) => {
    const isMissing =
      !interviews.some(({ id }) => id === twin.of) ||
      (twin.kind === 'injection' && head.injections[twin.text] === undefined) ||
      (twin.kind === 'name' && head.namePairs[twin.pair] === undefined);
    return isMissing ? [`${twin.kind} of ${twin.of}: names what is not there`] : [];
  });

/** What no schema says; none for a set that may be used. */
export const setProblems = ({ head, occupations }: WrittenSet): string[] => [
  ...occupations.flatMap(({ id, occupation }) => {
    const { interviews, twins } = occupation;
    return [
      ...ladderProblems(occupation),
      ...lengthProblems(occupation),
      ...twinProblems(occupation, head),
      ...duplicates(interviews.map((one) => one.id)).map((one) => `${one}: stands there twice`),
      ...duplicates(twins.map(({ kind, of }) => `${kind} of ${of}`)).map((one) => `${one}: stands there twice`),
    ].map((problem) => `${id} ${problem}`);
  }),
  ...duplicates(
    occupations
      .flatMap(({ occupation }) => occupation.interviews.flatMap((one) => one.answers))
      .filter((one) => one !== null),
  ).map((answer) => `the same answer stands there twice: ${answer.slice(0, 60)}`),
];
