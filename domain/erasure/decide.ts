// What decides about erasures and the holds that stand in their way; stores read the state under a lock and ask here.
import { AppError } from '../errors.ts';
import type { ErasureScope } from '../lifecycle/facts.ts';
import type { ErasedCopies, ErasureProgress, ErasureState } from '../ports/erasure.ts';
import type { Hold } from '../ports/holds.ts';

const yearMs = 365.25 * 86_400_000;
const holdYearsMax = 10;
const liveHoldsMax = 20;

export const isLive = ({ releasedAt, endsAt }: Pick<Hold, 'releasedAt' | 'endsAt'>, now: number): boolean =>
  releasedAt === null && endsAt > now;

export const checkHoldEnd = (endsAt: number, now: number): void => {
  if (endsAt > now && endsAt <= now + holdYearsMax * yearMs) return;
  const code = endsAt > now ? 'too_late' : 'in_the_past';
  const message = `A hold ends in the future, at most ${holdYearsMax} years ahead.`;
  throw new AppError('request.invalid', { errors: [{ pointer: '/endsAt', code, message }] });
};

/** A run as far as a hold on it is concerned. */
export type HoldableRun = {
  erasureRuns: boolean;
  personalErased: boolean;
  assessmentErased: boolean;
  /** How many holds on it live. */
  liveHolds: number;
};

/** Throws `hold.erasure_running`, `hold.nothing_left` or `hold.too_many`. */
export const checkHoldable = (run: HoldableRun): void => {
  if (run.erasureRuns) throw new AppError('hold.erasure_running');
  if (run.personalErased && run.assessmentErased) throw new AppError('hold.nothing_left');
  if (run.liveHolds >= liveHoldsMax) throw new AppError('hold.too_many');
};

/** `covered` when what was asked for before destroys as much. Throws `erasure.on_hold` when anything new would be. */
export const decideErasure = (
  scope: ErasureScope,
  { present, hold }: { present: { scope: ErasureScope } | null; hold: Hold | null },
): 'covered' | 'erase' => {
  if (present !== null && (present.scope === 'all' || scope === 'personal')) return 'covered';
  if (hold === null) return 'erase';
  const { id, reasonCode, endsAt } = hold;
  throw new AppError('erasure.on_hold', { extra: { holdId: id, reasonCode, endsAt: new Date(endsAt).toISOString() } });
};

/** What a certificate of this scope meets: `stale` when another scope is wished for by now. */
export const decideCertificate = (
  scope: ErasureScope,
  present: { scope: ErasureScope; state: ErasureState } | null,
): 'issue' | 'issued' | 'stale' => {
  if (present === null || present.scope !== scope) return 'stale';
  return present.state === 'certified' ? 'issued' : 'issue';
};

export const addEmptied = (before: ErasureProgress, rows: Readonly<Record<string, number>>): ErasureProgress => {
  const emptied = { ...before.emptied };
  for (const [place, count] of Object.entries(rows)) emptied[place] = (emptied[place] ?? 0) + count;
  return { ...before, emptied };
};

export const addCopies = (before: ErasureProgress, service: string, erased: ErasedCopies): ErasureProgress => {
  const { isTotal, ...figures } = erased;
  const deleted = (isTotal === true ? 0 : (before.copies[service]?.deleted ?? 0)) + erased.deleted;
  return { ...before, copies: { ...before.copies, [service]: { ...figures, deleted } } };
};
