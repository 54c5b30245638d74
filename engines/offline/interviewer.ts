// The offline interviewer: the first planned follow-up, in the plan's words, where an answer is very short.
import type { Interviewer } from '../../domain/ports/models.ts';
import type { Question } from '../../domain/plan/plan.ts';
import type { ProbeChoice } from '../../domain/room/fitted-probe.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import { legibility } from '../../domain/scoring/intelligible.ts';
import { countSpokenWords } from '../../domain/text/spoken.ts';
import { otherForm } from './frames.ts';
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

const decide = (question: Question, turns: readonly Turn[], open: readonly number[]): ProbeChoice | null => {
  const [last, probe] = [turns.at(-1), open[0]];
  if (last?.questionId !== question.id || last.kind === 'follow_up' || probe === undefined) return null;
  return invitesMore(last.answer ?? '') ? { probe, wording: null } : null;
};

export const createOfflineInterviewer = (): Required<Interviewer> => ({
  followUp: ({ question, turns, open }, options) => resultOf(() => decide(question, turns, open), options),
  reword: ({ question, taken }, options) => resultOf(() => otherForm(question, taken), options),
});
