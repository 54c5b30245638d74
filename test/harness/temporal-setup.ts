// One Temporal for all workflow suites of a run, in memory; who kills a server brings one of their own.
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { cachedWorkflowCode } from '../../worker/workflow-code-cache.ts';
import { serverSettings } from '../../cli/embedded/temporal.ts';
import { endWithin } from './end-within.ts';
import { cliPath } from './temporal-server.ts';

type Project = { provide(key: 'temporalAddress' | 'workflowBundlePath', value: string): void };

const setup = async (project: Project): Promise<() => Promise<void>> => {
  const server = { executable: { type: 'existing-path' as const, path: cliPath() }, extraArgs: serverSettings };
  const [env, { codePath }] = await Promise.all([
    TestWorkflowEnvironment.createLocal({ server }),
    cachedWorkflowCode(new DefaultLogger('ERROR')),
  ]);
  project.provide('temporalAddress', env.address);
  project.provide('workflowBundlePath', codePath);
  return () => endWithin('The Temporal server of the suites', () => env.teardown());
};

export default setup;

declare module 'vitest' {
  interface ProvidedContext {
    temporalAddress: string;
    workflowBundlePath: string;
  }
}
