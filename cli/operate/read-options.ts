// Options that several commands take, as values: a time, one of some names, how many.
import { parseDuration } from '../../domain/text/duration.ts';
import { CliError } from '../cli-error.ts';

const limitDefault = 50;
const limitMax = 1_000;

/** A date, or a duration before now. */
export const timeOf = (text: string): Date => {
  const durationMs = parseDuration(text);
  const at = durationMs === null ? Date.parse(text) : Date.now() - durationMs;
  if (Number.isNaN(at))
    throw new CliError('--since takes a date such as 2026-11-22T08:00:00Z or a duration such as P1D.');
  return new Date(at);
};

export const oneOf = <const Name extends string>(option: string, names: readonly Name[], text: string): Name => {
  const found = names.find((name) => name === text);
  if (found === undefined) throw new CliError(`--${option} is one of: ${names.join(', ')}`);
  return found;
};

export const limitOf = (text: string | undefined): number => {
  const limit = Number(text ?? limitDefault);
  if (!Number.isInteger(limit) || limit < 1 || limit > limitMax)
    throw new CliError(`--limit is a number from 1 to ${limitMax}.`);
  return limit;
};
