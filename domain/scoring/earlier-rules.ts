// How readings were counted before they were told apart from judges: what was recorded then is replayed to the byte.
import type { CompetencyResult, Judgement } from '../assessment/assessment.ts';
import type { Competency } from '../plan/plan.ts';
import type { Turn } from '../room/transcript.ts';
import { explainCap } from './abstention.ts';
import { anchorOf, highScore, insufficient, isScore } from './aggregate.ts';
import { median, spreadOf } from './median.ts';
import { validSpans } from './spans.ts';

const evidenceMax = 12;
const cappedScore = 3;

const checked = (judgement: Judgement, competency: Competency, turns: readonly Turn[]): Judgement => {
  const evidence = validSpans(judgement.evidence, turns);
  if (!isScore(judgement.score) || evidence.length === 0) return { ...judgement, score: null, anchor: null, evidence };
  const { score } = judgement;
  if (score < highScore || evidence.length >= competency.minimumEvidence)
    return { ...judgement, anchor: anchorOf(score), evidence };
  const rationale = `${judgement.rationale} ${explainCap(competency.minimumEvidence, cappedScore)}`.trim();
  return { ...judgement, score: cappedScore, anchor: anchorOf(cappedScore), rationale, evidence };
};

const inOrder = (left: Judgement, right: Judgement): number =>
  left.judge.localeCompare(right.judge, 'en') || left.rationale.localeCompare(right.rationale, 'en');

const nearest = (judgements: readonly Judgement[], middle: number): Judgement | undefined =>
  judgements.toSorted(
    (left, right) =>
      Math.abs((left.score ?? 0) - middle) - Math.abs((right.score ?? 0) - middle) || inOrder(left, right),
  )[0];

export const aggregateByEarlierRules = (
  competency: Competency,
  judgements: readonly Judgement[],
  turns: readonly Turn[],
): CompetencyResult => {
  const all = judgements.map((judgement) => checked(judgement, competency, turns));
  const scored = all.filter((judgement) => judgement.score !== null);
  const scores = scored.flatMap((judgement) => judgement.score ?? []);
  const score = median(scores);
  if (score === null || scored.length * 2 <= all.length) {
    const rationale = all.filter((judgement) => judgement.score === null).toSorted(inOrder)[0]?.rationale ?? '';
    return insufficient(competency, scored.length === 0 ? 'no_evidence' : 'no_agreement', rationale);
  }
  const spans = scored.flatMap((judgement) => judgement.evidence);
  return {
    ...insufficient(competency, 'no_evidence'),
    status: 'SCORED',
    reason: null,
    score,
    spread: spreadOf(scores),
    anchor: anchorOf(score),
    rationale: nearest(scored, score)?.rationale ?? '',
    evidence: validSpans(spans, turns).slice(0, evidenceMax),
  };
};
