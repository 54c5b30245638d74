// Lever as the keeper of records: its API behind a key and a bucket of calls, and the webhooks it sends.
import { randomBytes } from 'node:crypto';
import { simulatedAts, type AtsOptions, type SimulatedAts } from '../ats.ts';
import type { Book } from '../book.ts';
import { control } from '../control.ts';
import { objectIn, readMultipart } from '../bodies.ts';
import { createHooks } from '../outgoing.ts';
import { seedBook } from '../seed.ts';
import { basic, openStage, type Received, type Reply } from '../stage.ts';
import { withWeather } from '../troubles.ts';
import { answerLever, failure } from './api.ts';
import { leverHooks, leverMessages } from './hooks.ts';

export type LeverAtsOptions = AtsOptions & {
  /** A bucket that is filled so fast and holds so many; none when absent. */
  rateLimit?: { perSecond: number; burst: number };
};

export type LeverAts = SimulatedAts & {
  /** `config.apiUrl` and `credentials.apiKey` of a connection. */
  apiUrl: string;
  apiKey: string;
  /** `config.performAs`. */
  userId: string;
};

/** As it is said to be in truth. */
export const leverLimit = { perSecond: 10, burst: 20 };

type Desk = { book: Book; apiKey: string; options: LeverAtsOptions; bucket: { left: number; at: number } };

const isOverLimit = ({ bucket, options: { rateLimit } }: Desk): boolean => {
  if (rateLimit === undefined) return false;
  const now = Date.now();
  bucket.left = Math.min(rateLimit.burst, bucket.left + ((now - bucket.at) / 1000) * rateLimit.perSecond);
  bucket.at = now;
  if (bucket.left < 1) return true;
  bucket.left -= 1;
  return false;
};

const receiveCall = async (desk: Desk, request: Received, bytes: Buffer): Promise<Reply> => {
  const { method, path, headers, query } = request;
  if (isOverLimit(desk)) return failure(429, 'TooManyRequests', 'Too many requests');
  if (headers['authorization'] !== basic(desk.apiKey)) return failure(401, 'Unauthorized', 'Invalid API key');
  if (!path.startsWith('/v1/')) return failure(404, 'ResourceNotFound', 'No such path');
  const upload = await readMultipart(headers['content-type'] ?? '', bytes);
  const body = upload === null ? objectIn(request.body) : {};
  if (body === null) return failure(400, 'BadRequest', 'The body is not JSON');
  const call = { book: desk.book, method, path: path.slice('/v1'.length), query: new URLSearchParams(query) };
  return answerLever({ ...call, body, upload });
};

export const startLeverAts = async (options: LeverAtsOptions = {}): Promise<LeverAts> => {
  const book = seedBook({ ids: 'uuid', papersOf: 'application', stages: 'shared', fields: [] });
  const hooks = createHooks(leverHooks, book.newId, options.retryScale ?? 1);
  book.tell = (event) => {
    for (const compose of leverMessages(event)) hooks.send(compose);
  };
  const apiKey = options.key ?? randomBytes(16).toString('hex');
  const desk: Desk = { book, apiKey, options, bucket: { left: options.rateLimit?.burst ?? 0, at: Date.now() } };
  const { weather, receive } = withWeather((request, bytes) => receiveCall(desk, request, bytes));
  const stage = await openStage((request, bytes) => control(ats, request) ?? receive(request, bytes), options);
  const ats = simulatedAts({ book, stage, weather, hooks });
  return Object.assign(ats, { apiUrl: `${stage.url}/v1`, apiKey, userId: book.users[0]?.id ?? '' });
};
