// The database part of a start: the embedded PostgreSQL or the user's own, brought to the newest schema.
import { CliError } from '../cli-error.ts';
import { startOnFreePorts, timed, type Context } from './context.ts';
import { isPostgresReady, prepareEmbeddedPostgres } from './postgres.ts';
import { waitUntilReady } from './readiness.ts';

const PATIENCE_MS = 60_000;

const startEmbedded = async (context: Context): Promise<string> =>
  timed(context, 'PostgreSQL', async () => {
    const { secrets, signal } = context;
    const postgres = await prepareEmbeddedPostgres({ ...context, password: secrets.postgresPassword });
    context.onStopped(postgres.sweep);
    const [port = 0] = await startOnFreePorts(context, ['postgres'], ([chosen = 0]) => ({
      spec: postgres.spec(chosen),
      ready: async (running) =>
        waitUntilReady({
          what: 'PostgreSQL',
          isReady: async () => isPostgresReady(postgres.url(chosen)),
          processes: [running],
          signal,
          patienceMs: PATIENCE_MS,
        }),
    }));
    return { result: postgres.url(port), note: `127.0.0.1:${port}` };
  });

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

const migrateOrExplain = async ({ migrate, env }: Context, databaseUrl: string): Promise<string[]> => {
  try {
    return await migrate(databaseUrl);
  } catch (error) {
    const code = codeOf(error);
    if (!env['DATABASE_URL'] || code === null) throw error;
    throw new CliError(`The database named by DATABASE_URL could not be migrated (${code}).`);
  }
};

/** Returns the address of a database that is ready for use. */
export const startDatabase = async (context: Context): Promise<string> => {
  const databaseUrl = context.env['DATABASE_URL'] || (await startEmbedded(context));
  await timed(context, 'Database schema', async () => {
    const applied = await migrateOrExplain(context, databaseUrl);
    return { result: null, note: applied.length === 0 ? 'up to date' : `${applied.length} migrations applied` };
  });
  return databaseUrl;
};
