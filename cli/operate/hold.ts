// `parley hold`: legal holds by the operator; while one lives, nothing of its run is erased.
import { parseDuration } from '../../domain/text/duration.ts';
import { createHoldStore } from '../../infra/db/erasure/hold-store.ts';
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import { newId, systemClock } from '../../infra/system.ts';
import { createHolds, type Holds, type HoldView } from '../../usecases/privacy/holds.ts';

import { actingOn } from './acting-on.ts';
import { CliError } from '../cli-error.ts';
import { renderRows, type Row } from './print-table.ts';
import type { Verbs } from './verbs.ts';
import { withStores, type Stores } from './with-stores.ts';

const columns = ['id', 'state', 'reasonCode', 'placedAt', 'endsAt', 'releasedAt', 'heldBy', 'note'];
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const stateOf = ({ live, releasedAt }: HoldView): string => {
  if (live) return 'live';
  return releasedAt === null ? 'ended' : 'released';
};

const rowOf = (hold: HoldView): Row => ({
  id: hold.id,
  state: stateOf(hold),
  reasonCode: hold.reasonCode,
  placedAt: iso(hold.placedAt),
  endsAt: iso(hold.endsAt),
  releasedAt: iso(hold.releasedAt),
  heldBy: hold.heldBy,
  note: hold.note,
});

/** A date, or a duration from now. */
const endOf = (text: string): number => {
  const durationMs = parseDuration(text);
  const at = durationMs === null ? Date.parse(text) : Date.now() + durationMs;
  if (Number.isNaN(at)) throw new CliError('--until takes a date such as 2030-06-30 or a duration such as P365D.');
  return at;
};

const withHolds = <Result>(
  runId: string,
  work: (holds: Holds, tenantId: string, stores: Stores) => Promise<Result>,
): Promise<Result> =>
  withStores(async (stores) => {
    const { db, sealer } = stores;
    const tenantId = await tenantOfRun(db, runId);
    if (tenantId === null) throw new CliError(`There is no interview ${runId}.`);
    const holds = createHolds({ holds: createHoldStore(db), sealer, newId, clock: systemClock });
    return await work(holds, tenantId, stores);
  });

export const verbs: Verbs = {
  place: {
    positionals: ['runId'],
    options: ['reason', 'until', 'note', 'held-by'],
    required: ['reason', 'until'],
    named: true,
    run: async ({ positionals: { runId = '' }, options, json, operator: name }) => {
      const { reason: reasonCode = '', until = '', note, 'held-by': heldBy } = options;
      if (!/^[A-Za-z0-9_.:-]{1,64}$/.test(reasonCode))
        throw new CliError('A reason is a code: letters, digits and _ . : -');
      const texts = { ...(note === undefined ? {} : { note }), ...(heldBy === undefined ? {} : { heldBy }) };
      const wish = { reasonCode, endsAt: endOf(until), ...texts };
      const hold = await withHolds(runId, (holds, tenantId, stores) => {
        const run = { tenantId, runId };
        return actingOn(stores, run, { act: 'hold.placed', name }, (by) => holds.place(run, wish, by));
      });
      return renderRows([rowOf(hold)], { columns, json });
    },
  },
  release: {
    positionals: ['runId', 'holdId'],
    named: true,
    run: async ({ positionals: { runId = '', holdId = '' }, json, operator: name }) => {
      const hold = await withHolds(runId, (holds, tenantId, stores) => {
        const run = { tenantId, runId };
        return actingOn(stores, run, { act: 'hold.released', name }, (by) => holds.release(run, holdId, by));
      });
      return renderRows([rowOf(hold)], { columns, json });
    },
  },
  list: {
    positionals: ['runId'],
    run: async ({ positionals: { runId = '' }, json }) => {
      const all = await withHolds(runId, (holds, tenantId) => holds.list({ tenantId, runId }));
      return renderRows(all.map(rowOf), { columns, json });
    },
  },
};
