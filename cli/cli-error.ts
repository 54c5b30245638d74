// A problem that is told to the person at the keyboard as it is, without a stack: they can do something about it.
export class CliError extends Error {
  override readonly name = 'CliError';
}
