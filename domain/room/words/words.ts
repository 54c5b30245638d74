// What the room says in each of its languages that is no question: the notice, rights, and what follows a wish.
import type { EngineName } from '../../ports/models.ts';
import type { RetentionDays } from '../retention.ts';
import type { ChoiceCode, Wish } from '../transcript.ts';

/**
 * Who conducts and assesses the interview: the configured engine, where the conversation takes place, and the service
 * that turns speech into text, null where answers are typed.
 */
export type Disclosure = {
  engine: EngineName;
  model: string | null;
  voiceProvider: string;
  speech: { host: string; model: string } | null;
};

/** What saying no to the notice does now, or what it did. */
export const withdrawalEffects = ['nothing_starts', 'interview_ends', 'interview_ended', 'recorded'] as const;
export type WithdrawalEffect = (typeof withdrawalEffects)[number];

/** How a question comes back. */
export type Again = 'repeat' | 'reword' | 'helped' | 'back' | 'pause';

/** `company` as sentences name it; `englishOnly` where the interview is in another language than the engine can do. */
export type NoticeWordsFacts = {
  company: string;
  position: string | null;
  planRevision: number;
  retentionDays: RetentionDays;
  disclosure: Disclosure;
  englishOnly: boolean;
};

/** The same facts in the same order in every language. Texts take the company as they name it. */
export type RoomWords = {
  /** Where the employer has no name. */
  employer: string;
  notice: (facts: NoticeWordsFacts) => string[];
  withdrawal: (effect: WithdrawalEffect, company: string) => string;
  erasure: { possible: (company: string) => string; asked: (company: string) => string };
  again: Readonly<Record<Again, (question: string) => string>>;
  choose: (wish: Wish, company: string) => string;
  unclear: (choice: string) => string;
  labels: Readonly<Record<Exclude<ChoiceCode, 'go_on'>, string>>;
  goOn: { withNext: string; withInterview: string };
};
