// The offline interviewer: one follow-up that fits any answer, where an answer is very short and the plan has follow-ups.
import type { Interviewer } from '../../domain/ports/models.ts';
import type { Question } from '../../domain/plan/plan.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import { legibility } from '../../domain/scoring/intelligible.ts';
import { countSpokenWords } from '../../domain/text/spoken.ts';
import { followUps, otherForm } from './frames.ts';
import { sentencesOf } from './sentences.ts';
import { resultOf } from './stamp.ts';

const enoughWords = 12;

const declines =
  /\b(?:i (?:would|'d) rather not|prefer not to|no comment|next (?:question|please)|skip (?:this|it)|pass)\b/iu;

/** Who declines, or says that there is nothing to tell, is not asked again. */
const invitesMore = (answer: string): boolean =>
  answer.trim() !== '' &&
  countSpokenWords(answer) < enoughWords &&
  legibility(answer) === 'readable' &&
  !declines.test(answer) &&
  !sentencesOf(answer).some(({ clauses }) => clauses.some(({ denial }) => denial !== null));

const decide = (question: Question, turns: readonly Turn[]): string | null => {
  const last = turns.at(-1);
  if (last?.questionId !== question.id || last.kind === 'follow_up' || question.probes.length === 0) return null;
  return invitesMore(last.answer ?? '') ? followUps[0] : null;
};

export const createOfflineInterviewer = (): Required<Interviewer> => ({
  followUp: ({ question, turns }, options) => resultOf(() => decide(question, turns), options),
  reword: ({ question, taken }, options) => resultOf(() => otherForm(question, taken), options),
});
