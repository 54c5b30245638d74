// From several readings to one result per competency: code counts, no reading decides alone.
import {
  abstainReasons,
  type AbstainReason,
  type CompetencyResult,
  type InsufficientReason,
  type Judgement,
  type ReadingFigures,
} from '../assessment/assessment.ts';
import { anchorLevels, type AnchorLevel, type Competency } from '../plan/plan.ts';
import { sliceSpan, type Span, type Turn } from '../room/transcript.ts';
import { explainAbstention, explainCap, explainReading } from './abstention.ts';
import { isWithheld } from './leak.ts';
import { bandOfScore, lowerMedian, spreadOf } from './median.ts';
import { speaksToRater } from './rater-address.ts';
import { rankedSpans } from './spans.ts';
import { defaultMinimumScore } from './verdict.ts';

/** From here on a score needs the rubric's minimum evidence, or is one step lower. */
export const highScore = 4;
/** Readings this far apart are no agreement, whatever lies between them. */
const farApart = 3;
const evidenceMax = 12;

export const isScore = (score: number | null): score is number =>
  score !== null && Number.isInteger(score) && score >= 1 && score <= 5;

export const anchorOf = (score: number): AnchorLevel =>
  anchorLevels[Math.min(4, Math.max(0, Math.floor(score) - 1))] ?? '1';

/** A competency without a score; it never lacks a sentence that says why. */
export const insufficient = (competency: Competency, reason: InsufficientReason, rationale = ''): CompetencyResult => ({
  id: competency.id,
  name: competency.name,
  status: 'INSUFFICIENT_EVIDENCE',
  reason,
  score: null,
  spread: null,
  anchor: null,
  rationale: rationale.trim() === '' ? explainAbstention(reason) : rationale,
  evidence: [],
});

/** A reading as far as it counts: `full` is its score, `score` the same or one step less where evidence is missing. */
type Counted = { reading: Judgement; evidence: Span[]; full: number | null; score: number | null };

const pointsAtOrder = (span: Span, turns: readonly Turn[]): boolean =>
  speaksToRater(sliceSpan(turns.find(({ turn }) => turn === span.turn)?.answer ?? '', span));

const lacksPieces = (score: number, evidence: readonly Span[], { minimumEvidence }: Competency): boolean =>
  score >= highScore && evidence.length < minimumEvidence;

const count = (reading: Judgement, competency: Competency, turns: readonly Turn[]): Counted => {
  const told = reading.evidence.filter((span) => !pointsAtOrder(span, turns));
  const evidence = rankedSpans(told, turns);
  const full = isScore(reading.score) && evidence.length > 0 ? reading.score : null;
  return { reading, evidence, full, score: full !== null && lacksPieces(full, evidence, competency) ? full - 1 : full };
};

/** How many pieces of evidence stand behind a reading. */
export const piecesOf = (reading: Judgement, turns: readonly Turn[]): number =>
  rankedSpans(reading.evidence, turns).length;

/** Whether a reading gave a score without the quotes for it. */
export const lacksQuotes = (reading: Judgement, competency: Competency, turns: readonly Turn[]): boolean => {
  const given = reading.given ?? reading.score;
  const evidence = rankedSpans(reading.evidence, turns);
  return isScore(given) && (evidence.length === 0 || lacksPieces(given, evidence, competency));
};

const scoresOf = (counted: readonly Counted[]): number[] => counted.flatMap(({ score }) => score ?? []);

/** Whether the readings so far differ, or a required competency would fail on them: then the others are asked too. */
export const isOpenQuestion = (
  competency: Competency,
  readings: readonly Judgement[],
  { turns, asked }: { turns: readonly Turn[]; asked: number },
): boolean => {
  const counted = readings.map((reading) => count(reading, competency, turns));
  if (counted.length < asked || new Set(counted.map(({ score }) => score)).size > 1) return true;
  const score = lowerMedian(scoresOf(counted));
  return competency.required && (score === null || score < (competency.minimumScore ?? defaultMinimumScore));
};

const inOrder = ({ reading: left }: Counted, { reading: right }: Counted): number =>
  left.judge.localeCompare(right.judge, 'en') || left.rationale.localeCompare(right.rationale, 'en');

