// What a workflow suite stands on: a Temporal, a task queue of its own there, and the workflows in a bundle.
import { randomBytes } from 'node:crypto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, inject } from 'vitest';
import { startTemporal } from './temporal-server.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const attach = async (address: string) => {
  const env = await TestWorkflowEnvironment.createFromExistingServer({ address, client: { identity: 'api-test' } });
  afterAll(() => env.teardown());
  return {
    env,
    taskQueue: `test-${randomBytes(4).toString('hex')}`,
    workflowBundle: { codePath: inject('workflowBundlePath') },
  };
};

/** The server that all suites share. */
export const useTemporal = () => attach(inject('temporalAddress'));

/** A server of this file alone, which may be killed and started again. */
export const useOwnTemporal = async () => {
  const server = await startTemporal();
  afterAll(server.stop);
  return { ...(await attach(server.address)), server };
};
