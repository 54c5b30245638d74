// What every command of the command line looks like, so that the dispatcher can list, explain and run them alike.
export type CliCommand = {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints: arguments, options, settings. */
  usage: string;
  /** Returns the exit code. Loads what it needs itself, so that listing commands stays quick. */
  run: (args: readonly string[]) => Promise<number>;
};
