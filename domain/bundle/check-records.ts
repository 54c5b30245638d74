// What can be computed again from a bundle's records, and must come out the same: hashes, quotes, totals.
import type { CompetencyResult } from '../assessment/assessment.ts';
import type { Plan } from '../plan/plan.ts';
import { rubricHash } from '../plan/plan-hashes.ts';
import type { Digest } from '../ports/system.ts';
import { transcriptHash } from '../scoring/transcript-hash.ts';
import { advisoryTotal, totalOf } from '../scoring/verdict.ts';
import { sliceSpan, type Turn } from '../room/transcript.ts';
import { isWithheld, type Withheld } from './contents.ts';
import type { Manifest } from './manifest.ts';
import type { CheckedAssessment, CheckedFiles, CheckedTurn } from './shapes.ts';

export type Findings = { faults: string[]; notes: string[] };

type Whole = CheckedTurn & { question: string; answer: string | null };

const isReadable = (turn: CheckedTurn): turn is Whole => !isWithheld(turn.question) && !isWithheld(turn.answer);

/** Of each turn the version that was assessed: corrections after the conversation stand beside it. */
const newestOf = (turns: readonly CheckedTurn[]): CheckedTurn[] => {
  const counted = turns.filter(({ late }) => late !== true);
  return counted.filter((turn) => !counted.some((other) => other.turn === turn.turn && other.version > turn.version));
};

/** Null when words are withheld. */
const hashOfTurns = (turns: readonly CheckedTurn[], digest: Digest): string | null => {
  const newest = newestOf(turns);
  return newest.every(isReadable) ? transcriptHash(newest as unknown as Turn[], digest) : null;
};

const checkPlans = ({ 'plans.json': plans }: CheckedFiles, digest: Digest): string[] =>
  plans.items
    .filter(({ plan, rubricHash: stated }) =>
      'texts' in plan && isWithheld(plan.texts)
        ? plan['rubricHash'] !== stated
        : rubricHash(plan as unknown as Plan, digest) !== stated,
    )
    .map(({ revision }) => `the rubric of plan ${revision} does not fit its hash`);

const checkConsents = ({ 'consent.json': consents }: CheckedFiles, digest: Digest): string[] =>
  consents.items
    .filter(({ noticeText, noticeHash }) => digest(noticeText) !== noticeHash)
    .map(({ at }) => `the notice answered at ${at} does not fit its hash`);

const checkQuotes = ({ revision, competencies }: CheckedAssessment, turns: readonly CheckedTurn[]): string[] =>
  competencies.flatMap(({ id, evidence }) =>
    evidence
      .filter((span) => {
        const turn = turns.find((one) => one.turn === span.turn && one.version === span.version);
        if (isWithheld(span.quote)) return turn !== undefined && isReadable(turn);
        return typeof turn?.answer !== 'string' || sliceSpan(turn.answer, span) !== span.quote;
      })
      .map(({ turn }) => `assessment ${revision}, ${id}: a quote is not what turn ${turn} says`),
  );

const checkTotal = (assessment: CheckedAssessment, { 'plans.json': plans }: CheckedFiles): string[] => {
  const { revision, planRevision, competencies, overallScore, verdict, advisory } = assessment;
  const plan = plans.items.find((one) => one.revision === planRevision);
  if (plan === undefined) return [`assessment ${revision} is about a plan that is not here`];
  if (plan.rubricHash !== assessment.rubricHash) return [`assessment ${revision} names another rubric than its plan`];
  const total = totalOf(plan.plan as unknown as Plan, competencies as unknown as CompetencyResult[]);
  // What rules assessed before they were held to MAYBE at most keeps the verdict that it was given.
  const possible = [total.verdict, advisory ? advisoryTotal(total).verdict : total.verdict];
  const isSame = total.overallScore === overallScore && possible.includes(verdict);
  return isSame ? [] : [`total and verdict of assessment ${revision} do not follow from its scores`];
};

const checkAssessments = (files: CheckedFiles, digest: Digest): string[] => {
  const { turns } = files['transcript.json'];
  const hash = hashOfTurns(turns, digest);
  return files['assessments.json'].items.flatMap((assessment) => [
    ...(hash !== null && assessment.transcriptHash !== hash
      ? [`assessment ${assessment.revision} was made of another transcript`]
      : []),
    ...checkQuotes(assessment, turns),
    ...checkTotal(assessment, files),
  ]);
};

const checkTranscript = ({ 'transcript.json': { hash, turns } }: CheckedFiles, digest: Digest): string[] =>
  hashOfTurns(turns, digest) === hash ? [] : ['the transcript does not fit its hash'];

const withheldIn = (value: unknown): Withheld[] => {
  if (isWithheld(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(withheldIn) : [];
};

/** One sentence per file from which an erasure took something. */
const noteWithheld = (files: CheckedFiles): string[] =>
  Object.entries(files).flatMap(([name, file]) => {
    const erased = withheldIn(file).filter(({ reason }) => reason === 'erased');
    const last = erased
      .flatMap(({ at }) => at ?? [])
      .toSorted((a, b) => (a < b ? -1 : 1))
      .at(-1);
    const since = last === undefined ? '' : ` since ${last}`;
    return erased.length === 0 ? [] : [`${name}: ${erased.length} withheld, erased${since}`];
  });

/** Whatever is withheld as erased needs an erasure that the signed manifest tells of. */
const checkWithheld = (files: CheckedFiles, { erased }: Manifest): string[] => {
  const anything = withheldIn(files).some(({ reason }) => reason === 'erased');
  return anything && erased === null ? ['words are withheld as erased, but nothing was erased'] : [];
};

export const checkRecords = (files: CheckedFiles, manifest: Manifest, digest: Digest): Findings => ({
  faults: [
    ...(files['request.json'].runId === manifest.runId ? [] : ['request.json is about another interview']),
    ...checkPlans(files, digest),
    ...checkConsents(files, digest),
    ...checkTranscript(files, digest),
    ...checkAssessments(files, digest),
    ...checkWithheld(files, manifest),
  ],
  notes: noteWithheld(files),
});