const says = ({ rationale }: Judgement): boolean => rationale.trim() !== '' && !isWithheld(rationale);

/** Those within one step of the middle, the ones that explain it best first: readable, then near. */
const nearest = (counted: readonly Counted[], middle: number): Counted[] => {
  const distance = ({ score }: Counted): number => Math.abs((score ?? 0) - middle);
  return counted
    .filter((one) => distance(one) <= 1)
    .toSorted(
      (left, right) =>
        Number(says(right.reading)) - Number(says(left.reading)) ||
        distance(left) - distance(right) ||
        inOrder(left, right),
    );
};

const evidenceOf = (counted: readonly Counted[], turns: readonly Turn[]): Span[] =>
  rankedSpans(
    counted.flatMap(({ evidence }) => evidence),
    turns,
  ).slice(0, evidenceMax);

const mostOften = (counted: readonly Counted[]): AbstainReason | null => {
  const given = counted.flatMap(({ reading }) => reading.abstained ?? []);
  const times = (reason: AbstainReason): number => given.filter((one) => one === reason).length;
  return abstainReasons.filter((reason) => times(reason) > 0).toSorted((a, b) => times(b) - times(a))[0] ?? null;
};

/** Why most readings gave no score, in our words and then in theirs. */
const abstention = (competency: Competency, counted: readonly Counted[], figures: ReadingFigures): CompetencyResult => {
  const silent = counted.filter(({ score }) => score === null).toSorted(inOrder);
  const abstained = mostOften(silent);
  const own = silent.find(({ reading }) => says(reading))?.reading.rationale ?? '';
  const quotesLost = silent.some(({ reading }) => isScore(reading.given ?? reading.score));
  const rationale = `${explainReading(abstained ?? (quotesLost ? 'quotes_lost' : null))} ${own}`.trim();
  const reason = silent.length === counted.length ? 'no_evidence' : 'no_agreement';
  return { ...insufficient(competency, reason, rationale), ...figures, abstained };
};

/** One step down shows beside the score, whether the cap moved one reading or all. */
const explained = (best: Counted | undefined, held: boolean, { minimumEvidence }: Competency): string => {
  const rationale = best?.reading.rationale ?? '';
  return held ? `${rationale} ${explainCap(minimumEvidence, best?.score ?? 0)}`.trim() : rationale;
};

/**
 * Median and spread of the readings that found enough to say: the lower of two middle ones, and no score where half or
 * more abstain or they are three levels apart. The order of `readings` never matters; of the `asked` ones those whose
 * output was unusable are simply not among them.
 */
export const aggregateCompetency = (
  competency: Competency,
  readings: readonly Judgement[],
  turns: readonly Turn[],
  asked = readings.length,
): CompetencyResult => {
  const counted = readings.map((reading) => count(reading, competency, turns));
  const scored = counted.filter(({ score }) => score !== null).toSorted(inOrder);
  const scores = scoresOf(scored);
  const [score, spread] = [lowerMedian(scores), spreadOf(scores)];
  const quotesLost = readings.reduce((sum, reading) => sum + (reading.quotesLost ?? 0), 0);
  const figures: ReadingFigures = {
    readings: { asked, usable: readings.length },
    band: null,
    held: false,
    quotesLost,
    abstained: null,
    missingForNextLevel: '',
  };
  if (score === null || scored.length * 2 <= counted.length) return abstention(competency, counted, figures);
  if (spread !== null && spread >= farApart)
    return { ...insufficient(competency, 'no_agreement'), ...figures, spread, evidence: evidenceOf(scored, turns) };
  const near = nearest(scored, score);
  const held = (lowerMedian(scored.flatMap(({ full }) => full ?? [])) ?? score) > score;
  return {
    ...insufficient(competency, 'no_evidence'),
    ...figures,
    status: 'SCORED',
    reason: null,
    score,
    spread,
    anchor: anchorOf(score),
    band: bandOfScore(score, scores),
    held,
    rationale: explained(near[0], held, competency),
    missingForNextLevel: near[0]?.reading.missingForNextLevel ?? '',
    evidence: evidenceOf(near, turns),
  };
};
