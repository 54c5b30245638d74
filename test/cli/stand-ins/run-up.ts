// Runs the real `up` on a folder of its own, with stand-ins for api and worker, as a process that tests can kill.
import { up } from '../../../cli/embedded/up.ts';

const [stateFolder = '', sharedFolder = ''] = process.argv.slice(2);

const keys = { integration: 'k1', core: 'k2', candidate_import: 'k3', analytics: 'k4', job_management: 'k5' };

if (process.channel !== undefined) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

process.exitCode = await up({
  stateFolder,
  sharedFolder,
  projectFolder: import.meta.dirname,
  programs: { api: ['api.ts'], worker: ['worker.ts'] },
  migrate: async () => [],
  buildPages: async () => ({ state: 'current' }),
  forgetWorkers: async () => undefined,
  ensureDemoTenant: async () => ({
    tenantId: 'tenant-1',
    apiKeys: { ...keys, partner: 'k6', platform: 'k7' },
  }),
});
