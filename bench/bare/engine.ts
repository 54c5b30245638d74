// The bare engine's side of each comparison: plain client calls, one table.
import { randomBytes } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';

import { deliveryTaskQueue } from '../../workflows/contracts.ts';
import type { BenchContext } from '../scenario.ts';
import { bareTaskQueue } from './worker.ts';

/** As the bench's worker has it, whose settings name no queue. */
const ourDeliveryQueue = deliveryTaskQueue('parley');

const newId = (): string => `bare-${randomBytes(8).toString('hex')}`;

export const createBareTable = ({ db }: BenchContext): Promise<unknown> =>
  db.raw('create table if not exists bare_runs (id text primary key, step int not null default 0, body jsonb)');

/** One insert and one start: what an acknowledged creation cannot do without. */
export const startBareRun = async ({ db, client }: BenchContext): Promise<WorkflowHandle> => {
  const id = newId();
  await db('bare_runs').insert({ id, body: JSON.stringify({ state: 'PENDING' }) });
  return client.workflow.start('bare', { workflowId: id, taskQueue: bareTaskQueue, args: [{ id }] });
};

export const bareUpdate = (handle: WorkflowHandle): Promise<unknown> => handle.executeUpdate('step');

/** A run with about as many events as a plain interview, from start to end. */
export const runBareSequence = async ({ db, client }: BenchContext, steps: number): Promise<void> => {
  const id = newId();
  await db('bare_runs').insert({ id });
  await client.workflow.execute('bareSequence', { workflowId: id, taskQueue: bareTaskQueue, args: [{ id, steps }] });
};

/** An attempt at a delivery as our worker makes it, in a workflow that does nothing else. */
export const runBareActivity = async ({ client }: BenchContext, input: object): Promise<void> => {
  const workflow = { workflowId: newId(), taskQueue: bareTaskQueue, args: [{ taskQueue: ourDeliveryQueue, input }] };
  await client.workflow.execute('bareActivity', workflow);
};
