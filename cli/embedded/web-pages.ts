// Builds the pages for people when their sources have changed: at a start, before tests, and by the gates.
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { webBuildState } from '../../infra/web-build.ts';
import { waitForLock } from '../setup/lock.mjs';

export type PagesBuilt = { state: 'current' | 'built' } | { state: 'failed'; output: string };

const PATIENCE_MS = 120_000;

const builder = join('node_modules', 'vite', 'bin', 'vite.js');
const args = [builder, 'build', '--config', join('web', 'vite.config.ts'), '--logLevel', 'warn'];

/** Whoever starts it, a test for one, must not get React's larger half for developers. */
const build = (project: string): Promise<PagesBuilt> =>
  new Promise((resolve) => {
    const env = { ...process.env, NODE_ENV: 'production' };
    execFile(process.execPath, args, { cwd: project, env, timeout: PATIENCE_MS }, (error, out, err) =>
      resolve(error === null ? { state: 'built' } : { state: 'failed', output: `${out}${err}`.trim() }),
    );
  });

/** Of two that find the sources changed one builds, and the other finds them built. */
export const buildPages = async (project: string): Promise<PagesBuilt> => {
  if (webBuildState(project) === 'current') return { state: 'current' };
  mkdirSync(join(project, 'dist'), { recursive: true });
  const lock = await waitForLock(join(project, 'dist', 'web.lock'));
  try {
    return webBuildState(project) === 'current' ? { state: 'current' } : await build(project);
  } finally {
    lock.release();
  }
};
