// The last part of a start: api and worker as processes of their own, until both answer.
import { randomBytes } from 'node:crypto';

import { startOnFreePorts, timed, type Context } from './context.ts';
import { headsPathOf, objectsPlaceOf, programEnv, programSpec, type Places } from './programs.ts';
import { isSystemReady, waitUntilReady } from './readiness.ts';

/** The worker builds its workflow code at the first start, which a slow machine takes a while for. */
const PATIENCE_MS = 180_000;

const NAMES = ['api', 'apiMetrics', 'workerMetrics'] as const;

export type ProgramUrls = { apiUrl: string; metricsUrls: { api: string; worker: string } };

const metricsUrl = (port: number): string => `http://127.0.0.1:${port}/metrics`;

/** Returns the API's address once this very API answers and sees a worker. */
export const startPrograms = async (context: Context, servers: Places): Promise<ProgramUrls> =>
  timed(context, 'API and worker', async () => {
    const { programs, projectFolder, signal } = context;
    const { stateFolder } = context;
    const places = { PARLEY_AUDIT_HEADS_PATH: headsPathOf(stateFolder), PARLEY_OBJECTS: objectsPlaceOf(stateFolder) };
    const own = { ...places, ...context.env };
    const instanceId = `start-${randomBytes(8).toString('hex')}`;
    const chosen = await startOnFreePorts(context, NAMES, (ports) => {
      const env = programEnv(own, context.secrets, { ...servers, instanceId, ports });
      const program = { programs, projectFolder, env };
      return {
        specs: [
          programSpec({ ...program, name: 'api', ports: [ports.api, ports.apiMetrics] }),
          programSpec({ ...program, name: 'worker', ports: [ports.workerMetrics] }),
        ],
        ready: async (processes) =>
          waitUntilReady({
            what: 'Parley',
            isReady: async () => isSystemReady(`http://127.0.0.1:${ports.api}`, instanceId),
            processes,
            signal,
            patienceMs: PATIENCE_MS,
            intervalMs: 250,
          }),
      };
    });
    const apiUrl = `http://127.0.0.1:${chosen.api}`;
    const metricsUrls = { api: metricsUrl(chosen.apiMetrics), worker: metricsUrl(chosen.workerMetrics) };
    return { result: { apiUrl, metricsUrls }, note: apiUrl };
  });
