// What candidates are told of their rights in the room: what withdrawing or asking for erasure does, and what it did.
import type { NoticeFacts } from './notice.ts';
import { companyOf } from './notice.ts';

/** What saying no to the notice does now, or what it did. */
export const withdrawalEffects = ['nothing_starts', 'interview_ends', 'interview_ended', 'recorded'] as const;
export type WithdrawalEffect = (typeof withdrawalEffects)[number];

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

const textOf = (effect: WithdrawalEffect, company: string): string => {
  switch (effect) {
    case 'nothing_starts':
      return 'If you do not accept the notice, the interview does not start, and nothing is recorded but that choice.';
    case 'interview_ends':
      return `If you withdraw your consent, the interview ends for good: no further question is asked, what you said is not assessed, and ${company} is told to offer you a person. If a person at ${company} has decided already, that decision stands and ${company} is told of your withdrawal.`;
    case 'interview_ended':
      return `You have withdrawn your consent. The interview has ended: no further question is asked, what you said is not assessed, and ${company} is told to offer you a person. What you said stays sealed until its period ends, unless ${company} erases it earlier: you may ask for that.`;
    case 'recorded':
      return `You have withdrawn your consent after a person at ${company} had decided. That decision stands; ${company} is told of your withdrawal, and no software works with what you said any more. You may ask ${company} to erase it.`;
  }
};

const erasureText = ({ erasureWishedAt }: RightsFacts, company: string): string =>
  erasureWishedAt === null
    ? `You may ask ${company} to erase what you said and what is known of you. Your request is recorded with its time and ${company} is told at once. ${company} decides on it, and may have to keep data where the law says so.`
    : `You have asked for erasure. Your request is recorded and ${company} is told. Once your data is erased, this link leads nowhere any more.`;

export type RightsView = {
  /** Null when it never started and no longer can. */
  withdrawal: { effect: WithdrawalEffect; at: string | null; text: string } | null;
  erasure: { requestedAt: string | null; text: string };
};

const toIso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const rightsOf = (facts: RightsFacts): RightsView => {
  const company = companyOf(facts);
  const effect = effectOf(facts);
  return {
    withdrawal: effect && { effect, at: toIso(facts.consentWithdrawnAt), text: textOf(effect, company) },
    erasure: { requestedAt: toIso(facts.erasureWishedAt), text: erasureText(facts, company) },
  };
};
