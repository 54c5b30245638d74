// `Idempotency-Key`: the first request runs, the same one again gets the same answer, another one under the key is refused.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { AppError } from '../../domain/errors.ts';
import type { IdempotencyPlace } from '../../infra/db/access/idempotency-store.ts';
import type { StoredAnswer } from '../../infra/db/access/idempotency-ledger.ts';
import { toAppError } from '../problem.ts';
import { storedToAnswer, type Answer } from './answer.ts';
import type { GuardDeps } from './deps.ts';
import { presentError } from './face.ts';
import { faceOf, type Route } from './route.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What a key may look like. */
export const printable = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** The header's value, or null without one. */
export const idempotencyKeyOf = (header: string | undefined): string | null => {
  if (header === undefined) return null;
  if (printable.test(header)) return header;
  const message = 'Send 1 to 255 printable ASCII characters, such as a UUID, or leave the header out.';
  throw new AppError('request.header_invalid', {
    errors: [{ parameter: 'Idempotency-Key', code: 'wrong_format', message }],
  });
};

export type OnceOnly = {
  route: Route;
  tenantId: string;
  key: string;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** As parsed, before its schema. */
  body: unknown;
  requestId: string;
  /** Whether the caller may read interviews: answers differ by it, so a kept one is only for callers alike. */
  reads: boolean;
};

/** The same key means another thing for another tenant, route or object. */
export const idempotencyPlace = ({ route, tenantId, key, params }: OnceOnly): IdempotencyPlace => {
  const name = `${route.method} ${route.path}`;
  return { tenantId, route: name, keyHash: sha256(canonicalJson([tenantId, name, params, key])) };
};

/** Two bodies that differ only in the order of their keys or in white space are the same request. */
const fingerprintOf = ({ route, params, query, body, reads }: OnceOnly): string => {
  const said = [route.method, route.path, params, query, body === undefined ? null : [body]];
  return sha256(canonicalJson(reads ? said : [...said, 'may not read interviews']));
};

/** Only a final word is kept: not an error of ours, nor a refusal that the same request may survive later. */
const isFinal = ({ status, retryable }: AppError): boolean =>
  status >= 400 && status < 500 && !retryable && ![401, 403, 429].includes(status);

const runIdOf = (params: Readonly<Record<string, string>>, text: string): string | null => {
  if (params['runId'] !== undefined) return params['runId'];
  const body: unknown = text === '' ? null : JSON.parse(text);
  const runId: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'runId') : null;
  return typeof runId === 'string' ? runId : null;
};

const textOf = ({ body }: Answer): string => (typeof body === 'string' ? body : '');

const toStored = (answer: Answer): StoredAnswer => ({
  status: answer.status,
  headers: answer.headers,
  contentType: answer.contentType,
  text: answer.repeatText ?? textOf(answer),
});

const settle = async (log: GuardDeps['log'], work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    // The effect stands; the lease lapses by itself and a repetition carries the same update id.
    log.warn('idempotency.not_kept', { error });
  }
};

const runClaimed = async (
  call: OnceOnly,
  deps: GuardDeps,
  { place, leaseToken, run }: { place: IdempotencyPlace; leaseToken: string; run: () => Promise<Answer> },
): Promise<Answer> => {
  const { idempotency, log, publicUrl } = deps;
  try {
    const answer = await run();
    const runId = runIdOf(call.params, textOf(answer));
    await settle(log, idempotency.finish(place, leaseToken, toStored(answer), runId));
    return answer;
  } catch (error) {
    const refusal = toAppError(error);
    if (!isFinal(refusal)) {
      await settle(log, idempotency.release(place, leaseToken));
      throw error;
    }
    const stored = presentError(refusal, { face: faceOf(call.route), publicUrl, requestId: call.requestId });
    await settle(log, idempotency.finish(place, leaseToken, stored, null));
    return storedToAnswer(stored);
  }
};

/** Runs the handler at most once per key while its answer is kept. Throws 409 while it runs and 422 for another body. */
export const answerOnce = async (call: OnceOnly, deps: GuardDeps, run: () => Promise<Answer>): Promise<Answer> => {
  const place = idempotencyPlace(call);
  const claim = await deps.idempotency.claim(place, fingerprintOf(call));
  switch (claim.kind) {
    case 'claimed':
      return await runClaimed(call, deps, { place, leaseToken: claim.leaseToken, run });
    case 'running':
      throw new AppError('idempotency.running', { retryAfterSeconds: claim.retryAfterSeconds });
    case 'mismatch':
      throw new AppError('idempotency.mismatch');
    case 'done': {
      const answer = storedToAnswer(claim.answer);
      return { ...answer, headers: { ...answer.headers, 'Idempotent-Replayed': 'true' } };
    }
  }
};
