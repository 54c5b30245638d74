// The ledger of deliveries: what was sent to whom, how it went, and sending it again.
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { AppError } from '../../domain/errors.ts';
import type {
  Delivery,
  DeliveryAttempt,
  DeliveryFilter,
  DeliveryLedger,
  DeliveryPlace,
  ResendActor,
} from '../../domain/ports/deliveries.ts';
import type { Digest } from '../../domain/ports/system.ts';
import type { EndpointOwner } from '../../domain/ports/webhooks.ts';

export type DeliveryDeps = { ledger: DeliveryLedger; digest: Digest };

export type DeliveryListRequest = { filter: DeliveryFilter; limit: number; cursor?: string };

const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const idPattern = /^dlv_[0-9A-Za-z]{1,64}$/;

const parse = (cursor: string): unknown[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? (parts as unknown[]) : [];
  } catch {
    return [];
  }
};

const isTime = (text: unknown): text is string => {
  if (typeof text !== 'string' || !timePattern.test(text)) return false;
  const toMilliseconds = `${text.slice(0, 23)}Z`;
  const at = new Date(toMilliseconds);
  return !Number.isNaN(at.getTime()) && at.toISOString() === toMilliseconds && !text.startsWith('0000');
};

/** A cursor belongs to its filter: with another one it would skip rows without anyone noticing. */
const decode = (filterHash: string, cursor: string): DeliveryPlace => {
  const [hash, at, id] = parse(cursor);
  if (hash === filterHash && isTime(at) && typeof id === 'string' && idPattern.test(id)) return { at, id };
  throw new AppError('cursor.invalid');
};

const encode = (filterHash: string, { at, id }: DeliveryPlace): string =>
  Buffer.from(JSON.stringify([filterHash, at, id]), 'utf8').toString('base64url');

const listDeliveries =
  ({ ledger, digest }: DeliveryDeps) =>
  async (
    tenantId: string,
    { filter, limit, cursor }: DeliveryListRequest,
  ): Promise<{ items: Delivery[]; nextCursor: string | null }> => {
    const filterHash = digest(canonicalJson(filter)).slice(0, 16);
    const after = cursor === undefined ? null : decode(filterHash, cursor);
    const { items, next } = await ledger.list(tenantId, filter, { limit, after });
    return { items, nextCursor: next ? encode(filterHash, next) : null };
  };

const readDelivery =
  ({ ledger }: DeliveryDeps) =>
  async (tenantId: string, id: string): Promise<{ delivery: Delivery; attempts: DeliveryAttempt[] }> => {
    const delivery = await ledger.find(tenantId, id);
    if (delivery === null) throw new AppError('delivery.not_found');
    return { delivery, attempts: await ledger.attempts(tenantId, delivery) };
  };

export const createDeliveryUseCases = (deps: DeliveryDeps) => ({
  /** Newest first. */
  listDeliveries: listDeliveries(deps),
  readDelivery: readDelivery(deps),
  redeliver: (tenantId: string, id: string, by: ResendActor): Promise<Delivery> =>
    deps.ledger.redeliver(tenantId, id, by),
  recover: (
    owner: EndpointOwner,
    endpointId: string,
    since: Date,
    by: ResendActor,
  ): Promise<{ count: number; more: boolean }> => deps.ledger.recover(owner, endpointId, since, by),
});
export type DeliveryUseCases = ReturnType<typeof createDeliveryUseCases>;
