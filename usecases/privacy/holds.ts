// Placing, reading and releasing legal holds, which keep a run from being erased.
import { checkHoldEnd, isLive } from '../../domain/erasure/decide.ts';
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { Hold, HoldAct, HoldStore, HoldTexts, StoredHold } from '../../domain/ports/holds.ts';
import type { Clock, Sealer } from '../../domain/ports/system.ts';
import { openIfKept } from '../../domain/seal/open.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';

export type HoldDeps = { holds: HoldStore; sealer: Sealer; newId: (prefix: string) => string; clock: Clock };

/** A hold as people see it; the texts are gone once the run's personal data is erased. */
export type HoldView = Hold & { live: boolean; note: string | null; heldBy: string | null };

export type HoldWish = HoldTexts & { reasonCode: string; endsAt: number };

type By = Omit<HoldAct, 'at'>;

const viewOf = async ({ sealer, clock }: HoldDeps, tenantId: string, stored: StoredHold): Promise<HoldView> => {
  const { noteSealed, ...hold } = stored;
  const place = sealPlaces.holdTexts({ tenantId, runId: stored.runId }, stored.id);
  const { note = null, heldBy = null } = (await openIfKept(sealer, place, noteSealed)) ?? {};
  return { ...hold, live: isLive(hold, clock.now()), note, heldBy };
};

const sealTexts = async (
  { sealer }: HoldDeps,
  run: RunRef,
  holdId: string,
  texts: HoldTexts,
): Promise<Uint8Array | null> => {
  if (texts.note === undefined && texts.heldBy === undefined) return null;
  return await sealer.seal(sealPlaces.holdTexts(run, holdId), texts);
};

const placeHold =
  (deps: HoldDeps) =>
  async (run: RunRef, wish: HoldWish, by: By): Promise<HoldView> => {
    const { tenantId, runId } = run;
    const { reasonCode, endsAt, ...texts } = wish;
    const at = deps.clock.now();
    checkHoldEnd(endsAt, at);
    if ((await deps.holds.list({ tenantId, runId })) === null) throw new AppError('interview.not_found');
    const id = deps.newId('hold');
    const noteSealed = await sealTexts(deps, run, id, texts);
    const placedBy = { kind: by.actor.kind, id: by.actor.id };
    const hold = { id, reasonCode, placedBy, placedAt: at, endsAt, noteSealed };
    return await viewOf(deps, tenantId, await deps.holds.place({ tenantId, runId }, hold, { ...by, at }));
  };

export const createHolds = (deps: HoldDeps) => ({
  place: placeHold(deps),
  /** Twice is the same as once. */
  release: async ({ tenantId, runId }: RunRef, holdId: string, by: By): Promise<HoldView> =>
    viewOf(deps, tenantId, await deps.holds.release({ tenantId, runId }, holdId, { ...by, at: deps.clock.now() })),
  /** The newest first, past ones too. */
  list: async ({ tenantId, runId }: RunRef): Promise<HoldView[]> => {
    const holds = await deps.holds.list({ tenantId, runId });
    if (holds === null) throw new AppError('interview.not_found');
    return await Promise.all(holds.map((hold) => viewOf(deps, tenantId, hold)));
  },
});
export type Holds = ReturnType<typeof createHolds>;
