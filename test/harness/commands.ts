// Operators' commands within this process, on a test's own database: what one prints, or the message with which it ends.
import { vi } from 'vitest';
import { commands } from '../../cli/commands.ts';

/** The keys are those of tests' worlds. */
export const operatorEnv = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: '127.0.0.1:41199',
  PARLEY_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  PARLEY_KEY_PEPPER: Buffer.alloc(32, 7).toString('base64'),
  PARLEY_SIGNING_KEY: Buffer.alloc(32, 2).toString('base64'),
});

export const commandsOn =
  (databaseUrl: string) =>
  async (name: string, ...args: string[]): Promise<string> => {
    const command = commands.find((one) => one.name === name);
    if (command === undefined) throw new Error(`no command ${name}`);
    for (const [setting, value] of Object.entries(operatorEnv(databaseUrl))) vi.stubEnv(setting, value);
    const printed: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
    try {
      const exitCode = await command.run(args);
      return `${printed.join('\n')}${exitCode === 0 ? '' : `\nexit code ${exitCode}`}`;
    } catch (error) {
      if (error instanceof Error && error.name === 'CliError') return `refused: ${error.message}`;
      throw error;
    } finally {
      log.mockRestore();
    }
  };
