// Deliveries: what is sent to whom, how each attempt went, and what their machinery needs from the outside.
import type { Audience } from '../access/audience.ts';
import type { AuditActor } from '../audit/chain.ts';
import type { LedgerChannel } from '../delivery/channels.ts';
import type { EventType } from '../events/event-types.ts';
import type { OutboundResult } from './outbound.ts';
import type { EndpointKind, EndpointOwner, Receiver } from './webhooks.ts';

export const deliveryStatuses = ['pending', 'delivered', 'dead', 'skipped'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One event on its way to one endpoint, or to the ATS of the run's order; `number` grows with each re-send. */
export type Delivery = {
  id: string;
  channel: LedgerChannel;
  eventId: string;
  eventType: EventType;
  eventAt: Date;
  runId: string | null;
  /** Null for a result, which has an order instead. */
  endpointId: string | null;
  orderId: string | null;
  /** Null for a webhook, and for an order that came without a connection. */
  connectionId: string | null;
  number: number;
  status: DeliveryStatus;
  /** Why it is dead or was skipped, a code; null otherwise. */
  reason: string | null;
  attempts: number;
  /** Null while it is being attempted or about to be, and at the end. */
  nextAttemptAt: Date | null;
  createdAt: Date;
  finishedAt: Date | null;
};

export type DeliveryAttempt = {
  attempt: number;
  at: Date;
  durationMs: number;
  /** HTTP status of the answer; null when there was none. */
  status: number | null;
  /** Why there was no answer, or why one does not count in spite of its status; a code. */
  failure: string | null;
  /** First kilobyte of the answer, redacted; null when it was empty. */
  excerpt: string | null;
  /** True once the run's personal data was erased, and the excerpt with it. */
  erased: boolean;
};

export type DeliveryFilter = {
  runId?: string;
  channel?: LedgerChannel;
  endpointId?: string;
  orderId?: string;
  connectionId?: string;
  status?: DeliveryStatus;
  eventType?: EventType;
  /** ISO 8601: made at or after it. */
  since?: string;
};

/** Where a page of a list ended: time with microseconds, and id. */
export type DeliveryPlace = { at: string; id: string };

export type DeliveryPage = { items: Delivery[]; next: DeliveryPlace | null };

/** Who acts, for the audit log; the operator has no request. */
export type ResendActor = { actor: AuditActor; requestId: string | null };

export interface DeliveryLedger {
  /** Newest first. */
  list(
    tenantId: string,
    filter: DeliveryFilter,
    page: { limit: number; after: DeliveryPlace | null },
  ): Promise<DeliveryPage>;
  find(tenantId: string, id: string): Promise<Delivery | null>;
  attempts(tenantId: string, delivery: Pick<Delivery, 'id' | 'runId'>): Promise<DeliveryAttempt[]>;
  /**
   * Sends the event once more, under the next number; a delivery of it that still waits gives way. Throws AppError
   * `delivery.not_found`, `endpoint.not_active`, or for a result `connection.not_found` or `connection.paused`.
   */
  redeliver(tenantId: string, id: string, by: ResendActor): Promise<Delivery>;
  /**
   * Sends again what the endpoint should have got since then and did not; `more` when the bound was reached. Throws
   * AppError `endpoint.not_found` or `endpoint.not_active`.
   */
  recover(
    owner: EndpointOwner,
    endpointId: string,
    since: Date,
    by: ResendActor,
  ): Promise<{ count: number; more: boolean }>;
  /**
   * Tells again what the ATS of a connection has not taken: the last result of each order, if it was made since then.
   * Throws AppError `connection.not_found` or `connection.paused`.
   */
  recoverResults(
    tenantId: string,
    connectionId: string,
    since: Date,
    by: ResendActor,
  ): Promise<{ count: number; more: boolean }>;
}

/** What every attempt needs of what it sends. */
export type Due = { id: string; tenantId: string; runId: string | null; eventAt: Date; status: DeliveryStatus };

/** A webhook as its attempts need it. */
export type DueDelivery = Due & {
  eventId: string;
  endpointId: string;
  endpointKind: EndpointKind;
  /** The run's own: where the callback endpoint's deliveries go. */
  callbackUrl: string | null;
  /** Of whoever named the address. */
  audience: Audience;
};

/** A result as its attempts need it; `kind` is that of the order's ATS. */
export type DueResult = Due & {
  event: EventType;
  orderId: string;
  connectionId: string | null;
  kind: string;
};

/** What holds while an order's ATS is told by one delivery alone. */
export type TellingClaim = {
  /** The time that it is told, in epoch milliseconds: higher than every one before, whatever the clock says. */
  timestamp: number;
  /** The ATS has taken what was told after another event of the order. */
  toldBefore: boolean;
};

/** An attempt that was made and is on record. */
export type RecordedAttempt = { retryAfterMs: number | null };

export type AttemptRecord = {
  attempt: number;
  at: Date;
  /** `work` is many calls: `refusal` says what became of them. */
  result: OutboundResult | { kind: 'work'; durationMs: number };
  retryAfterMs: number | null;
  /** Why an answer does not count in spite of its status; a code. */
  refusal?: string | null;
};

/** How a delivery ends. */
export type DeliveryEnd = { status: Exclude<DeliveryStatus, 'pending'>; reason: string | null };

/** How attempts are put on record, whatever they send. */
export interface AttemptLedger {
  recorded(tenantId: string, id: string, attempt: number): Promise<RecordedAttempt | null>;
  /**
   * In one transaction: the attempt, the end of the delivery if it is one, of its endpoint if that is gone, and of its claim on
   * an order. What arrived is delivered, whatever ended the row meanwhile. Twice is the same as once; true when this call ended it.
   */
  record(
    due: Due & { endpointId?: string; orderId?: string },
    attempt: AttemptRecord,
    end: (DeliveryEnd & { disableEndpoint: boolean }) | null,
  ): Promise<boolean>;
  /** Its claim on an order ends with it; true when this call ended it. */
  finish(tenantId: string, id: string, end: DeliveryEnd): Promise<boolean>;
  announce(tenantId: string, id: string, at: Date): Promise<void>;
}

export interface DeliveryStore extends AttemptLedger {
  find(tenantId: string, id: string): Promise<DueDelivery | null>;
  receiver(endpointId: string): Promise<Receiver | null>;
  findResult(tenantId: string, id: string): Promise<DueResult | null>;
  /**
   * Null while another delivery of the order is being told. The same one takes its claim again and again; one that nobody
   * gives back runs out.
   */
  claimTelling(due: Pick<DueResult, 'tenantId' | 'id' | 'orderId'>, now: number): Promise<TellingClaim | null>;
}

export interface WebhookSender {
  /** Never throws; each call is signed anew with the present time. */
  send(
    receiver: Receiver & { url: string },
    message: { id: string; tenantId: string; body: string },
    signal?: AbortSignal,
  ): Promise<OutboundResult>;
}
