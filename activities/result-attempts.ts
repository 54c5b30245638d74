// Where a result goes at its turn: the ATS that the order came from is told what is true by now.
import type { OpenConnection } from '../domain/connections/connection.ts';
import { AppError } from '../domain/errors.ts';
import type { Report } from '../domain/orders/result.ts';
import type { AtsAdapter, AtsKinds, AtsRequest, OrderToTell, Telling, TellingSources } from '../domain/ports/ats.ts';
import type { DeliveryStore, DueResult, TellingClaim } from '../domain/ports/deliveries.ts';
import type { OutboundClient, OutboundResult } from '../domain/ports/outbound.ts';
import { unlessErased } from '../domain/seal/open.ts';
import type { ChannelAttempts } from './delivery.ts';
import { createSendAttempts, type SendDeps, type Sent } from './send-attempts.ts';

type ResultAttemptDeps = SendDeps & {
  deliveries: DeliveryStore;
  atsKinds: AtsKinds;
  tellings: TellingSources;
  outbound: Pick<OutboundClient, 'send'>;
  version: string;
  /** Aborts the call when the activity is cancelled or its worker stops. */
  signal(): AbortSignal;
};

const timeoutMs = 15_000;
const busySeconds = 1;

/** As it may be used now, null for an order without one, or the code of why nothing is sent. */
const connectionOf = async (
  { tellings }: ResultAttemptDeps,
  { tenantId, connectionId }: DueResult,
): Promise<OpenConnection | null | string> => {
  if (connectionId === null) return null;
  const connection = await tellings.connection(tenantId, connectionId);
  if (connection === null || connection.status === 'deleted') return 'connection_deleted';
  return connection.status === 'paused' ? 'connection_paused' : connection;
};

/** Null too where consent was withdrawn: that there is no result is told all the same. */
const reportOf = async ({ tellings }: ResultAttemptDeps, { order }: OrderToTell): Promise<Report | null> => {
  try {
    return await tellings.report(order);
  } catch (error) {
    if (error instanceof AppError && error.code === 'consent.withdrawn') return null;
    throw error;
  }
};

/** Who is told, and how. */
type Told = { adapter: AtsAdapter; connection: OpenConnection | null } & Pick<DueResult, 'event'>;

const compose = async (
  deps: ResultAttemptDeps,
  { adapter, ...told }: Told & TellingClaim,
  found: OrderToTell,
): Promise<AtsRequest | string> => {
  const { order, secret, result } = found;
  const resultUrl = result.status === 'complete' ? await deps.tellings.resultUrl(order) : null;
  const telling: Omit<Telling, 'report'> = { order, secret, result, resultUrl, ...told };
  const report = adapter.wantsReport(telling) ? await unlessErased(reportOf(deps, found), 'erased' as const) : null;
  if (report === 'erased') return report;
  const request = adapter.compose({ ...telling, report });
  return 'skip' in request ? request.skip : request;
};

/** Without a body nothing says what kind of body it is. */
const send = ({ outbound, version, signal }: ResultAttemptDeps, request: AtsRequest): Promise<OutboundResult> => {
  const { url, method, headers, body } = request;
  const common = { 'user-agent': `Parley/${version}`, ...headers };
  const content = body === null ? {} : { body };
  return outbound.send({ url, method, headers: common, ...content, timeoutMs, signal: signal() });
};

/**
 * One delivery of an order at a time: what came of the one before is known to the next, and none overtakes another. Claimed before
 * the truth is read: where a claim has run out, of two attempts at once the one with the higher timestamp never knows less.
 */
const tell = async (deps: ResultAttemptDeps, due: DueResult, told: Told): Promise<Sent> => {
  const claim = await deps.deliveries.claimTelling(due, deps.clock.now());
  if (claim === null) throw new AppError('delivery.endpoint_busy', { retryAfterSeconds: busySeconds });
  const found = await deps.tellings.order(due.tenantId, due.orderId);
  if (found === null) return 'order_missing';
  if (found.erased) return 'erased';
  const request = await compose(deps, { ...told, ...claim }, found);
  if (typeof request === 'string') return request;
  const result = await send(deps, request);
  return { result, meaning: result.kind === 'answer' ? (told.adapter.judge?.(result) ?? null) : null };
};

const isRefusal = (sent: Sent): boolean =>
  typeof sent === 'object' &&
  'result' in sent &&
  sent.result.kind === 'answer' &&
  [401, 403].includes(sent.result.status);

/** While a rotation overlaps, the vendor may not know the new credentials yet. */
const tellWithEither = async (deps: ResultAttemptDeps, due: DueResult, told: Told): Promise<Sent> => {
  const sent = await tell(deps, due, told);
  const { connection } = told;
  const credentials = connection?.previousCredentials ?? null;
  if (connection === null || credentials === null || !isRefusal(sent)) return sent;
  return await tell(deps, due, { ...told, connection: { ...connection, credentials } });
};

/** An ATS that sees an attempt twice sees the same truth, under a higher timestamp. */
export const createResultAttempts = (deps: ResultAttemptDeps): ChannelAttempts =>
  createSendAttempts(deps, {
    channel: 'result',
    find: deps.deliveries.findResult,
    targetOf: async (due) => {
      const adapter = deps.atsKinds[due.kind]?.adapter;
      if (adapter === undefined) return 'kind_unknown';
      const connection = await connectionOf(deps, due);
      if (typeof connection === 'string') return connection;
      const share = connection?.id ?? due.tenantId;
      return { share, send: () => tellWithEither(deps, due, { adapter, connection, event: due.event }) };
    },
  });
