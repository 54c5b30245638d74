// Once for a whole test run: the built pages, and one PostgreSQL with a migrated template that every test file copies.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildPages } from '../../cli/embedded/web-pages.ts';
import { endWithin } from './end-within.ts';
import { projectFolder } from './program.ts';
import { startPostgres } from './postgres-server.ts';
import { createDatabase, migrateForTests, templateName } from './database.ts';

type Project = { provide(key: 'postgresUrl', value: string): void };

/** Each program is loaded once and ends by itself for want of settings: a killed one never writes down what it compiled. */
const compileOnce = (cache: string): Promise<unknown> =>
  Promise.all(
    ['api/main.ts', 'worker/main.ts', 'cli/main.ts'].map((file) => {
      const env = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: cache };
      return once(spawn(process.execPath, [file], { cwd: projectFolder, env, stdio: 'ignore' }), 'exit');
    }),
  );

const setup = async (project: Project): Promise<() => Promise<void>> => {
  const cache = process.env['NODE_COMPILE_CACHE'];
  if (cache !== undefined) await compileOnce(cache);
  const pages = await buildPages(projectFolder);
  if (pages.state === 'failed') throw new Error(`The pages cannot be built:\n${pages.output}`);
  const server = await startPostgres({ durable: false });
  await migrateForTests(await createDatabase(server.url, templateName));
  project.provide('postgresUrl', server.url);
  return () => endWithin('The PostgreSQL of the suites', server.stop);
};

export default setup;

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}
