// The last part of a start: api and worker as processes of their own, until both answer.
import { timed, type Context } from './context.ts';
import { headsPathOf, programEnv, programSpec, type Addresses } from './programs.ts';
import { isSystemReady, waitUntilReady } from './readiness.ts';
import { isFree } from './ports.ts';

/** The worker builds its workflow code at the first start, which a slow machine takes a while for. */
const PATIENCE_MS = 180_000;
const PORT_ATTEMPTS = 3;

const choosePorts = async ({ ports }: Context) => ({
  apiPort: await ports.choose('api'),
  apiMetricsPort: await ports.choose('apiMetrics'),
  workerMetricsPort: await ports.choose('workerMetrics'),
});

const startBoth = async (context: Context, addresses: Addresses): Promise<void> => {
  const { programs, projectFolder, signal } = context;
  const own = { PARLEY_AUDIT_HEADS_PATH: headsPathOf(context.stateFolder), ...context.env };
  const env = programEnv(own, context.secrets, addresses);
  const processes = await Promise.all(
    (['api', 'worker'] as const).map(async (name) =>
      context.supervise(programSpec({ name, programs, projectFolder, env })),
    ),
  );
  try {
    await waitUntilReady({
      what: 'Parley',
      isReady: async () => isSystemReady(`http://127.0.0.1:${addresses.apiPort}`),
      processes,
      signal,
      patienceMs: PATIENCE_MS,
      intervalMs: 250,
    });
  } catch (error) {
    await Promise.all(processes.map(async (one) => one.stop()));
    throw error;
  }
};

type Places = Pick<Addresses, 'databaseUrl' | 'temporalAddress' | 'ownTemporal'>;

/** Returns the API's address once it answers and sees a worker. */
export const startPrograms = async (context: Context, places: Places): Promise<string> =>
  timed(context, 'API and worker', async () => {
    for (let attempt = 1; ; attempt += 1) {
      const chosen = await choosePorts(context);
      try {
        await startBoth(context, { ...places, ...chosen });
        const apiUrl = `http://127.0.0.1:${chosen.apiPort}`;
        return { result: apiUrl, note: apiUrl };
      } catch (error) {
        const stillFree = await Promise.all(Object.values(chosen).map(isFree));
        if (attempt === PORT_ATTEMPTS || stillFree.every(Boolean)) throw error;
      }
    }
  });
