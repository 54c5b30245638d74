// The offline interviewer: asks for what an answer left out, once per question, in the plan's own words.
import type { Interviewer, ModelResult } from '../../domain/ports/models.ts';
import type { Question } from '../../domain/plan/plan.ts';
import { legibility } from '../../domain/scoring/intelligible.ts';
import { countWords } from '../../domain/text/tokens.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import { freeOfCharge, offlineStamp } from './assessor.ts';
import { readAnswer, type Reading } from './assessor-sentences.ts';
import { withoutDenials } from './interviewer-denials.ts';

const followUpsPerQuestion = 1;
const shortWords = 25;

const lastAnswered = (turns: readonly Turn[]): (Turn & { answer: string }) | null => {
  const last = turns.at(-1);
  return last && last.answer !== null && last.answer.trim() !== '' ? { ...last, answer: last.answer } : null;
};

const declines =
  /\b(?:i (?:would|'d) rather not|prefer not to|no comment|next (?:question|please)|skip (?:this|it)|pass)\b/iu;

const tellsOfDeed = (readings: readonly Reading[]): boolean =>
  readings.some(
    ({ deed, anchors, contents }) => deed !== null && deed.kind !== 'would' && anchors.size + contents.size > 1,
  );

/** Somebody who says that there is nothing to tell, and tells of nothing else, knows no more. */
const deniesAll = (turn: Turn & { answer: string }): boolean => {
  const { denied, rest } = withoutDenials(turn.answer);
  return denied && !tellsOfDeed(readAnswer({ ...turn, answer: rest }));
};

/** Whether asking again could help: not after a rich answer, not when the candidate knows no more. */
const leavesOpen = (turn: Turn & { answer: string }): boolean => {
  if (legibility(turn.answer) !== 'readable' || declines.test(turn.answer) || deniesAll(turn)) return false;
  const readings = readAnswer(turn);
  const told = tellsOfDeed(readings);
  if (!told && readings.some(({ denial }) => denial)) return false;
  const shown = readings.some(({ measured, alternative, outcome }) => measured || alternative || outcome);
  const isTerse = countWords(turn.answer) < shortWords && readings.filter(({ anchors }) => anchors.size > 0).length < 2;
  return !told || !shown || isTerse;
};

const nextProbe = (question: Question, turns: readonly Turn[]): string | null => {
  const asked = new Set(turns.map((turn) => turn.question.trim()));
  return question.probes.find((probe) => !asked.has(probe.trim())) ?? null;
};

const decide = (question: Question, turns: readonly Turn[]): string | null => {
  const last = lastAnswered(turns);
  if (last === null || last.questionId !== question.id) return null;
  const followUps = turns.filter((turn) => turn.kind === 'follow_up' && turn.questionId === question.id);
  if (followUps.length >= followUpsPerQuestion || !leavesOpen(last)) return null;
  return nextProbe(question, turns);
};

export const createOfflineInterviewer = (): Interviewer => ({
  followUp: ({ question, turns }, { signal }): Promise<ModelResult<string | null>> => {
    signal.throwIfAborted();
    return Promise.resolve({ value: decide(question, turns), stamp: offlineStamp, usage: freeOfCharge });
  },
});
