// What an evaluation is asked for on the command line, refused in sentences.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEngineConfig } from '../infra/config.ts';
import type { EngineConfig } from '../infra/config/engine.ts';
import { pricesOf, type AssessmentConfig } from '../infra/config/judges.ts';
import type { Environment } from '../infra/config/read-variables.ts';
import { scoringIdentity } from '../infra/models/scoring-identity.ts';
import type { EvaluationRequest } from './evaluate.ts';
import { Refusal } from './refusal.ts';

const options = {
  set: { type: 'string', default: 'general' },
  repeat: { type: 'string', default: '3' },
  judges: { type: 'string' },
  import: { type: 'string' },
  out: { type: 'string' },
  budget: { type: 'string' },
  'at-once': { type: 'string', default: '12' },
  yes: { type: 'boolean', default: false },
} as const;

const wholeNumber = (name: string, text: string, most: number): number => {
  const value = /^\d{1,3}$/u.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new Refusal(`--${name} is a whole number from 1 to ${most}.`);
  return value;
};

const amountMicros = (text: string, engine: EngineConfig, assessment: AssessmentConfig): number => {
  if (!/^\d{1,9}(\.\d{1,6})?$/u.test(text))
    throw new Refusal('--budget is an amount such as 2.50, in the currency of your bill.');
  if (engine.kind !== 'offline' && pricesOf(engine, assessment) === null)
    throw new Refusal(
      '--budget needs PARLEY_MODEL_PRICE_IN and PARLEY_MODEL_PRICE_OUT, and PARLEY_JUDGE_PRICES for other readers: without prices nothing can be counted.',
    );
  return Math.round(Number(text) * 1_000_000);
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'The arguments cannot be read.';
    throw new Refusal(`${problem} See: npm run parley -- evaluate --help`);
  }
};

/** A number stands for so many readings by the own model. */
const judgesOf = (text: string): string =>
  /^[1-9]$/u.test(text) ? Array.from({ length: Number(text) }, () => 'own').join(',') : text;

export type EvaluationOptions = {
  request: EvaluationRequest;
  engine: EngineConfig;
  assessment: AssessmentConfig;
  /** Calls under way: a small server puts them in a row, and those at its end come too late. */
  callsAtOnce: number;
  yes: boolean;
};

/** Where it is kept is told by what is measured: the same command goes on where it ended. */
export const readOptions = (args: readonly string[], env: Environment): EvaluationOptions => {
  const { set, repeat, judges, out, budget, yes, ...given } = parse(args);
  const { engine, assessment } = loadEngineConfig({
    ...env,
    ...(judges !== undefined && { PARLEY_JUDGES: judgesOf(judges) }),
  });
  const { model } = scoringIdentity(engine, assessment);
  const folder = `${set}-${model ?? engine.kind}`.replaceAll(/[^\w.-]+/gu, '_');
  const request = {
    set,
    repeats: wholeNumber('repeat', repeat, 20),
    importPath: given.import ?? null,
    out: out ?? join('.parley', 'evaluation', folder),
    budgetMicros: budget === undefined ? null : amountMicros(budget, engine, assessment),
  };
  return { request, engine, assessment, callsAtOnce: wholeNumber('at-once', given['at-once'], 36), yes };
};
