// Asks the configured model for as little as possible, to tell an operator whether it would answer and what is wrong if not.
import { z } from 'zod';

import type { ErrorCode } from '../../domain/errors.ts';
import { WireError, type Fetch } from './bounded-fetch.ts';
import { codeOfRefusal, WireFault } from './call-errors.ts';
import { providerDialect, providerUrl, type RemoteConfig } from './provider-model.ts';

export type ModelProblem = 'unreachable' | 'slow' | 'key' | 'model' | 'busy' | 'failing' | 'foreign' | 'refused';

/** `detail` is ours: a provider's own words go nowhere. */
export type ModelTrial = { problem: ModelProblem | null; detail: string };

export const trialPatienceMs = 15_000;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the host name cannot be looked up',
  ECONNRESET: 'connection lost',
  UND_ERR_SOCKET: 'connection lost',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
};

const codeIn = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : codeIn(error.cause);
};

const list = z.object({ data: z.array(z.object({ id: z.string() })) });
const content = z.union([z.object({ choices: z.array(z.unknown()) }), z.object({ content: z.array(z.unknown()) })]);

const byStatus = (status: number): ModelTrial | null => {
  const detail = `HTTP status ${status}`;
  if (status === 401 || status === 403) return { problem: 'key', detail };
  if (status === 402 || status === 429 || status === 529) return { problem: 'busy', detail };
  if (status >= 500) return { problem: 'failing', detail };
  return null;
};

const fine: ModelTrial = { problem: null, detail: '' };

type Answer = { status: number; body: unknown };
type Ask = (path: string, body?: Record<string, unknown>) => Promise<Answer>;

const createAsk = (config: RemoteConfig, signal: AbortSignal, inner?: Fetch): Ask => {
  const base = providerUrl(config);
  const send = providerDialect(config, inner).fetch;
  const key = config.key?.reveal();
  const own: Record<string, string> = config.kind === 'anthropic' ? { 'anthropic-version': '2023-06-01' } : {};
  if (key !== undefined)
    Object.assign(own, config.kind === 'anthropic' ? { 'x-api-key': key } : { authorization: `Bearer ${key}` });
  return async (path, body) => {
    const res = await send(`${base}/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...own, accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal,
    });
    return { status: res.status, body: await res.json().catch(() => null) };
  };
};

/** Whether the provider's list has the model; null where it says nothing, as servers without a list do. */
const isListed = ({ kind, modelName }: RemoteConfig, { status, body }: Answer): boolean | null => {
  if (kind === 'anthropic') return status === 200 ? z.object({ id: z.string() }).safeParse(body).success || null : null;
  const { success, data } = list.safeParse(body);
  return status === 200 && success ? data.data.some(({ id }) => id === modelName) : null;
};

/** Some servers show their list to anybody: it proves the key only where the provider is known to ask for one. */
const listProvesKey = (config: RemoteConfig): boolean =>
  ['api.openai.com', 'api.anthropic.com'].includes(new URL(providerUrl(config)).hostname);

const refusalOf = (status: number, body: unknown, listed: boolean | null): ModelProblem => {
  if (status >= 300 && status < 400) return 'foreign';
  // Providers answer 404 to an unknown model, some 400; a server that is none answers 404 to every path.
  if (listed === false || (status === 404 && body !== null)) return 'model';
  return status === 404 || status === 405 ? 'foreign' : 'refused';
};

const askForOneToken = async (config: RemoteConfig, ask: Ask, listed: boolean | null): Promise<ModelTrial> => {
  const path = config.kind === 'anthropic' ? 'messages' : 'chat/completions';
  const messages = [{ role: 'user', content: 'Hi' }];
  const { status, body } = await ask(path, { model: config.modelName, max_tokens: 1, messages });
  const known = byStatus(status);
  if (known !== null) return known;
  if (status === 200)
    return content.safeParse(body).success ? fine : { problem: 'foreign', detail: 'no answer of a model' };
  // A model that had not finished thinking after one token is there.
  if (codeOfRefusal(status, JSON.stringify(body)) === 'model.output_too_small') return fine;
  return { problem: refusalOf(status, body, listed), detail: `HTTP status ${status}` };
};

const faults: Partial<Record<ErrorCode, ModelTrial>> = {
  'model.rate_limited': { problem: 'busy', detail: 'an error in the form of an answer' },
  'model.misconfigured': { problem: 'foreign', detail: 'an error in the form of an answer' },
  'model.streamed_answer': { problem: 'foreign', detail: 'a stream that nobody asked for' },
  'model.empty_answer': { problem: 'foreign', detail: 'an empty answer' },
};

/** What was answered that is no answer; null where nothing was. */
const ofAnswer = (error: unknown): ModelTrial | null => {
  if (error instanceof WireError && error.reason !== 'streamed')
    return { problem: 'foreign', detail: 'an answer of over 2 MB' };
  if (error instanceof WireError) return faults['model.streamed_answer'] ?? null;
  if (!(error instanceof WireFault)) return null;
  return faults[error.code] ?? { problem: 'failing', detail: 'an error in the form of an answer' };
};

/** At most two requests and one token beside what is tried to find out how it is asked, within `patienceMs`; `inner` replaces the network. Never throws. */
export const tryModel = async (
  config: RemoteConfig,
  { patienceMs = trialPatienceMs, inner }: { patienceMs?: number; inner?: Fetch } = {},
): Promise<ModelTrial> => {
  const signal = AbortSignal.timeout(patienceMs);
  const ask = createAsk(config, signal, inner);
  try {
    const listing = await ask(
      config.kind === 'anthropic' ? `models/${encodeURIComponent(config.modelName)}` : 'models',
    );
    if (listing.status === 401) return { problem: 'key', detail: 'HTTP status 401' };
    const listed = isListed(config, listing);
    return listed === true && listProvesKey(config) ? fine : await askForOneToken(config, ask, listed);
  } catch (error) {
    if (signal.aborted) return { problem: 'slow', detail: `no answer within ${patienceMs / 1_000} s` };
    const answered = ofAnswer(error);
    if (answered !== null) return answered;
    const code = codeIn(error);
    return { problem: 'unreachable', detail: reasons[code] ?? code };
  }
};
