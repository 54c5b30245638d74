// Opens a connection to a vendor for use: authorised, within its budget, bounded, and every answer that is no good a code.
import type { Knex } from 'knex';
import type { OpenConnection } from '../../domain/connections/connection.ts';
import { checkUsable } from '../../domain/connections/connection.ts';
import { AppError } from '../../domain/errors.ts';
import type { AtsKinds } from '../../domain/ports/ats.ts';
import type {
  AtsProbe,
  AtsProbes,
  AtsSession,
  AtsSessions,
  VendorAnswer,
  VendorRequest,
} from '../../domain/ports/ats-records.ts';
import { VendorTrouble } from '../../domain/ports/ats-records.ts';
import type { Connections } from '../../domain/ports/connections.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { OutboundClient } from '../../domain/ports/outbound.ts';
import type { Clock } from '../../domain/ports/system.ts';
import { createAtsSessionStore, type SharedSession } from '../db/connections/ats-session-store.ts';
import { createCounter } from '../limits/counter.ts';
import type { SecretBox } from '../seal/secret-box.ts';
import { createAccessTokens, type AccessTokens } from './access-tokens.ts';
import { createCallBudget, type CallBudget } from './call-budget.ts';
import type { Settings, VendorDialect } from './dialect.ts';
import { vendorDialects } from './dialects.ts';
import { trouble, troubleOfAnswer, troubleOfFailure } from './trouble.ts';

export type AtsSessionsDeps = {
  connections: Pick<Connections, 'open'>;
  kinds: AtsKinds;
  db: Knex;
  secretBox: SecretBox;
  log: Logger;
  outbound: Pick<OutboundClient, 'ask'>;
  clock: Clock;
  keyedDigest(text: string): string;
};

const timeoutMs = 20_000;
const answerBytesMax = 4 * 1_024 * 1_024;
/** How long one call waits for its turn; beyond it the caller is told when to come again. */
const patienceMs = 15_000;

type Place = { tenantId: string; connectionId: string };
type Line = { place: Place; dialect: VendorDialect; baseUrl: string };
type Tools = AtsSessionsDeps & { tokens: AccessTokens; budget: CallBudget };
type Sight = { seen: SharedSession; refused: string | null };
type Heard = { answer: VendorAnswer; isPage: boolean };

/** Only to the vendor's own address: a link in an answer must not lead credentials elsewhere. */
const urlOf = (baseUrl: string, url: string): string => {
  if (url.startsWith('/')) return `${baseUrl}${url}`;
  if (URL.parse(url)?.origin !== URL.parse(baseUrl)?.origin) throw trouble('vendor.answer_invalid');
  return url;
};

const ask = async ({ outbound }: Tools, url: string, request: VendorRequest, presented: Record<string, string>) => {
  const { method, headers = {}, body } = request;
  const sent = { url, method, headers: { accept: 'application/json', ...headers, ...presented } };
  const answer = await outbound.ask({ ...sent, ...(body !== undefined && { body }), timeoutMs, answerBytesMax });
  if (answer.kind === 'failure') throw troubleOfFailure(answer.failure);
  const { status, headers: told, bytes, json } = answer;
  return { answer: { status, headers: told, body: json ?? null }, isPage: json === undefined && bytes > 0 };
};

/** What is presented, and the token in it, if it is one. */
const present = async (tools: Tools, { place, dialect }: Line, settings: Settings, from: Sight) => {
  const { access } = dialect;
  if (access.kind === 'headers') return { headers: access.headersOf(settings), token: null };
  const token = await tools.tokens.get({ ...place, request: access.requestOf(settings), ...from });
  return { headers: { authorization: `Bearer ${token}` }, token };
};

/** One call with one set of credentials: waits its turn, again after a 429, and asks for another token once. */
const callWith = async (tools: Tools, line: Line, settings: Settings, request: VendorRequest): Promise<Heard> => {
  const { place, dialect, baseUrl } = line;
  const url = urlOf(baseUrl, request.url);
  const until = performance.now() + patienceMs;
  let refused: string | null = null;
  for (;;) {
    const seen = await tools.budget.take(place, dialect.budget, until);
    const { headers, token } = await present(tools, line, settings, { seen, refused });
    const heard = await ask(tools, url, request, headers);
    await tools.budget.learn(place, heard.answer);
    const { status } = heard.answer;
    const isStale = status === 401 && token !== null && refused === null;
    // A call that was turned away was not carried out: a write may be made again too.
    if (status !== 429 && !isStale) return heard;
    if (isStale) refused = token;
  }
};

