// Lets only ids, codes and numbers through to a log line, whatever a caller passes: the last guard before data leaves.
import { logFields } from '../../domain/ports/log.ts';
import type { LogFields } from '../../domain/ports/log.ts';

import { describeError } from './describe-error.ts';
import { isPlainReason, plainReasonOf, reasonOfCode, targetOf } from './plain-reason.ts';

const ALLOWED: ReadonlySet<string> = new Set(logFields);

/** Ids, codes, route patterns, versions. No white space and no @: names, sentences and addresses do not fit. */
const CODE = /^[A-Za-z0-9_.:/{}*#+=,[\]-]{0,200}$/;
const EVENT = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/;
const WITHHELD = '[withheld]';

const safeValue = (value: unknown): string | number | boolean | null => {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string' && CODE.test(value)) return value;
  return WITHHELD;
};

/** What the error and the code say by themselves, unless the caller knows better. */
const inferred = ({ error, code, reason, target }: LogFields): Record<string, unknown> => {
  if (error === undefined && code === undefined) return {};
  const words = reason ?? plainReasonOf(error) ?? reasonOfCode(code);
  const kind = target ?? targetOf(error, code);
  return { ...(kind !== null && { target: kind }), ...(words !== null && { reason: words }) };
};

/** Fields outside the list are dropped and counted; values that are no code are withheld. */
export const safeFields = (fields: LogFields): Record<string, unknown> => {
  const safe: Record<string, unknown> = {};
  let dropped = 0;
  for (const [field, value] of Object.entries({ ...fields, ...inferred(fields) })) {
    if (value === undefined) continue;
    if (field === 'error') safe['error'] = describeError(value);
    else if (field === 'reason' && isPlainReason(value)) safe[field] = value;
    else if (ALLOWED.has(field)) safe[field] = safeValue(value);
    else dropped += 1;
  }
  if (dropped > 0) safe['droppedFields'] = dropped;
  return safe;
};

export const safeEvent = (event: string): string => (EVENT.test(event) ? event : 'log.unnamed');
