// Access tokens by OAuth 2 client credentials: one for all processes, asked for by one of them, early, and never inside a transaction.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { VendorTrouble } from '../../domain/ports/ats-records.ts';
import type { OutboundClient } from '../../domain/ports/outbound.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type { AtsSessionStore, NewToken, SharedSession } from '../db/connections/ats-session-store.ts';
import { shaped, type TokenRequest } from './dialect.ts';
import { peaceMsOf, trouble, troubleOfFailure } from './trouble.ts';

export type TokenDeps = {
  store: AtsSessionStore;
  outbound: Pick<OutboundClient, 'ask'>;
  clock: Clock;
  keyedDigest(text: string): string;
};

type Place = { tenantId: string; connectionId: string };
type Wish = Place & {
  request: TokenRequest;
  /** The token that the vendor did not take any more. */
  refused: string | null;
  /** The shared row as it was a moment ago. */
  seen: SharedSession;
};

/** A token of these credentials that the vendor has not refused. */
const usableIn = ({ token }: SharedSession, credential: string, refused: string | null): SharedSession['token'] =>
  token !== null && token.credential === credential && token.text !== refused ? token : null;

export interface AccessTokens {
  /** Throws `vendor.unauthorised` where the credentials are not taken. */
  get(wish: Wish): Promise<string>;
}

const timeoutMs = 10_000;
const answerBytesMax = 64 * 1_024;
/** Longer than a claim lives. */
const patienceMs = 25_000;
const lookAgainMs = 100;
const lifeMsMin = 1_000;
const lifeMsMax = 24 * 3_600_000;
/** Credentials that were refused are left alone for so long, so that an overlap does not knock at every call. */
const refusedMs = 60_000;

const answerSchema = z.object({
  access_token: z
    .string()
    .max(8_000)
    .regex(/^[!-~]+$/),
  /** Seconds. */
  expires_in: z.number().optional(),
  expires_at: z.string().max(100).optional(),
});

const lifeMsOf = ({ expires_in, expires_at }: z.output<typeof answerSchema>, nowMs: number): number => {
  const lifeMs = expires_in === undefined ? Date.parse(expires_at ?? '') - nowMs : expires_in * 1_000;
  if (!Number.isFinite(lifeMs)) throw trouble('vendor.answer_invalid');
  return Math.min(Math.max(lifeMs, lifeMsMin), lifeMsMax);
};

const troubleOfStatus = (status: number, headers: Readonly<Record<string, string>>, nowMs: number): VendorTrouble => {
  if (status === 429) return trouble('vendor.rate_limited', { status, retryAfterMs: peaceMsOf(headers, nowMs) });
  const isRefusal = status >= 400 && status < 500;
  if (isRefusal) return trouble('vendor.unauthorised', { status });
  return trouble(status >= 500 ? 'vendor.unavailable' : 'vendor.answer_invalid', { status });
};

const ask = async ({ outbound, clock }: TokenDeps, { url, authorization, form }: TokenRequest) => {
  const answer = await outbound.ask({
    url,
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
    timeoutMs,
    answerBytesMax,
  });
  if (answer.kind === 'failure') throw troubleOfFailure(answer.failure);
  const { status, headers, json } = answer;
  if (status < 200 || status >= 300) throw troubleOfStatus(status, headers, clock.now());
  const told = shaped(answerSchema, json);
  return { text: told.access_token, lifeMs: lifeMsOf(told, clock.now()) };
};

/** Asks for the next token, for all processes; the claim is the caller's. */
const createRenewal = (deps: TokenDeps, refusedUntil: Map<string, number>) => {
  const { store, clock } = deps;
  return async ({ tenantId, connectionId, request }: Wish, credential: string): Promise<string> => {
    try {
      const token: NewToken = { ...(await ask(deps, request)), credential };
      await store.keepToken(tenantId, connectionId, token);
      return token.text;
    } catch (error) {
      await store.releaseToken(tenantId, connectionId);
      const isRefused = error instanceof VendorTrouble && error.code === 'vendor.unauthorised';
      if (isRefused) refusedUntil.set(credential, clock.now() + refusedMs);
      throw error;
    }
  };
};

export const createAccessTokens = (deps: TokenDeps): AccessTokens => {
  const { store, clock, keyedDigest } = deps;
  const refusedUntil = new Map<string, number>();
  const running = new Map<string, Promise<string>>();
  const renew = createRenewal(deps, refusedUntil);

  const look = async (wish: Wish, credential: string): Promise<string | null> => {
    const { tenantId, connectionId, refused } = wish;
    const found = await store.find(tenantId, connectionId);
    const usable = usableIn(found, credential, refused);
    if (usable !== null && usable.renewsInMs > 0) return usable.text;
    const claim = await store.claimToken(tenantId, connectionId, found.version);
    if (claim === 'gone') throw new AppError('connection.not_found');
    if (claim === 'taken') return usable?.text ?? null;
    if (usable === null) return await renew(wish, credential);
    // What still lives is good enough where the next one cannot be had.
    return await renew(wish, credential).catch(() => usable.text);
  };

  const search = async (wish: Wish, credential: string): Promise<string> => {
    if ((refusedUntil.get(credential) ?? 0) > clock.now()) throw trouble('vendor.unauthorised');
    refusedUntil.delete(credential);
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      const token = await look(wish, credential);
      if (token !== null) return token;
      await sleep(lookAgainMs);
    }
    throw trouble('vendor.unavailable');
  };

  return {
    get: async (wish) => {
      const { tenantId, connectionId, request, refused, seen } = wish;
      const credential = keyedDigest(`ats-token:${JSON.stringify([tenantId, connectionId, request])}`);
      const known = usableIn(seen, credential, refused);
      if (known !== null && known.renewsInMs > 0) return known.text;
      // Those of one process who want the same look once.
      const lane = `${credential} ${refused ?? ''}`;
      const found = running.get(lane) ?? search(wish, credential).finally(() => running.delete(lane));
      running.set(lane, found);
      return await found;
    },
  };
};
