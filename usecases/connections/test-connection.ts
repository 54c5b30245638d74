// A harmless call to a vendor that says whether a connection works: what was asked, what came back, never a secret.
import { AppError } from '../../domain/errors.ts';
import type { OpenConnection } from '../../domain/connections/connection.ts';
import type { AtsKind, AtsKinds, AtsRequest } from '../../domain/ports/ats.ts';
import type { AtsProbe, AtsProbes } from '../../domain/ports/ats-records.ts';
import type { ConnectionStore } from '../../domain/ports/connections.ts';
import type { OutboundClient, OutboundFailure, OutboundResult } from '../../domain/ports/outbound.ts';
import type { ConnectionAsker } from './connections.ts';
import { kindOf } from './check-settings.ts';

export const testVerdicts = [
  'accepted',
  'refused',
  'redirected',
  'unclear',
  'not_reached',
  'settings_invalid',
  'nothing_to_call',
] as const;
export type TestVerdict = (typeof testVerdicts)[number];

export type ConnectionTest = {
  verdict: TestVerdict;
  /** For people. */
  message: string;
  method: string | null;
  /** Host and path, without query. */
  address: string | null;
  status: number | null;
  failure: OutboundFailure | null;
  durationMs: number | null;
  /** The beginning of the answer, with what looks like a secret or personal data blotted out. */
  excerpt: string | null;
};

export type ConnectionTestDeps = {
  connections: Pick<ConnectionStore, 'open' | 'transaction'>;
  kinds: AtsKinds;
  outbound: Pick<OutboundClient, 'send'>;
  /** Of kinds whose one harmless call needs more than a header. */
  atsSessions: AtsProbes;
};

const timeoutMs = 15_000;
const excerptMax = 300;

const nothing = { method: null, address: null, status: null, failure: null, durationMs: null, excerpt: null };

const messageOf = (verdict: TestVerdict, status: number | null): string =>
  ({
    accepted: `It was reached and answered ${status}: the credentials are accepted.`,
    refused: `It was reached and answered ${status}: it does not accept the credentials, or not for this call.`,
    redirected: `It was reached and answered ${status}: the address in the settings leads elsewhere, and nothing is followed.`,
    unclear: `It was reached and answered ${status}: that says nothing about the credentials.`,
    not_reached: 'It was not reached: `failure` says why.',
    settings_invalid:
      'Nothing was called: the settings or credentials are not what this kind takes. Change them first.',
    nothing_to_call:
      'Nothing was called: this kind has no call that changes nothing. The settings and credentials have the right form.',
  })[verdict];

const verdictOf = (status: number): TestVerdict => {
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 401 || status === 403) return 'refused';
  return status >= 300 && status < 400 ? 'redirected' : 'unclear';
};

/** Shorter ones would blot out half of a text, and prove nothing to who reads it. */
const secretLengthMin = 4;

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return value.length < secretLengthMin ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** What is presented, as it may come back: as it is, or as a part of an address. */
const withoutSecrets = (text: string, { credentials, previousCredentials }: OpenConnection): string =>
  textsIn([credentials, previousCredentials])
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .toSorted((a, b) => b.length - a.length)
    .reduce((told, secret) => told.replaceAll(secret, '[secret]'), text);

const addressOf = ({ url }: Pick<AtsRequest, 'url'>, connection: OpenConnection): string | null => {
  const parsed = URL.parse(url);
  return parsed === null ? null : withoutSecrets(`${parsed.host}${parsed.pathname}`, connection).slice(0, 500);
};

const outcomeOf = (result: OutboundResult, connection: OpenConnection) => {
  const { durationMs } = result;
  if (result.kind === 'failure')
    return { verdict: 'not_reached' as const, ...nothing, failure: result.failure, durationMs };
  const { status } = result;
  const excerpt = withoutSecrets(result.excerpt, connection).slice(0, excerptMax);
  return { verdict: verdictOf(status), ...nothing, status, durationMs, excerpt };
};

const refusals: readonly string[] = ['vendor.unauthorised', 'vendor.forbidden'];

const probedVerdict = (trouble: AtsProbe['trouble']): TestVerdict => {
  if (trouble === null) return 'accepted';
  if (refusals.includes(trouble.code)) return 'refused';
  return trouble.status === null ? 'not_reached' : verdictOf(trouble.status);
};

/** What the vendor said stays here: an answer over a session is opened for records alone. */
const probed = (probe: AtsProbe | null, connection: OpenConnection): Omit<ConnectionTest, 'message'> => {
  if (probe === null) return { verdict: 'nothing_to_call', ...nothing };
  const { trouble, method } = probe;
  const status = trouble === null ? 200 : trouble.status;
  return { verdict: probedVerdict(trouble), ...nothing, method, status, address: addressOf(probe, connection) };
};

/** Null for settings that do not fit their schemas, such as those of an earlier version. */
const composed = ({ adapter, configSchema, credentialsSchema }: AtsKind, connection: OpenConnection) => {
  const fits =
    configSchema.safeParse(connection.config).success && credentialsSchema.safeParse(connection.credentials).success;
  return fits ? { request: adapter.test(connection) } : null;
};

const told = (test: Omit<ConnectionTest, 'message'>): ConnectionTest => ({
  ...test,
  message: messageOf(test.verdict, test.status),
});

export const createConnectionTest =
  ({ connections, kinds, outbound, atsSessions }: ConnectionTestDeps) =>
  async (tenantId: string, id: string, asker: ConnectionAsker, signal?: AbortSignal): Promise<ConnectionTest> => {
    const connection = await connections.open(tenantId, id);
    if (connection === null) throw new AppError('connection.not_found');
    const { actor, requestId } = asker;
    const act = { act: 'connection.tested', targetKind: 'connection', targetId: id, actor, requestId } as const;
    await connections.transaction(tenantId, (unit) => unit.appendAudit(act));
    const call = composed(kindOf(kinds, connection.kind), connection);
    if (call === null) return told({ verdict: 'settings_invalid', ...nothing });
    const { request } = call;
    if (request === null) return told(probed(await atsSessions.probe(connection), connection));
    const { method, url, headers, body } = request;
    const sent = { method, url, headers, timeoutMs, ...(body !== null && { body }), ...(signal && { signal }) };
    const outcome = outcomeOf(await outbound.send(sent), connection);
    return told({ ...outcome, method, address: addressOf(request, connection) });
  };
