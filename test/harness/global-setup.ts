// One PostgreSQL for a whole test run, with a migrated template that every test file copies.
import { migrateToLatest } from '../../infra/db/migrate.ts';
import { startPostgres } from './postgres-server.ts';
import { createDatabase, databaseUrlOf, templateName } from './database.ts';

type Project = { provide(key: 'postgresUrl', value: string): void };

const setup = async (project: Project): Promise<() => Promise<void>> => {
  const server = await startPostgres({ durable: false });
  await createDatabase(server.url, templateName);
  await migrateToLatest(databaseUrlOf(server.url, templateName));
  project.provide('postgresUrl', server.url);
  return server.stop;
};

export default setup;

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}
