// Why something is, or is not, in the ATS: the ledger of write-backs as people ask for it, and what they decide about it.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { AtsKinds } from '../../domain/ports/ats.ts';
import type { Connections } from '../../domain/ports/connections.ts';
import type { Digest } from '../../domain/ports/system.ts';
import type {
  ListedWriteback,
  RunStanding,
  WritebackActs,
  WritebackFilter,
  WritebackReads,
} from '../../domain/ports/writebacks.ts';
import { explain, standingWords, type Standing, type Words } from '../../domain/writeback/explain.ts';
import { standingOf } from '../../domain/writeback/standing.ts';
import { createPages, isExactTime, isTextLike, type Page, type PageRequest } from '../cursor.ts';

export type WritebackDeps = {
  reads: WritebackReads;
  acts: WritebackActs;
  connections: Pick<Connections, 'find'>;
  atsKinds: AtsKinds;
  digest: Digest;
};

export type ExplainedWriteback = ListedWriteback & Words;

export type RunWritebacks = Words & {
  code: Standing;
  connectionId: string | null;
  delivery: Pick<
    RunStanding,
    'deliveryId' | 'deliveryStatus' | 'deliveryReason' | 'deliveryAttempts' | 'nextAttemptAt'
  > | null;
  items: ExplainedWriteback[];
};

const placeShape = { at: isExactTime, id: isTextLike(/^wbk_[0-9A-Za-z]{1,64}$/) };

const explained = (item: ListedWriteback): ExplainedWriteback => ({ ...item, ...explain(item.status, item.reason) });

const readRun =
  ({ reads, atsKinds }: WritebackDeps) =>
  async (run: RunRef): Promise<RunWritebacks> => {
    const found = await reads.standing(run);
    if (found === null) throw new AppError('interview.not_found');
    const items = await reads.ofRun(run);
    const hasRecords = Boolean(atsKinds[found.kind ?? '']?.records);
    const code = standingOf(found, hasRecords, items);
    const { connectionId, deliveryId, deliveryStatus, deliveryReason, deliveryAttempts, nextAttemptAt } = found;
    const delivery =
      deliveryId === null ? null : { deliveryId, deliveryStatus, deliveryReason, deliveryAttempts, nextAttemptAt };
    return { code, ...standingWords[code], connectionId, delivery, items: items.map(explained) };
  };

export const createWritebackUseCases = (deps: WritebackDeps) => {
  const pages = createPages({ digest: deps.digest, list: deps.reads.list, shape: placeShape });
  return {
    ofRun: readRun(deps),
    /** Throws `connection.not_found`. */
    list: async (tenantId: string, request: PageRequest<WritebackFilter>): Promise<Page<ExplainedWriteback>> => {
      if ((await deps.connections.find(tenantId, request.filter.connectionId)) === null)
        throw new AppError('connection.not_found');
      const { items, nextCursor } = await pages(tenantId, request);
      return { items: items.map(explained), nextCursor };
    },
    ...deps.acts,
  };
};
export type WritebackUseCases = ReturnType<typeof createWritebackUseCases>;
