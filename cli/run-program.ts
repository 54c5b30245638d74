// Runs a program of this project that no command may import, in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { projectFolder } from './embedded/own-system.ts';

/** Its exit code; 1 when a signal ended it. */
export const runProgram = async (file: string, args: readonly string[]): Promise<number> => {
  const child = spawn(process.execPath, [join(projectFolder, file), ...args], { cwd: projectFolder, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
};
