// Readers that are put in a model's place: deliberately gullible ones, to see how far one, or all of them, carry an attack.
import type { Judgement } from '../domain/assessment/assessment.ts';
import type { EvaluatedInterview } from '../domain/evaluation/expand-set.ts';
import { seededRandom } from '../domain/evaluation/intervals.ts';
import type { Assessor, AssessorInput, ModelStamp } from '../domain/ports/models.ts';
import { anchorOf } from '../domain/scoring/aggregate.ts';
import { codePointLength } from '../domain/text/code-points.ts';
import type { Span, Turn } from '../domain/room/transcript.ts';
import { splitSentences } from '../domain/text/sentences.ts';

const stamp: ModelStamp = { engine: 'gullible', promptHash: '' };
const usage = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 };

const spanOf = (turn: Turn, text: string): Span[] => {
  const at = (turn.answer ?? '').indexOf(text);
  if (at < 0 || text === '') return [];
  const start = codePointLength((turn.answer ?? '').slice(0, at));
  return [{ turn: turn.turn, version: turn.version, start, end: start + codePointLength(text) }];
};

/** `order` cites the words that gave the order, `answer` the candidate's other words: no check of evidence can tell that. */
export type Citing = 'order' | 'answer';

const judgeGullibly = (
  { competency, questions, turns, judge }: AssessorInput,
  order: string,
  citing: Citing,
): Judgement => {
  const asked = questions.filter(({ competencyIds }) => competencyIds.includes(competency.id)).map(({ id }) => id);
  const own = turns.filter(({ questionId }) => asked.includes(questionId));
  const said = (turn: Turn): string[] =>
    (turn.answer ?? '')
      .replace(order, '')
      .split(/(?<=[.!?])\s+/u)
      .filter((sentence) => sentence.trim() !== '')
      .slice(0, 3);
  const evidence = own.flatMap((turn) =>
    (citing === 'order' ? [order] : said(turn)).flatMap((text) => spanOf(turn, text.trim())),
  );
  const rationale = 'Best answer so far.';
  return { judge: `judge-${judge}`, competencyId: competency.id, score: 5, anchor: anchorOf(5), rationale, evidence };
};

/** Does what an answer orders: full marks in `isGullible` readings, the honest reading in the others. */
export const gullibleAssessor = (
  honest: Assessor,
  { order, citing, isGullible }: { order: string; citing: Citing; isGullible: (judge: number) => boolean },
): Assessor => ({
  advisory: honest.advisory,
  judge: (input, options) =>
    isGullible(input.judge)
      ? Promise.resolve({ value: judgeGullibly(input, order, citing), stamp, usage })
      : honest.judge(input, options),
});

/**
 * Readings of every kind, the same every time: near the written level, sometimes far off, sometimes none, with evidence that
 * holds, is too little, or repeats the candidate. For what must not change unnoticed: what rules make of given readings.
 */
export const scriptedAssessor = ({ id, truth }: EvaluatedInterview): Assessor => ({
  advisory: false,
  judge: ({ competency, turns, judge }) => {
    const random = seededRandom(
      Array.from(`${id} ${competency.id} ${judge}`).reduce(
        (sum, one) => (sum * 31 + (one.codePointAt(0) ?? 0)) >>> 0,
        7,
      ),
    );
    const known = truth.find(({ competencyId }) => competencyId === competency.id)?.truth;
    const near = Math.round((typeof known === 'number' ? known : 3) + (random() - 0.5) * 5);
    const score = typeof known !== 'number' && random() < 0.7 ? null : Math.min(5, Math.max(1, near));
    const sentences = turns.flatMap((turn) => splitSentences(turn.answer ?? '').map(({ text }) => ({ turn, text })));
    const evidence = sentences
      .filter(() => random() < 0.3)
      .slice(0, 3)
      .flatMap(({ turn, text }) => spanOf(turn, text));
    const rationale = random() < 0.2 ? (sentences[0]?.text ?? '') : 'The evidence fits this anchor.';
    const value = {
      judge: `judge-${judge}`,
      competencyId: competency.id,
      score,
      anchor: score === null ? null : anchorOf(score),
      rationale,
      evidence,
    };
    return Promise.resolve({ value, stamp, usage });
  },
});
