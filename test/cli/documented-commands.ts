// Reads the commands out of a document and runs them from top to bottom in one shell, as somebody does who pastes them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../harness/postgres-server.ts';
import { projectFolder } from '../harness/program.ts';

const fence = /^```sh\n([\s\S]*?)^```$/gm;
const calls = /(?:^|[($\s])curl\s/g;

/** The blocks of shell commands; those marked `sh not run` are for other circumstances than a first start's. */
export const commandBlocksOf = (path: string): string[] =>
  [...readFileSync(join(projectFolder, path), 'utf8').matchAll(fence)].map(([, block = '']) => block);

/** Programs that a document tells to save, under the names it gives them. */
export const saveReceivers = (path: string, folder: string): void => {
  const text = readFileSync(join(projectFolder, path), 'utf8');
  for (const [, name = '', program = ''] of text.matchAll(/as `(receiver\.\w+)`:\n\n```\w+\n([\s\S]*?)^```$/gm))
    writeFileSync(join(folder, name), program);
};

const isComment = (line: string): boolean => line.startsWith('#');

/** What the document says of each call that it shows: the status in the comment that follows it, or that it works. */
export const promisedStatuses = (blocks: readonly string[]): (number | 'success')[] =>
  blocks.flatMap((block) => {
    const promised: (number | 'success')[] = [];
    for (const line of block.split('\n')) {
      const said = /# (?:HTTP\/1\.1 )?(\d{3})\b/.exec(line)?.[1];
      if (!isComment(line)) for (const _call of line.matchAll(calls)) promised.push('success');
      if (said !== undefined && promised.length > 0) promised[promised.length - 1] = Number(said);
    }
    return promised;
  });

/** Codes that the comments show in an answer. */
export const promisedCodes = (blocks: readonly string[]): string[] =>
  blocks.flatMap((block) =>
    block
      .split('\n')
      .filter((line) => line.includes('# '))
      .flatMap((line) =>
        [...line.slice(line.indexOf('# ')).matchAll(/"code":"([\w.]+)"/g)].map(([, code = '']) => code),
      ),
  );

/** Stand in for what a reader has: the commands of this folder's system, `temporal` on the path; `npm start` ran before. */
const preamble = `set -eu
curl() { command curl "$@" -w '%{stderr}STATUS %{http_code}\\n'; }
npm() {
  case "$*" in
    'run parley -- '*) shift 3 ;;
    'run -s parley -- '*) shift 4 ;;
    *) echo "npm $*: done before"; return ;;
  esac
  printf '%s\\0' "$@" | command curl -sS --fail-with-body --data-binary @- "http://127.0.0.1:$WARM_CLI_PORT"
}
temporal() { "$TEMPORAL_CLI_PATH" "$@"; }
`;

type Place = { folder: string; env: NodeJS.ProcessEnv };

/** Where the commands of the documents are run; `env` leads to the system. */
export const startWarmCli = async ({ folder, env }: Place): Promise<{ place: Place; stop: () => void }> => {
  const place = { folder, env: { ...env, INIT_CWD: folder, WARM_CLI_PORT: String(await freePort()) } };
  const server = spawn(process.execPath, [join(import.meta.dirname, 'stand-ins', 'warm-cli.ts')], {
    cwd: folder,
    env: place.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  // Commands that ran inside may have taken the polite signals for themselves; one left behind holds the whole run open.
  return { place, stop: () => void server.kill('SIGKILL') };
};

export type Pasted = { exitCode: number | null; output: string; statuses: number[] };

/** Ends at the first command that fails; a refusal over HTTP is no failure of its command. */
export const paste = async (blocks: readonly string[], { folder, env }: Place): Promise<Pasted> => {
  const script = join(folder, 'pasted.sh');
  writeFileSync(script, `${preamble}${blocks.join('\n')}`);
  const shell = spawn('bash', [script], { cwd: folder, env });
  const heard = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    shell[name].setEncoding('utf8').on('data', (text: string) => (heard[name] += text));
  shell.stdin.end();
  const exitCode = await new Promise<number | null>((resolve) => shell.once('close', resolve));
  const statuses = [...heard.stderr.matchAll(/^STATUS (\d{3})$/gm)].map(([, status]) => Number(status));
  return { exitCode, output: heard.stdout + heard.stderr, statuses };
};
