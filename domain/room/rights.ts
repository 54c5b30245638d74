// What candidates are told of their rights in the room: what withdrawing or asking for erasure does, and what it did.
import type { RoomLanguage } from './language.ts';
import type { NoticeFacts } from './notice.ts';
import { companyIn, wordsIn } from './words/words-of.ts';
import type { WithdrawalEffect } from './words/words.ts';

export type RightsFacts = Pick<NoticeFacts, 'companyName'> & {
  started: boolean;
  /** Whether the interview has ended, and whether a person has decided about it. */
  over: boolean;
  decided: boolean;
  consentWithdrawnAt: number | null;
  erasureWishedAt: number | null;
};

/** A person's decision that came first stands; everything else ends with the consent. */
export const isEndedByWithdrawal = ({
  consentWithdrawnAt,
  decided,
}: Pick<RightsFacts, 'consentWithdrawnAt' | 'decided'>): boolean => consentWithdrawnAt !== null && !decided;

const effectOf = (facts: RightsFacts): WithdrawalEffect | null => {
  if (isEndedByWithdrawal(facts)) return 'interview_ended';
  if (facts.consentWithdrawnAt !== null) return 'recorded';
  if (facts.started) return 'interview_ends';
  return facts.over ? null : 'nothing_starts';
};

export type RightsView = {
  /** Null when it never started and no longer can. */
  withdrawal: { effect: WithdrawalEffect; at: string | null; text: string } | null;
  erasure: { requestedAt: string | null; text: string };
};

const toIso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const rightsOf = (facts: RightsFacts, language: RoomLanguage): RightsView => {
  const words = wordsIn(language);
  const company = companyIn(language, facts.companyName);
  const effect = effectOf(facts);
  const { possible, asked } = words.erasure;
  return {
    withdrawal: effect && {
      effect,
      at: toIso(facts.consentWithdrawnAt),
      text: words.withdrawal(effect, company),
    },
    erasure: {
      requestedAt: toIso(facts.erasureWishedAt),
      text: facts.erasureWishedAt === null ? possible(company) : asked(company),
    },
  };
};
