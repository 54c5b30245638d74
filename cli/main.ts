// The command line's entry: finds the command, answers --help, and turns problems into readable lines and exit codes.
import { CliError } from './cli-error.ts';
import type { CliCommand } from './command.ts';
import { commands } from './commands.ts';

const overview = (): string => {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
  return `Usage: npm run parley -- <command> [arguments]\n\n${lines.join('\n')}\n\nMore: npm run parley -- <command> --help`;
};

const isHelp = (text: string | undefined): boolean => text === '--help' || text === '-h' || text === 'help';

const explain = (problem: unknown): string => {
  // Wrong settings are named by a class that the commands load, not this file.
  if (problem instanceof CliError || (problem instanceof Error && problem.name === 'ConfigError')) {
    return problem.message;
  }
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
};

const runCommand = async (command: CliCommand, args: readonly string[]): Promise<number> => {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.usage);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    console.error(`\n${explain(error)}\n`);
    return 1;
  }
};

const main = async ([name, ...args]: readonly string[]): Promise<number> => {
  if (name === undefined || isHelp(name)) {
    console.log(overview());
    return name === undefined ? 1 : 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return runCommand(command, args);
  console.error(`There is no command "${name}".\n\n${overview()}`);
  return 1;
};

/** The set-up holds the other end: when it is killed, this process stops as if asked to. */
const stopWhenAbandoned = (): void => {
  if (process.channel === undefined) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
};

stopWhenAbandoned();
process.exitCode = await main(process.argv.slice(2));
