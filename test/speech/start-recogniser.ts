// A real recogniser for tests: its packages come once into a folder of Python's own below .parley/, and it hears offline from then on.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';

const here = import.meta.dirname;
const folder = join(here, '..', '..', '.parley', 'recogniser');
const python = join(folder, 'bin', 'python');
const requirements = join(here, 'requirements.txt');
const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex');
const marker = join(folder, 'installed');

const say = (line: string): void => void process.stderr.write(`recogniser: ${line}\n`);

const run = (command: string, ...args: string[]): void => {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 600_000 });
  if (status === 0) return;
  const reason = error?.message ?? stderr.slice(-2_000);
  throw new Error(`The recogniser of the tests needs Python 3.11 with venv and pip: ${command} failed.\n${reason}`);
};

const install = (): void => {
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return;
  say('installing its packages into .parley/recogniser, once (about 200 MB)');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run('python3', '-m', 'venv', folder);
  run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', requirements);
  writeFileSync(marker, hash);
  say('installed');
};

/** Two files may want it at the same moment: one installs, the other waits. */
const installOnce = async (): Promise<void> => {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('recogniser'))`);
    install();
  } finally {
    await client.end();
  }
};

export type Recogniser = { url: string; stop(): Promise<void> };

/** Throws where there is no Python: what was not tested is no success. */
export const startRecogniser = async (): Promise<Recogniser> => {
  await installOnce();
  const child = spawn(python, [join(here, 'recogniser.py')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const found = /listening on (\d{1,5})/u.exec(told)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', (code) => reject(new Error(`the recogniser ended with ${code} before it listened`)));
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, stop };
};
