// What follows when a candidate's words were a wish and no answer: the question again, a choice, or what was chosen.
import { isAnswered, isAside, wishes, type ChoiceCode, type Intent, type Turn, type Wish } from './transcript.ts';

/** How often one question may be left for something else; after that the next one comes. */
export const asidesPerQuestionMax = 5;

export type Leaving = Extract<ChoiceCode, 'person' | 'finish' | 'withdraw'>;

export type Aside =
  /**
   * The open question once more, in other words if there are some; `back` after a choice to go on with it, `unheard`
   * when what was said could not be understood.
   */
  | { kind: 'again'; how: 'repeat' | 'reword' | 'helped' | 'back' | 'pause' | 'unheard' | 'unheard_again' }
  /** A choice; `unclear` when the reply to it was. */
  | { kind: 'choose'; wish: Wish; unclear: boolean }
  /** The interview ends, as the candidate chose. */
  | { kind: 'leave'; how: Leaving }
  /** The next planned question. */
  | { kind: 'next' };

const isWish = (intent: Intent | null | undefined): intent is Wish => wishes.some((wish) => wish === intent);

/** The wish that the choice in the last of `turns` is about; null when that is none. */
export const wishBehind = (turns: readonly Turn[]): Wish | null => {
  if (turns.at(-1)?.kind !== 'choice') return null;
  const before = turns.slice(0, -1).findLast(({ intent }) => intent !== 'unclear')?.intent;
  return isWish(before) ? before : null;
};

const optionTable: Readonly<Record<Wish, readonly ChoiceCode[]>> = {
  repeat: ['go_on', 'help', 'person'],
  reword: ['go_on', 'help', 'person'],
  help: ['help', 'person', 'go_on'],
  pause: ['go_on', 'person'],
  person: ['person', 'go_on'],
  stop: ['finish', 'withdraw', 'person', 'go_on'],
};

/** The options of the choice in the last of `turns`, in order; there is something to finish once something was answered. */
export const optionsOf = (turns: readonly Turn[]): readonly ChoiceCode[] => {
  const wish = wishBehind(turns);
  if (wish === null) return [];
  return optionTable[wish].filter((code) => code !== 'finish' || turns.slice(0, -1).some(isAnswered));
};

/** The wish that `intent`, said to the last of `turns`, expresses; null for what was chosen, or for nothing. */
export const wishTold = (turns: readonly Turn[], intent: Intent | null): Wish | null =>
  isWish(intent) && !optionsOf(turns).some((code) => code === intent) ? intent : null;

/** Whoever did not understand goes on with the next question; whoever thought of leaving, with the open one. */
export const skipsQuestion = (wish: Wish): boolean => wish === 'repeat' || wish === 'reword';

const chosen = (choice: ChoiceCode, wish: Wish): Aside => {
  switch (choice) {
    case 'go_on':
      return skipsQuestion(wish) ? { kind: 'next' } : { kind: 'again', how: 'back' };
    case 'help':
      return { kind: 'again', how: 'helped' };
    default:
      return { kind: 'leave', how: choice };
  }
};

/** The turn that put the question which the last of `turns` is still about. */
export const openQuestion = (turns: readonly Turn[]): Turn | undefined =>
  turns.findLast(({ kind }) => kind !== 'repeat' && kind !== 'choice');

/** What the last of `turns` says before the question that it puts once more, and that question; null where it says nothing else. */
export const partsOfRepeat = (turns: readonly Turn[]): { lead: string; question: string } | null => {
  const [last, open] = [turns.at(-1), openQuestion(turns)];
  if (last?.kind !== 'repeat' || open === undefined || !last.question.endsWith(open.question)) return null;
  const lead = last.question.slice(0, -open.question.length).trim();
  return lead === '' ? null : { lead, question: open.question };
};

const isAskedAgain = ({ intent }: Turn): boolean => intent === 'repeat' || intent === 'reword';

/** How often the open question was left for something else, how often to hear it anew. */
const sinceAsked = (turns: readonly Turn[]): { asides: number; again: number } => {
  const open = openQuestion(turns);
  const since = open === undefined ? turns : turns.slice(turns.lastIndexOf(open));
  return { asides: since.filter(isAside).length, again: since.filter(isAskedAgain).length };
};

const wished = (wish: Wish, again: number): Aside =>
  wish === 'pause' || ((wish === 'repeat' || wish === 'reword') && again === 1)
    ? { kind: 'again', how: wish }
    : { kind: 'choose', wish, unclear: false };

const unheardIn = (turns: readonly Turn[]): Aside => ({
  kind: 'again',
  how: turns.at(-2)?.intent === 'unheard' ? 'unheard_again' : 'unheard',
});

/** Null when the last of `turns` holds an answer. */
export const asideAfter = (turns: readonly Turn[]): Aside | null => {
  const intent = turns.at(-1)?.intent ?? null;
  if (intent === null) return null;
  const offered = wishBehind(turns);
  const choice = optionsOf(turns).find((code) => code === intent);
  if (offered && choice) return chosen(choice, offered);
  const { asides, again } = sinceAsked(turns);
  if (asides > asidesPerQuestionMax) return { kind: 'next' };
  if (isWish(intent)) return wished(intent, again);
  if (offered !== null) return { kind: 'choose', wish: offered, unclear: true };
  return intent === 'unheard' ? unheardIn(turns) : { kind: 'next' };
};
