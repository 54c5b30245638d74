// Greenhouse as the keeper of records: its token endpoint, Harvest v3 behind it with limits of rate, and the webhooks it sends.
import { randomBytes } from 'node:crypto';
import { simulatedAts, type AtsOptions, type SimulatedAts } from '../ats.ts';
import { control } from '../control.ts';
import { createHooks } from '../outgoing.ts';
import { seedBook } from '../seed.ts';
import { basic, openStage, type Received, type Reply } from '../stage.ts';
import { withWeather } from '../troubles.ts';
import type { Book } from '../book.ts';
import { greenhouseFields } from './fields.ts';
import { list } from './harvest.ts';
import { greenhouseHooks, greenhouseMessage } from './hooks.ts';
import { notFound, write, type WriteOptions } from './writes.ts';

export type GreenhouseAtsOptions = AtsOptions &
  Partial<WriteOptions> & {
    tokenLifetimeMs?: number;
    /** Harvest takes so many calls in a window. */
    rateLimit?: { calls: number; windowMs: number };
  };

export type GreenhouseAts = SimulatedAts & {
  /** `config.harvestUrl` and `config.tokenUrl` of a connection. */
  harvestUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  /** Who notes may be written as. */
  userId: string;
  /** How many access tokens were given out. */
  readonly tokensIssued: number;
  /** Whatever was given out is of no use from now on. */
  expireTokens(): void;
};

/** As it is said to be in truth. */
export const greenhouseLimit = { calls: 50, windowMs: 30_000 };

const hourMs = 3_600_000;

type Desk = {
  book: Book;
  clientId: string;
  clientSecret: string;
  tokens: Map<string, number>;
  issued: number;
  options: Required<Pick<GreenhouseAtsOptions, 'tokenLifetimeMs' | 'rateLimit' | 'unnamedFields'>>;
  window: { startedAt: number; calls: number };
};

/** Client credentials: the pair by Basic, the rest as a form. */
const giveToken = (desk: Desk, { method, headers, body }: Received): Reply => {
  if (method !== 'POST') return { status: 405, body: { error: 'invalid_request' } };
  if (headers['authorization'] !== basic(desk.clientId, desk.clientSecret)) {
    return { status: 401, body: { error: 'invalid_client', error_description: 'Client authentication failed.' } };
  }
  const form = new URLSearchParams(body);
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (!isForm || form.get('grant_type') !== 'client_credentials') {
    return { status: 400, body: { error: 'unsupported_grant_type' } };
  }
  const sub = form.get('sub');
  if (sub !== null && !desk.book.users.some(({ id }) => id === sub)) {
    return { status: 400, body: { error: 'invalid_grant', error_description: 'Unknown sub.' } };
  }
  const token = randomBytes(24).toString('hex');
  const until = Date.now() + desk.options.tokenLifetimeMs;
  desk.tokens.set(token, until);
  desk.issued += 1;
  return {
    status: 200,
    body: { access_token: token, token_type: 'Bearer', expires_at: new Date(until).toISOString() },
  };
};

const isKnown = ({ tokens }: Desk, authorization = ''): boolean =>
  authorization.startsWith('Bearer ') && (tokens.get(authorization.slice('Bearer '.length)) ?? 0) > Date.now();

/** Counts the call, and says what the window still takes. */
const countCall = ({ window, options: { rateLimit } }: Desk): { isOver: boolean; headers: Record<string, string> } => {
  const now = Date.now();
  if (now - window.startedAt >= rateLimit.windowMs) Object.assign(window, { startedAt: now, calls: 0 });
  window.calls += 1;
  const secondsLeft = Math.max(1, Math.ceil((window.startedAt + rateLimit.windowMs - now) / 1000));
  const isOver = window.calls > rateLimit.calls;
  const headers = {
    'X-RateLimit-Limit': String(rateLimit.calls),
    'X-RateLimit-Remaining': String(Math.max(0, rateLimit.calls - window.calls)),
    'X-RateLimit-Reset': String(Math.floor(now / 1000) + secondsLeft),
    ...(isOver && { 'Retry-After': String(secondsLeft) }),
  };
  return { isOver, headers };
};

const harvest = (desk: Desk, request: Received): Reply => {
  const { isOver, headers } = countCall(desk);
  const answer = (): Reply => {
    if (isOver) return { status: 429, body: { message: 'Rate limit exceeded.' } };
    if (!isKnown(desk, request.headers['authorization'])) return { status: 401, body: { message: 'Unauthorized' } };
    const baseUrl = `http://${request.headers['host'] ?? ''}/v3`;
    const reply =
      request.method === 'GET' ? list(desk.book, request, baseUrl) : write(desk.book, request, desk.options);
    return reply ?? notFound;
  };
  const reply = answer();
  return { ...reply, headers: { ...headers, ...reply.headers } };
};

export const startGreenhouseAts = async (options: GreenhouseAtsOptions = {}): Promise<GreenhouseAts> => {
  const book = seedBook({ ids: 'number', papersOf: 'candidate', stages: 'per_job', fields: greenhouseFields });
  const hooks = createHooks(greenhouseHooks, book.newId, options.retryScale ?? 1);
  book.tell = (event) => hooks.send(greenhouseMessage(book, event));
  const desk: Desk = {
    book,
    clientId: 'simulated-client',
    clientSecret: options.key ?? randomBytes(16).toString('hex'),
    tokens: new Map(),
    issued: 0,
    options: {
      tokenLifetimeMs: hourMs,
      rateLimit: { calls: 10_000, windowMs: 30_000 },
      unnamedFields: 'emptied',
      ...options,
    },
    window: { startedAt: 0, calls: 0 },
  };
  const { weather, receive } = withWeather((request) =>
    request.path === '/token' ? giveToken(desk, request) : harvest(desk, request),
  );
  const stage = await openStage((request, bytes) => control(ats, request) ?? receive(request, bytes), options);
  const ats: SimulatedAts = simulatedAts({ book, stage, weather, hooks });
  return Object.defineProperty(
    Object.assign(ats, {
      harvestUrl: `${stage.url}/v3`,
      tokenUrl: `${stage.url}/token`,
      clientId: desk.clientId,
      clientSecret: desk.clientSecret,
      userId: book.users[0]?.id ?? '',
      tokensIssued: 0,
      expireTokens: () => desk.tokens.clear(),
    }),
    'tokensIssued',
    { get: () => desk.issued },
  );
};
