// Runs one outside command to its end, either shown to the user or caught.
import { spawn } from 'node:child_process';

/** Runs a command whose output the user sees; says every ten seconds that it still works when there is no terminal. */
export const runVisibly = (command, args, { cwd, env, label, onSpawn = () => undefined }) =>
  new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    if (child.pid !== undefined) onSpawn(child.pid);
    const beat = setInterval(() => {
      if (!process.stdout.isTTY) {
        console.log(`  … ${label}: ${Math.round((Date.now() - started) / 1000)} s`);
      }
    }, 10_000);
    child.once('error', (error) => {
      clearInterval(beat);
      reject(error);
    });
    child.once('close', (code) => {
      clearInterval(beat);
      resolve(code ?? 1);
    });
  });

/** Runs a command and returns its exit code and output; a command that cannot be started has code 127. */
export const capture = (command, args, { env = process.env, timeoutMs = 15_000 } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', () => resolve({ code: 127, output }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
