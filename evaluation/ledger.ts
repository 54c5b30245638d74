// Every finished call of an evaluation, kept on disk the moment it is finished: who starts again pays for nothing twice.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, isErrorCode } from '../domain/errors.ts';
import { unusableOutput, type ModelResult, type ModelStamp, type ModelUsage } from '../domain/ports/models.ts';
import { canonicalJson } from '../domain/text/canonical-json.ts';
import { ModelError } from '../infra/models/model-error.ts';
import { sha256 } from '../infra/system.ts';
import { Refusal } from './refusal.ts';

/** What makes readings comparable; another one needs another folder. */
export type Subject = Readonly<Record<string, string | number | null>>;

export type Call = {
  key: string;
  job: string;
  /** A code where the output was unusable: that, too, is a result. */
  code?: string;
  value?: unknown;
  stamp: ModelStamp;
  usage: ModelUsage;
};

const lineSchema = z.looseObject({
  key: z.string(),
  job: z.string(),
  code: z.string().optional(),
  stamp: z.looseObject({ engine: z.string(), promptHash: z.string() }),
  usage: z.looseObject({
    inputTokens: z.number(),
    outputTokens: z.number(),
    costMicros: z.number(),
    durationMs: z.number(),
  }),
});

/** What a model comes to, also where it comes to nothing; everything else is worth waiting for. */
const findings: ReadonlySet<string> = new Set([
  ...unusableOutput,
  'model.output_too_small',
  'model.context_too_small',
  'model.timeout',
]);

export const isFinding = (error: unknown): error is ModelError =>
  error instanceof ModelError && findings.has(error.code);

/** A line that was cut off by a crash is no line: its call is made again. */
const readLine = (line: string): Call[] => {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data as unknown as Call] : [];
  } catch {
    return [];
  }
};

const again = <T>(call: Call): ModelResult<T> => {
  const { code, value, stamp, usage } = call;
  if (code !== undefined)
    throw isErrorCode(code) ? new ModelError(code, { stamp, usage }) : new AppError('model.invalid_output');
  return { value: value as T, stamp, usage };
};

/** One late answer may be chance. */
const askedTwice = async <T>(call: () => Promise<ModelResult<T>>): Promise<ModelResult<T>> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ModelError && error.code === 'model.timeout') return call();
    throw error;
  }
};

export type Ledger = {
  calls(): readonly Call[];
  spentMicros(): number;
  has(job: string, input: unknown, repeat: number): boolean;
  /** One run through the same questions in the same order: the second time the same is asked, it is a second attempt. */
  pass(
    repeat: number,
  ): <T>(job: string, input: unknown, call: () => Promise<ModelResult<T>>) => Promise<ModelResult<T>>;
};

export const openLedger = (folder: string, subject: Subject, allow: () => void = () => undefined): Ledger => {
  mkdirSync(folder, { recursive: true });
  const [head, path] = [join(folder, 'subject.json'), join(folder, 'calls.jsonl')];
  const about = canonicalJson(subject);
  if (existsSync(head) && readFileSync(head, 'utf8') !== about)
    throw new Refusal(
      `${folder} holds readings of something else (engine, model or its address, prompt, rules, readings or set). Name another folder: --out`,
    );
  writeFileSync(head, about);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const calls = text.split('\n').flatMap(readLine);
  const byKey = new Map(calls.map((call) => [call.key, call]));
  // What comes after a torn line begins a line of its own.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n');
  let spent = calls.reduce((sum, { usage }) => sum + usage.costMicros, 0);

  const keep = (call: Call): void => {
    appendFileSync(path, `${JSON.stringify(call)}\n`);
    calls.push(call);
    byKey.set(call.key, call);
    spent += call.usage.costMicros;
  };
  const keyOf = (job: string, input: unknown, repeat: number, attempt: number): string =>
    sha256(canonicalJson({ job, input, repeat, attempt }));

  return {
    calls: () => calls,
    spentMicros: () => spent,
    has: (job, input, repeat) => byKey.has(keyOf(job, input, repeat, 0)),
    pass: (repeat) => {
      const attempts = new Map<string, number>();
      return async (job, input, call) => {
        const first = keyOf(job, input, repeat, 0);
        const attempt = attempts.get(first) ?? 0;
        attempts.set(first, attempt + 1);
        const key = keyOf(job, input, repeat, attempt);
        const known = byKey.get(key);
        if (known !== undefined) return again(known);
        allow();
        try {
          const result = await askedTwice(call);
          keep({ key, job, value: result.value, stamp: result.stamp, usage: result.usage });
          return result;
        } catch (error) {
          if (isFinding(error)) keep({ key, job, code: error.code, stamp: error.stamp, usage: error.usage });
          throw error;
        }
      };
    },
  };
};
