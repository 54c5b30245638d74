// Which question comes next: fixed order, bounded follow-ups, a closing that is always reached.
import type { Plan, Question } from '../plan/plan.ts';
import { isOpen, type QuestionKind, type Turn } from './transcript.ts';
import { asideAfter, openQuestion, type Aside, type Leaving } from './asides.ts';
import { againWords, choiceWords, type Speaker } from './aside-words.ts';
import { followUpMs, remainingMs } from './budget.ts';
import { isGraceOver, isTimeOver, timeLeftMs, type RoomClock } from './clock.ts';
import { faultOf, normalised, typedAs } from '../text/typed-text.ts';

export const followUpsPerQuestionMax = 2;
export const closingId = 'closing';
const followUpCharactersMax = 1_000;

/** A question about to be asked; `extraMs` is what it adds to the clock's limit. */
export type NextTurn = { turn: number; kind: QuestionKind; questionId: string; text: string; extraMs: number };

export type NextStep =
  /** The closing has been reached. */
  | { kind: 'done' }
  /** A question is open. */
  | { kind: 'waiting' }
  /**
   * `planned` comes next, unless a follow-up to `followUpTo` is found first, or `reword` in other words. With
   * `tellsHelp` the people in charge are told before.
   */
  | { kind: 'ask'; planned: NextTurn; followUpTo: Question | null; reword?: string; tellsHelp?: true }
  /** The candidate has chosen to leave: nothing is asked any more. */
  | { kind: 'leave'; how: Leaving };

type Conversation = { plan: Plan; turns: readonly Turn[]; clock: RoomClock } & Partial<Speaker>;

const closingTurn = (plan: Plan, turn: number): NextTurn => ({
  turn,
  kind: 'closing',
  questionId: closingId,
  text: normalised(plan.closing),
  extraMs: 0,
});

const plannedTurn = ({ plan, turns, clock }: Conversation, turn: number): NextTurn => {
  const question = plan.questions.find(
    ({ id }) => !turns.some((one) => one.kind === 'question' && one.questionId === id),
  );
  if (!question || isTimeOver(clock)) return closingTurn(plan, turn);
  return { turn, kind: 'question', questionId: question.id, text: normalised(question.text), extraMs: 0 };
};

/**
 * A follow-up is worth asking while the candidate is not far behind: the time left covers at least half of what the
 * remaining planned questions need.
 */
const followUpTo = ({ plan, turns, clock }: Conversation, last: Turn): Question | null => {
  const question = plan.questions.find(({ id }) => id === last.questionId);
  // What was spoken and not understood yet is not followed up.
  if (!question || last.answer === null || isTimeOver(clock)) return null;
  const asked = turns.filter(({ kind, questionId }) => kind === 'follow_up' && questionId === question.id).length;
  if (asked >= followUpsPerQuestionMax) return null;
  const nextIndex = turns.filter(({ kind }) => kind === 'question').length;
  return timeLeftMs(clock) * 2 >= remainingMs(plan, turns, clock.limitMs, nextIndex) ? question : null;
};

const speakerOf = ({ locale = 'en', companyName = null }: Conversation): Speaker => ({ locale, companyName });

const asideStep = (conversation: Conversation, aside: Aside, last: Turn): NextStep => {
  const { turns, clock } = conversation;
  if (aside.kind === 'leave') return aside;
  const common = { turn: last.turn + 1, questionId: last.questionId, extraMs: 0 };
  if (aside.kind === 'choose') {
    const text = normalised(choiceWords(aside, speakerOf(conversation)));
    return { kind: 'ask', planned: { ...common, kind: 'choice', text }, followUpTo: null };
  }
  const open = openQuestion(turns);
  const tells = aside.kind === 'again' && aside.how === 'helped' ? ({ tellsHelp: true } as const) : {};
  if (aside.kind === 'next' || open === undefined || isTimeOver(clock))
    return { kind: 'ask', planned: plannedTurn(conversation, common.turn), followUpTo: null, ...tells };
  const how = aside.how === 'reword' ? 'repeat' : aside.how;
  const text = normalised(againWords(how, open.question, speakerOf(conversation)));
  const reword = aside.how === 'reword' ? { reword: open.question } : {};
  return { kind: 'ask', planned: { ...common, kind: 'repeat', text }, followUpTo: null, ...reword, ...tells };
};

/** The rule of the conversation; `turns` are all turns of the run in order. */
export const nextStep = (conversation: Conversation): NextStep => {
  const { plan, turns, clock } = conversation;
  const last = turns.at(-1);
  if (!last) return { kind: 'ask', planned: plannedTurn(conversation, 1), followUpTo: null };
  if (last.kind === 'closing') return { kind: 'done' };
  const turn = last.turn + 1;
  if (isOpen(last)) {
    return isGraceOver(clock)
      ? { kind: 'ask', planned: closingTurn(plan, turn), followUpTo: null }
      : { kind: 'waiting' };
  }
  const aside = asideAfter(turns);
  if (aside !== null) return asideStep(conversation, aside, last);
  return { kind: 'ask', planned: plannedTurn(conversation, turn), followUpTo: followUpTo(conversation, last) };
};

const usable = (text: string): string | null => {
  const cleaned = normalised(text).trim();
  return cleaned !== '' && cleaned.length <= followUpCharactersMax && faultOf(cleaned) === null ? cleaned : null;
};

/** The repeated question with its other words, or as it is when they are unusable. */
export const rewordedTurn = (conversation: Conversation, planned: NextTurn, words: string): NextTurn => {
  const cleaned = usable(words);
  return cleaned === null
    ? planned
    : { ...planned, text: normalised(againWords('reword', cleaned, speakerOf(conversation))) };
};

/** The follow-up as a turn, or null when its text is unusable. */
export const followUpTurn = (
  conversation: Conversation,
  question: Question,
  turn: number,
  text: string,
): NextTurn | null => {
  const cleaned = usable(text);
  if (cleaned === null) return null;
  const { plan, turns, clock } = conversation;
  return {
    turn,
    kind: 'follow_up',
    questionId: question.id,
    text: cleaned,
    extraMs: followUpMs(plan, turns, clock.limitMs, question),
  };
};

const place = '{name}';

/** "Hello there" is English alone: elsewhere a greeting stands without a name, and without the comma that set it apart. */
const withoutName = (greeting: string): string =>
  greeting
    .replaceAll(/\bHello \{name\}/gu, 'Hello there')
    .replaceAll(/,? ?\{name\}/gu, '')
    .replace(/^[ ,]{1,3}/u, '')
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** The greeting with the candidate's name, or without one. */
export const fillGreeting = (greeting: string, name: string | undefined): string => {
  const known = typedAs('name', name ?? '');
  if (!greeting.includes(place)) return normalised(greeting);
  return normalised(known === '' ? withoutName(greeting) : greeting.replaceAll(place, () => known));
};
