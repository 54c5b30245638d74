// The database part of a start: the embedded PostgreSQL or the user's own, brought to the newest schema.
import { startOnFreePorts, timed, type Context } from './context.ts';
import { isPostgresReady, prepareEmbeddedPostgres } from './postgres.ts';
import { waitUntilReady } from './readiness.ts';

const PATIENCE_MS = 60_000;

type Addresses = { url: string; ownerUrl: string | undefined };

const startEmbedded = async (context: Context): Promise<Addresses> =>
  timed(context, 'PostgreSQL', async () => {
    const { secrets, signal, output } = context;
    const postgres = await prepareEmbeddedPostgres({ ...context, say: output.say, password: secrets.postgresPassword });
    context.onStopped(postgres.sweep);
    const { postgres: port } = await startOnFreePorts(context, ['postgres'], (chosen) => ({
      specs: [postgres.spec(chosen.postgres)],
      ready: async (processes) =>
        waitUntilReady({
          what: 'PostgreSQL',
          isReady: async () => isPostgresReady(postgres.ownerUrl(chosen.postgres)),
          processes,
          signal,
          patienceMs: PATIENCE_MS,
        }),
    }));
    return { result: { url: postgres.url(port), ownerUrl: postgres.ownerUrl(port) }, note: `127.0.0.1:${port}` };
  });

/** Returns the address of a database that is ready for use. */
export const startDatabase = async (context: Context): Promise<string> => {
  const foreignUrl = context.env['DATABASE_URL'];
  const { url, ownerUrl } = foreignUrl ? { url: foreignUrl, ownerUrl: undefined } : await startEmbedded(context);
  await timed(context, 'Database schema', async () => {
    const applied = await context.migrate(url, ownerUrl);
    if (!foreignUrl) await context.forgetWorkers(url);
    return { result: null, note: applied.length === 0 ? 'up to date' : `${applied.length} migrations applied` };
  });
  return url;
};