const isRefusal = (error: unknown): error is VendorTrouble =>
  error instanceof VendorTrouble && (error.code === 'vendor.unauthorised' || error.code === 'vendor.forbidden');

const judged = ({ clock }: Tools, { dialect }: Line, { answer, isPage }: Heard): VendorAnswer => {
  const own = isPage ? null : (dialect.troubleOf?.(answer) ?? null);
  const found = own ?? troubleOfAnswer(answer, isPage, clock.now());
  if (found !== null) throw found;
  return answer;
};

/** With the present credentials, and while an exchange of them overlaps with those before where the vendor refuses the present ones. */
const createCall = (tools: Tools, line: Line, settings: Settings, previous: Settings | null): AtsSession['call'] => {
  const attempt = async (own: Settings, request: VendorRequest): Promise<VendorAnswer> =>
    judged(tools, line, await callWith(tools, line, own, request));
  return async (request) => {
    try {
      return await attempt(settings, request);
    } catch (error) {
      if (previous === null || !isRefusal(error)) throw error;
      return await attempt(previous, request);
    }
  };
};

/** As the kind's schemas take them, with their defaults. */
const settingsOf = (kinds: AtsKinds, connection: OpenConnection, credentials: unknown): Settings => {
  const kind = kinds[connection.kind];
  const config = kind?.configSchema.safeParse(connection.config);
  const known = kind?.credentialsSchema.safeParse(credentials);
  if (config?.success !== true || known?.success !== true) throw trouble('vendor.settings_invalid');
  return { config: config.data, credentials: known.data };
};

/** A line to the vendor, and the credentials to try. */
const lineTo = (tools: Tools, connection: OpenConnection) => {
  const { kinds } = tools;
  const { kind, tenantId, id: connectionId, previousCredentials } = connection;
  const dialect = vendorDialects[kind];
  const records = kinds[kind]?.records ?? null;
  if (records === null || dialect === undefined) throw trouble('vendor.not_supported');
  const settings = settingsOf(kinds, connection, connection.credentials);
  const previous = previousCredentials === null ? null : settingsOf(kinds, connection, previousCredentials);
  const line: Line = { place: { tenantId, connectionId }, dialect, baseUrl: dialect.baseUrlOf(settings.config) };
  return { kind, records, line, session: { ...settings, call: createCall(tools, line, settings, previous) } };
};

const probeOf = async (tools: Tools, connection: OpenConnection): Promise<AtsProbe | null> => {
  const { probe } = vendorDialects[connection.kind] ?? {};
  if (probe === undefined) return null;
  const { session, line } = lineTo(tools, connection);
  if (!probe.isPossible(session)) return null;
  const request = { method: 'GET', url: `${line.baseUrl}${probe.url}` } as const;
  try {
    await session.call(request);
    return { ...request, trouble: null };
  } catch (error) {
    if (error instanceof VendorTrouble) return { ...request, trouble: error };
    throw error;
  }
};

export const createAtsSessions = (deps: AtsSessionsDeps): AtsSessions & AtsProbes => {
  const { db, log, clock } = deps;
  const store = createAtsSessionStore(deps);
  const counter = createCounter({ db, log, now: clock.now });
  const tokens = createAccessTokens({ ...deps, store });
  const tools: Tools = { ...deps, tokens, budget: createCallBudget({ store, counter, clock }) };
  return {
    open: async (tenantId, connectionId) => {
      const connection = await deps.connections.open(tenantId, connectionId);
      checkUsable(connection?.status);
      if (connection === null) throw new AppError('connection.not_found');
      const { kind, records, session } = lineTo(tools, connection);
      return { kind, records, session };
    },
    probe: (connection) => probeOf(tools, connection),
  };
};
