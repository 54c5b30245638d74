// Placing orders and reading what became of them: what every face asks of the rules behind it.
import type { ConnectionRef, ConnectionStatus } from '../connections/connection.ts';
import type { NewOrder, Order } from '../orders/order.ts';
import type { Report, Result, ResultFacts } from '../orders/result.ts';
import type { Actor } from '../lifecycle/facts.ts';
import type { InterviewRequest } from '../request/request.ts';
import type { RunRef } from '../access/ids.ts';
import type { OrderRow } from './interviews.ts';

/** For whom the interview is, and what the order itself says of the job where no package does. */
export type OrderRequest = Omit<InterviewRequest, 'callbackUrl' | 'externalId'>;

export type OrderCall = {
  order: NewOrder;
  request: OrderRequest;
  /** The invitation is ours by contract: an absent or unmailable `candidateEmail` is refused. */
  needsInvitation: boolean;
  /** A template without an approved plan is no obstacle: one is drafted for this candidate, and nobody looks at it first. */
  autoApprovePlan?: boolean;
  actor: Actor;
};

export type PlacedOrder = {
  order: Order;
  run: RunRef;
  /** It was there before: the same natural key came again. */
  existing: boolean;
};

/** Where a caller stands: its face, and its connection where it has one. */
export type OrderPlace = { face: string; connection: ConnectionRef | null };

/** An order with what may be told of it now. */
export type OrderView = { order: Order; result: Result; erased: boolean };

/** An order as stored, with what is true of its run at the same moment. */
export type OrderRecord = {
  order: Order;
  facts: ResultFacts;
  /** From the moment on when an erasure was accepted; then nothing is left to be opened either. */
  erased: boolean;
  secretSealed: Uint8Array | null;
};

export interface OrderStore {
  find(tenantId: string, orderId: string): Promise<OrderRecord | null>;
  findByNaturalKey(tenantId: string, key: Pick<OrderRow, 'face' | 'naturalKey'>): Promise<OrderRecord | null>;
  /** Null for a connection that is absent or another tenant's. */
  connectionStatus(tenantId: string, connectionId: string): Promise<ConnectionStatus | null>;
}

export interface Orders {
  /**
   * One transaction for run and order; the plan of a package counts as approved. The same natural key again, also at the same
   * moment, finds the order that it made. Throws `template.*`, `order.email_unusable`, `request.invalid` (a callback that may
   * not be called, a job that is incomplete), `connection.paused`, `tenant.active_interviews_limit`.
   */
  place(tenantId: string, call: OrderCall): Promise<PlacedOrder>;
  /** Of this face, and of this connection where the caller has one; throws `order.not_found` for anybody else's. */
  read(tenantId: string, from: OrderPlace, orderId: string): Promise<OrderView>;
  /** By what the vendor knows it by. */
  findByNaturalKey(tenantId: string, from: OrderPlace, naturalKey: readonly string[]): Promise<OrderView | null>;
  /** Throws `personal_data.erased`, `consent.withdrawn`; null before there is an assessment. */
  readReport(run: RunRef): Promise<Report | null>;
}
