// The real clock, randomness and hashes behind the domain's ports.
import { createHmac, createSecretKey, hash, randomBytes, type KeyObject } from 'node:crypto';
import { ulid } from 'ulid';
import { v5 as uuidV5 } from 'uuid';
import type { Clock, Digest } from '../domain/ports/system.ts';

export const systemClock: Clock = { now: () => Date.now() };

export const sha256: Digest = (text) => hash('sha256', text);

const readyKeys = new WeakMap<Uint8Array, KeyObject>();

/** A process has few secrets and uses them all the time: each is made ready once. */
const readyKey = (secret: Uint8Array): KeyObject => {
  const known = readyKeys.get(secret);
  if (known !== undefined) return known;
  const key = createSecretKey(secret);
  readyKeys.set(secret, key);
  return key;
};

/** Keyed hash for looking tokens up without storing them, in lower-case hexadecimal unless told otherwise. */
export const hmacSha256 = (secret: Uint8Array, text: string, encoding: 'hex' | 'base64url' = 'hex'): string =>
  createHmac('sha256', readyKey(secret)).update(text, 'utf8').digest(encoding);

const randomPool = { bytes: Buffer.alloc(0), next: 0 };

/** Random numbers in [0, 1) out of a pool: the library would ask the kernel sixteen times for each id. */
const pooledRandom = (): number => {
  if (randomPool.next >= randomPool.bytes.length) {
    randomPool.bytes = randomBytes(4_096);
    randomPool.next = 0;
  }
  const byte = randomPool.bytes[randomPool.next] ?? 0;
  randomPool.next += 1;
  return byte / 256;
};

/** `<prefix>_<ulid>`: sortable by time, unguessable enough for ids that are also checked against their tenant. */
export const newId = (prefix: string): string => `${prefix}_${ulid(undefined, pooledRandom)}`;

/** 256 random bits as 43 URL-safe characters. */
export const newToken = (): string => randomBytes(32).toString('base64url');

const eventNamespace = '6f9d0c0e-3b0f-5f0c-9d0a-7a1f4d1b7c55';

/** The same event of the same run always has the same id, however often its transaction is repeated. */
export const eventId = (runId: string, seq: number, type: string): string =>
  uuidV5(`${runId}/${seq}/${type}`, eventNamespace);

/** The same things in trouble in the same record, likewise. */
export const troubleEventId = (runId: string, ids: readonly string[]): string =>
  uuidV5(`${runId}/${ids.join('/')}`, eventNamespace);

/** The same warning of the same end of a key, likewise. */
export const keyEventId = (keyId: string, end: Date, days: number): string =>
  uuidV5(`${keyId}/${end.toISOString()}/${days}`, eventNamespace);
