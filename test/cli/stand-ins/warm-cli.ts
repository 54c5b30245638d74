// Runs the operator's commands of the documents in one process: loading them anew for each of thirty costs a second of CPU.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { commands } from '../../../cli/commands.ts';

const run = async ([name, ...args]: string[]): Promise<{ exitCode: number; output: string }> => {
  let output = '';
  const [stdout, stderr] = [process.stdout.write, process.stderr.write];
  const collect = (chunk: unknown, done?: unknown): boolean => {
    output += String(chunk);
    if (typeof done === 'function') done();
    return true;
  };
  process.stdout.write = collect;
  process.stderr.write = collect;
  try {
    const command = commands.find((one) => one.name === name);
    const exitCode = (await command?.run(args)) ?? 1;
    return { exitCode, output };
  } catch (error) {
    return { exitCode: 1, output: `${output}${String(error)}\n` };
  } finally {
    process.stdout.write = stdout;
    process.stderr.write = stderr;
  }
};

const server = createServer((req, res) => {
  const answer = async (): Promise<void> => {
    const { exitCode, output } = await run((await text(req)).split('\0').slice(0, -1));
    res.writeHead(exitCode === 0 ? 200 : 500).end(output);
  };
  answer().catch(() => res.destroy());
});
server.listen(Number(process.env['WARM_CLI_PORT']), '127.0.0.1', () => console.log('listening'));
