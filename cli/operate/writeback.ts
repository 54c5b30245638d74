// `parley writeback`: what was written into the records of an ATS, by the operator: why, why not, and writing again.
import type { Knex } from 'knex';
import type { RunRef } from '../../domain/access/ids.ts';
import { present } from '../../domain/present.ts';
import { writebackStatuses } from '../../domain/writeback/item.ts';
import { atsKinds } from '../../infra/ats/kinds.ts';
import { createConnectionStore, tenantOfConnection } from '../../infra/db/connections/connection-store.ts';
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import { createWritebackActs } from '../../infra/db/writebacks/redrive-store.ts';
import { createWritebackReads, runOfWriteback } from '../../infra/db/writebacks/writeback-reads.ts';
import { createSecretBox } from '../../infra/seal/secret-box.ts';
import { hmacSha256, sha256, systemClock } from '../../infra/system.ts';
import {
  createWritebackUseCases,
  type ExplainedWriteback,
  type WritebackUseCases,
} from '../../usecases/writeback/writebacks.ts';
import { CliError } from '../cli-error.ts';
import { actingOn } from './acting-on.ts';
import { operatorNamed } from './administer.ts';
import { renderRows, type Row } from './print-table.ts';
import { limitOf, oneOf, timeOf } from './read-options.ts';
import type { Options, Verbs } from './verbs.ts';
import { withStores, type Stores } from './with-stores.ts';

const columns = ['id', 'runId', 'target', 'revision', 'status', 'reason', 'attempts', 'updatedAt', 'nextAttemptAt'];
const shownColumns = ['id', 'target', 'revision', 'status', 'reason', 'attempts', 'nextAttemptAt', 'words', 'help'];

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Without values: they are the candidate's, and the call of the API shows them. */
const rowOf = (item: ExplainedWriteback): Row => {
  const { id, runId, connectionId, kind, target, revision, status, reason, attempts, words, help } = item;
  const said = { id, runId, connectionId, kind, target, revision, status, reason, attempts, words, help };
  const { createdAt, updatedAt, nextAttemptAt } = item;
  return { ...said, createdAt: iso(createdAt), updatedAt: iso(updatedAt), nextAttemptAt: iso(nextAttemptAt) };
};

type Work<Result> = (writebacks: WritebackUseCases, db: Knex, stores: Stores) => Promise<Result>;

const withWritebacks = <Result>(work: Work<Result>): Promise<Result> =>
  withStores((stores) => {
    const { db, sealer, ring, config } = stores;
    const keyedDigest = (text: string): string => hmacSha256(config.keys.pepper.reveal(), text);
    const connections = createConnectionStore({
      db,
      clock: systemClock,
      secretBox: createSecretBox(ring),
      keyedDigest,
    });
    const reads = createWritebackReads({ db, sealer });
    const acts = createWritebackActs({ db, now: systemClock.now });
    return work(createWritebackUseCases({ reads, acts, connections, atsKinds, digest: sha256 }), db, stores);
  });

const runOf = async (db: Knex, id: string): Promise<RunRef> => {
  const run = await runOfWriteback(db, id);
  if (run === null) throw new CliError(`There is no write-back ${id}.`);
  return run;
};

const tenantOf = async (db: Knex, connectionId: string): Promise<string> => {
  const tenantId = await tenantOfConnection(db, connectionId);
  if (tenantId === null) throw new CliError(`There is no connection ${connectionId}.`);
  return tenantId;
};

const filterOf = (connectionId: string, { status, reason, since }: Options) => ({
  connectionId,
  ...present({ reason }),
  ...(status === undefined ? {} : { status: oneOf('status', writebackStatuses, status) }),
  ...(since === undefined ? {} : { since: timeOf(since).toISOString() }),
});

const showRun = async (runId: string, json: boolean): Promise<string> => {
  const { items, ...standing } = await withWritebacks(async (writebacks, db) => {
    const tenantId = await tenantOfRun(db, runId);
    if (tenantId === null) throw new CliError(`There is no interview ${runId}.`);
    return await writebacks.ofRun({ tenantId, runId });
  });
  const rows = items.map(rowOf);
  if (json) return JSON.stringify({ ...standing, items: rows }, null, 2);
  const said = [`${standing.code}: ${standing.words}`, ...(standing.help === null ? [] : [standing.help])].join('\n');
  return rows.length === 0 ? said : `${said}\n\n${renderRows(rows, { columns: shownColumns, json })}`;
};

const redriveConnection = (
  connectionId: string,
  { since, reason = null }: { since: string; reason?: string | null },
  name: string | null,
) =>
  withWritebacks(async (writebacks, db) =>
    writebacks.redriveConnection(
      await tenantOf(db, connectionId),
      connectionId,
      { since: timeOf(since), reason },
      operatorNamed(name),
    ),
  );

export const verbs: Verbs = {
  list: {
    positionals: ['connectionId'],
    options: ['status', 'reason', 'since', 'limit'],
    run: async ({ positionals: { connectionId = '' }, options, json }) => {
      const request = { filter: filterOf(connectionId, options), limit: limitOf(options['limit']) };
      const { items } = await withWritebacks(async (writebacks, db) =>
        writebacks.list(await tenantOf(db, connectionId), request),
      );
      return renderRows(items.map(rowOf), { columns, json });
    },
  },
  show: {
    positionals: ['runId'],
    run: ({ positionals: { runId = '' }, json }) => showRun(runId, json),
  },
  resolve: {
    positionals: ['writebackId'],
    options: ['take'],
    required: ['take'],
    named: true,
    run: async ({ positionals: { writebackId = '' }, options, json, operator: name }) => {
      const take = oneOf('take', ['theirs', 'ours'], options['take'] ?? '');
      const { runId } = await withWritebacks(async (writebacks, db, stores) => {
        const run = await runOf(db, writebackId);
        await actingOn(stores, run, { act: 'writeback.resolved', name }, (by) =>
          writebacks.resolve(run, writebackId, take, by),
        );
        return run;
      });
      return await showRun(runId, json);
    },
  },
  redrive: {
    positionals: ['id'],
    options: ['since', 'reason'],
    named: true,
    run: async ({ positionals: { id = '' }, options, json, operator: name }) => {
      const { since, reason } = options;
      if (since === undefined && reason !== undefined) throw new CliError('--reason needs a connection and --since.');
      if (since !== undefined) {
        const { count, more } = await redriveConnection(id, { since, ...present({ reason }) }, name);
        if (json) return JSON.stringify({ count, more });
        return `${count} records are written anew.${more ? ' There are more: repeat the command.' : ''}`;
      }
      const { runId } = await withWritebacks(async (writebacks, db, stores) => {
        const run = await runOf(db, id);
        await actingOn(stores, run, { act: 'writeback.redriven', name }, (by) => writebacks.redrive(run, id, by));
        return run;
      });
      return await showRun(runId, json);
    },
  },
};
