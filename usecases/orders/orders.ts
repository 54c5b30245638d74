// Placing orders and reading what became of them: what every face asks of the rules behind it.
import { checkUsable } from '../../domain/connections/connection.ts';
import { AppError } from '../../domain/errors.ts';
import { isMailable } from '../../domain/mail/address.ts';
import { resultOf } from '../../domain/orders/result-of.ts';
import type {
  OrderCall,
  OrderPlace,
  OrderRecord,
  OrderRequest,
  Orders,
  OrderStore,
} from '../../domain/ports/orders.ts';
import type { Packages } from '../../domain/ports/templates.ts';
import type { Digest } from '../../domain/ports/system.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { checkCallable, type AddressCheck } from '../deliveries/callable-address.ts';
import type { submitInterview } from '../interviews/submit-interview.ts';
import { createReadReport, type ReportDeps } from './report.ts';

export type PlaceOrderDeps = {
  orders: OrderStore;
  packages: Pick<Packages, 'use' | 'job'>;
  submitInterview: ReturnType<typeof submitInterview>;
  outbound: AddressCheck;
  /** Keyed: what finds an order again tells nothing about the vendor's own ids, and outlives an erasure. */
  keyedDigest: Digest;
  newOrderId(): string;
};

export type OrderDeps = ReportDeps & PlaceOrderDeps;

type Key = { face: string; connectionId: string | null; naturalKey: readonly string[] };

const keyOf = ({ keyedDigest }: PlaceOrderDeps, { face, connectionId, naturalKey }: Key) => ({
  face,
  naturalKey: keyedDigest(`order:${canonicalJson([face, connectionId, naturalKey])}`),
});

/** A package says what the job is: what an ATS sends of it along with every order is passed over. */
const ordered = (request: OrderRequest): OrderRequest => {
  if (request.templateId === undefined) return request;
  const { position: _p, level: _l, qualifications: _q, jobDescription: _d, locale: _o, ...rest } = request;
  return rest;
};

const isUnpublished = (error: unknown): boolean => error instanceof AppError && error.code === 'template.not_published';

/** Of a template without an approved plan the order takes the job, if it may: the plan is then the interview's own. */
const jobOf = async (
  { packages }: PlaceOrderDeps,
  tenantId: string,
  { request, autoApprovePlan }: OrderCall,
): Promise<OrderRequest> => {
  const { templateId, ...rest } = ordered(request);
  if (templateId === undefined || autoApprovePlan !== true) return ordered(request);
  try {
    await packages.use(tenantId, templateId);
    return ordered(request);
  } catch (error) {
    if (!isUnpublished(error)) throw error;
    return { ...rest, ...(await packages.job(tenantId, templateId)) };
  }
};

const checkOrder = async (deps: PlaceOrderDeps, tenantId: string, call: OrderCall): Promise<void> => {
  const { order, request, needsInvitation } = call;
  const { candidateEmail } = request;
  if (needsInvitation && (candidateEmail === undefined || !isMailable(candidateEmail)))
    throw new AppError('order.email_unusable');
  checkCallable(deps.outbound, order.callbackUrl ?? undefined, '/callbackUrl');
  if (order.connectionId === null) return;
  checkUsable(await deps.orders.connectionStatus(tenantId, order.connectionId));
};

const viewOf = ({ order, facts, erased }: OrderRecord) => ({ order, result: resultOf(facts), erased });

const isFrom = ({ order }: OrderRecord, { face, connection }: OrderPlace): boolean =>
  order.face === face && (connection === null || order.connectionId === connection.id);

/** Makes the order, or finds the one that the same natural key made meanwhile. */
const submit = async (
  deps: PlaceOrderDeps,
  tenantId: string,
  call: OrderCall,
): Promise<{ orderId: string; found: boolean }> => {
  const { naturalKey: vendors, ...order } = call.order;
  const { naturalKey } = keyOf(deps, call.order);
  const orderId = deps.newOrderId();
  const { found } = await deps.submitInterview(tenantId, await jobOf(deps, tenantId, call), {
    autoApprovePlan: call.autoApprovePlan === true,
    source: order.face,
    actor: call.actor,
    creationKey: null,
    scopes: [],
    order: { ...order, id: orderId, naturalKey },
  });
  return { orderId, found };
};

export const createPlaceOrder = (deps: PlaceOrderDeps): Orders['place'] => {
  return async (tenantId, call) => {
    const answer = async (existing: boolean) => {
      const record = await deps.orders.findByNaturalKey(tenantId, keyOf(deps, call.order));
      if (record === null) return null;
      return { order: record.order, run: { tenantId, runId: record.order.runId }, existing };
    };
    // First of all: a repeated order is answered whatever has become of its package, its connection and its run.
    const known = await answer(true);
    if (known !== null) return known;
    await checkOrder(deps, tenantId, call);
    const { found } = await submit(deps, tenantId, call);
    const placed = await answer(found);
    if (placed === null) throw new AppError('internal.error');
    return placed;
  };
};

/** For callers who looked for an earlier one, and at the connection, themselves: the natural key still makes one order only. */
export const createPlaceNew =
  (deps: PlaceOrderDeps) =>
  async (tenantId: string, call: OrderCall): Promise<{ orderId: string }> => {
    const { orderId, found } = await submit(deps, tenantId, call);
    if (!found) return { orderId };
    const record = await deps.orders.findByNaturalKey(tenantId, keyOf(deps, call.order));
    if (record === null) throw new AppError('internal.error');
    return { orderId: record.order.id };
  };

export const createOrders = (deps: OrderDeps): Orders => ({
  place: createPlaceOrder(deps),
  read: async (tenantId, from, orderId) => {
    const record = await deps.orders.find(tenantId, orderId);
    if (record === null || !isFrom(record, from)) throw new AppError('order.not_found');
    return viewOf(record);
  },
  findByNaturalKey: async (tenantId, { face, connection }, naturalKey) => {
    const key = keyOf(deps, { face, connectionId: connection?.id ?? null, naturalKey });
    const record = await deps.orders.findByNaturalKey(tenantId, key);
    return record === null ? null : viewOf(record);
  },
  readReport: createReadReport(deps),
});
