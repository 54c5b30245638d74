// From several judges to one result per competency: code counts, no judge decides alone.
import type { CompetencyResult, InsufficientReason, Judgement } from '../assessment/assessment.ts';
import type { AnchorLevel, Competency } from '../plan/plan.ts';
import type { Span, Turn } from '../room/transcript.ts';
import { cappedScore, explainAbstention, explainCap } from './abstention.ts';
import { median, spreadOf } from './median.ts';
import { validSpans } from './spans.ts';

/** From here on a score needs the rubric's minimum evidence. */
const highScore = 4;
const evidenceMax = 12;

const levels: readonly AnchorLevel[] = ['1', '2', '3', '4', '5'];
const isScore = (score: number | null): score is number =>
  score !== null && Number.isInteger(score) && score >= 1 && score <= 5;

export const anchorOf = (score: number): AnchorLevel => levels[Math.min(4, Math.max(0, Math.floor(score) - 1))] ?? '1';

/** A judgement as far as it can be trusted: places checked, no score without a place, no high score without enough. */
export const checkJudgement = (judgement: Judgement, competency: Competency, turns: readonly Turn[]): Judgement => {
  const evidence = validSpans(judgement.evidence, turns);
  if (!isScore(judgement.score) || evidence.length === 0) return { ...judgement, score: null, anchor: null, evidence };
  const { score } = judgement;
  if (score < highScore || evidence.length >= competency.minimumEvidence)
    return { ...judgement, anchor: anchorOf(score), evidence };
  const rationale = `${judgement.rationale} ${explainCap(competency.minimumEvidence)}`.trim();
  return { ...judgement, score: cappedScore, anchor: anchorOf(cappedScore), rationale, evidence };
};

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

const inOrder = (left: Judgement, right: Judgement): number =>
  left.judge.localeCompare(right.judge, 'en') || left.rationale.localeCompare(right.rationale, 'en');

/** The explanation of the judge nearest to the middle: that is the one that explains the result. */
const nearest = (judgements: readonly Judgement[], middle: number): Judgement | undefined =>
  judgements.toSorted(
    (left, right) =>
      Math.abs((left.score ?? 0) - middle) - Math.abs((right.score ?? 0) - middle) || inOrder(left, right),
  )[0];

const evidenceOf = (judgements: readonly Judgement[], turns: readonly Turn[]): Span[] =>
  validSpans(
    judgements.flatMap((judgement) => judgement.evidence),
    turns,
  ).slice(0, evidenceMax);

/**
 * Median and spread of the judges who found enough to say; half or more abstaining makes it `INSUFFICIENT_EVIDENCE`.
 * The order of `judgements` never matters; judges whose output was unusable are simply not among them.
 */
export const aggregateCompetency = (
  competency: Competency,
  judgements: readonly Judgement[],
  turns: readonly Turn[],
): CompetencyResult => {
  const checked = judgements.map((judgement) => checkJudgement(judgement, competency, turns));
  const scored = checked.filter((judgement) => judgement.score !== null);
  const scores = scored.flatMap((judgement) => judgement.score ?? []);
  const score = median(scores);
  if (score === null || scored.length * 2 <= checked.length) {
    const rationale = checked.filter((judgement) => judgement.score === null).toSorted(inOrder)[0]?.rationale ?? '';
    return insufficient(competency, scored.length === 0 ? 'no_evidence' : 'no_agreement', rationale);
  }
  return {
    id: competency.id,
    name: competency.name,
    status: 'SCORED',
    reason: null,
    score,
    spread: spreadOf(scores),
    anchor: anchorOf(score),
    rationale: nearest(scored, score)?.rationale ?? '',
    evidence: evidenceOf(scored, turns),
  };
};
