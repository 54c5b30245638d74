// Lays beside what an operator did on the engine directly how the program that sent it called itself.
import type { CommandName } from '../lifecycle/commands.ts';
import { commandOfDecision } from '../lifecycle/deciders.ts';
import type { FactType } from '../lifecycle/facts.ts';
import type { CommandClaim } from '../ports/audit.ts';

type Entry = Record<string, unknown>;

const commandOf: { readonly [Type in FactType]?: CommandName } = {
  ...commandOfDecision,
  scheduled: 'schedule',
  rescoreRequested: 'rescore',
  cancelled: 'cancel',
  retried: 'retry',
  aborted: 'abort',
  consentWithdrawn: 'withdrawConsent',
};

const identityMax = 200;

/** A foreign program's word: bounded, on one line. */
const shown = (identity: string): string => identity.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, identityMax);

export const isByOperator = ({ actor }: Entry): boolean =>
  typeof actor === 'object' && actor !== null && 'kind' in actor && actor.kind === 'operator';

const commandIn = ({ type, detail }: Entry): unknown => {
  if (type !== 'commandRefused') return commandOf[type as FactType];
  return typeof detail === 'object' && detail !== null && 'command' in detail ? detail.command : undefined;
};

/** The newest command of that name before the fact that no other fact has taken. */
const take = (left: CommandClaim[], entry: Entry): CommandClaim | null => {
  const command = commandIn(entry);
  const at = Date.parse(String(entry['at']));
  const index = left.findLastIndex((claim) => claim.command === command && claim.at <= at);
  return index < 0 ? null : (left.splice(index, 1)[0] ?? null);
};

/** `claimedBy` is null where the history is gone, could not be read, or tells of no such command. */
export const withClaims = (decisions: readonly Entry[], claims: readonly CommandClaim[] | null): Entry[] => {
  const left = [...(claims ?? [])];
  return decisions.map((entry) => {
    if (!isByOperator(entry)) return entry;
    const claim = take(left, entry);
    return { ...entry, claimedBy: claim === null ? null : { identity: shown(claim.identity), checked: false } };
  });
};
