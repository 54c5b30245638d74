// Runs one tool of node_modules and keeps what it prints, so that a check can show it only when it failed.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export type ToolResult = { ok: boolean; output: string };

/** The tools' own folder first: theirs is the pinned Node, whatever the machine has. */
export const toolEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${resolve('node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
});

type ToolOptions = {
  /** Where it runs; the repository when absent. */
  cwd?: string;
};

export const runTool = (
  command: string,
  args: readonly string[],
  { cwd = '.' }: ToolOptions = {},
): Promise<ToolResult> =>
  new Promise((settle) => {
    const chunks: string[] = [];
    const child = spawn(command, args, { cwd, env: toolEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    child.once('error', (error) => settle({ ok: false, output: `${command} cannot be started: ${error.message}` }));
    child.once('close', (exitCode) => settle({ ok: exitCode === 0, output: chunks.join('') }));
  });
