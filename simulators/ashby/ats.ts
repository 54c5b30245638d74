// Ashby as the keeper of records: its RPC calls behind the door that wants a program's name and a key, and the webhooks it sends.
import { randomBytes } from 'node:crypto';
import { simulatedAts, type AtsOptions, type SimulatedAts } from '../ats.ts';
import type { Book } from '../book.ts';
import { control } from '../control.ts';
import { objectIn, readMultipart } from '../bodies.ts';
import { createHooks } from '../outgoing.ts';
import { seedBook } from '../seed.ts';
import { basic, openStage, type Received, type Reply } from '../stage.ts';
import { withWeather } from '../troubles.ts';
import { ashbyFields } from './fields.ts';
import { ashbyHooks, ashbyMessages } from './hooks.ts';
import { failed, operations, type Permission } from './rpc.ts';

export type AshbyAtsOptions = AtsOptions & {
  /** Whether hooks carry a `webhookActionId`; true when absent. */
  webhookActionId?: boolean;
  /** What the key may do; everything when absent. */
  permissions?: readonly Permission[];
  rateLimit?: { calls: number; windowMs: number };
};

export type AshbyAts = SimulatedAts & {
  /** `config.apiUrl` and `credentials.apiKey` of a connection. */
  apiUrl: string;
  apiKey: string;
};

/** As it is said to be in truth. */
export const ashbyLimit = { calls: 1000, windowMs: 60_000 };

type Desk = {
  book: Book;
  apiKey: string;
  options: AshbyAtsOptions;
  window: { startedAt: number; calls: number };
};

const refused = (status: number, error: string): Reply => ({ status, body: { success: false, errors: [error] } });

const isOverLimit = ({ window, options: { rateLimit } }: Desk): boolean => {
  if (rateLimit === undefined) return false;
  const now = Date.now();
  if (now - window.startedAt >= rateLimit.windowMs) Object.assign(window, { startedAt: now, calls: 0 });
  window.calls += 1;
  return window.calls > rateLimit.calls;
};

/** The door: what stands in front of it wants to know the program, then comes the key, then what it may do. */
const refusalOf = (desk: Desk, { headers, method, path }: Received): Reply | null => {
  if ((headers['user-agent'] ?? '') === '') return { status: 403, body: 'error code: 1010' };
  if (headers['authorization'] === undefined) return refused(401, 'unauthorized');
  if (headers['authorization'] !== basic(desk.apiKey)) return refused(403, 'invalid_api_key');
  const operation = Object.hasOwn(operations, path) ? operations[path] : undefined;
  if (operation === undefined || method !== 'POST') return refused(404, 'not_found');
  const { permissions } = desk.options;
  if (permissions?.includes(operation.needs) === false) return refused(403, 'missing_endpoint_permission');
  return isOverLimit(desk) ? { ...refused(429, 'rate_limit_exceeded'), headers: { 'Retry-After': '1' } } : null;
};

const receiveCall = async (desk: Desk, request: Received, bytes: Buffer): Promise<Reply> => {
  const refusal = refusalOf(desk, request);
  if (refusal !== null) return refusal;
  const contentType = request.headers['content-type'] ?? '';
  const upload = await readMultipart(contentType, bytes);
  const body = upload === null ? objectIn(request.body) : {};
  if (body === null || (upload === null && !contentType.startsWith('application/json'))) return failed('invalid_input');
  return operations[request.path]?.run({ book: desk.book, body, upload }) ?? refused(404, 'not_found');
};

export const startAshbyAts = async (options: AshbyAtsOptions = {}): Promise<AshbyAts> => {
  const book = seedBook({ ids: 'uuid', papersOf: 'candidate', stages: 'per_job', fields: ashbyFields });
  const hookOptions = { webhookActionId: options.webhookActionId ?? true };
  const hooks = createHooks(ashbyHooks(hookOptions), book.newId, options.retryScale ?? 1);
  book.tell = (event) => {
    for (const compose of ashbyMessages(book, event, hookOptions)) hooks.send(compose);
  };
  const apiKey = options.key ?? randomBytes(16).toString('hex');
  const desk: Desk = { book, apiKey, options, window: { startedAt: 0, calls: 0 } };
  const { weather, receive } = withWeather((request, bytes) => receiveCall(desk, request, bytes));
  const stage = await openStage((request, bytes) => control(ats, request) ?? receive(request, bytes), options);
  const ats = simulatedAts({ book, stage, weather, hooks });
  return Object.assign(ats, { apiUrl: stage.url, apiKey });
};
