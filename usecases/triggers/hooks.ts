// The ledger of hooks for those who look after a connection: what came, what became of it, and setting it going again.
import { AppError } from '../../domain/errors.ts';
import { goneEventTypes } from '../../domain/ports/ats-hooks.ts';
import type {
  Hook,
  HookAsker,
  HookFilter,
  HookLedger,
  HookPlace,
  RedrivenHooks,
} from '../../domain/ports/ats-inbox.ts';
import type { Digest } from '../../domain/ports/system.ts';
import { createCursors, type Page, type PageRequest } from '../cursor.ts';

const isPosition = (value: unknown): value is number => Number.isSafeInteger(value);
const placeShape = { position: isPosition };

type Deps = { ledger: HookLedger; digest: Digest };

const list =
  ({ ledger, digest }: Deps) =>
  async (
    tenantId: string,
    connectionId: string,
    { filter, limit, cursor }: PageRequest<HookFilter>,
  ): Promise<Page<Hook>> => {
    const cursors = createCursors<HookPlace>(digest, placeShape, { connectionId, ...filter });
    const page = await ledger.list(tenantId, connectionId, { filter, limit, after: cursors.read(cursor) });
    if (page === null) throw new AppError('connection.not_found');
    return { items: page.items, nextCursor: page.next === null ? null : cursors.write(page.next) };
  };

const redriveOne =
  ({ ledger }: Deps) =>
  async (tenantId: string, connectionId: string, id: string, by: HookAsker): Promise<Hook> => {
    const before = await ledger.read(tenantId, connectionId, id);
    if (before === null) throw new AppError('hook.not_found');
    // One that waits or is done is where its caller wants it.
    const isWorkable = before.hasBody || goneEventTypes.includes(before.event);
    if (before.status === 'failed' && !isWorkable) throw new AppError('hook.body_gone');
    await ledger.redrive(tenantId, connectionId, { id }, by);
    return (await ledger.read(tenantId, connectionId, id)) ?? before;
  };

export const createHookUseCases = (deps: Deps) => ({
  /** Newest first. Throws `connection.not_found`. */
  list: list(deps),
  /** Throws `hook.not_found`, `hook.body_gone`. */
  redrive: redriveOne(deps),
  /** Those that failed, for one cause or since a time; how many, and whether there are more. Throws `connection.not_found`. */
  redriveAll: async (
    tenantId: string,
    connectionId: string,
    filter: HookFilter,
    by: HookAsker,
  ): Promise<RedrivenHooks> => {
    await list(deps)(tenantId, connectionId, { filter: {}, limit: 1 });
    return await deps.ledger.redrive(tenantId, connectionId, filter, by);
  },
});

export type HookUseCases = ReturnType<typeof createHookUseCases>;
