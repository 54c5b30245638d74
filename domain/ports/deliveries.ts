// Deliveries: what is sent to whom, how each attempt went, and what their machinery needs from the outside.
import type { Audience } from '../access/audience.ts';
import type { AuditActor } from '../audit/chain.ts';
import type { EventType } from '../events/event-types.ts';
import type { OutboundResult } from './outbound.ts';
import type { EndpointKind, EndpointOwner, Receiver } from './webhooks.ts';

export const deliveryStatuses = ['pending', 'delivered', 'dead', 'skipped'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One event on its way to one endpoint; `number` grows with each re-send. */
export type Delivery = {
  id: string;
  eventId: string;
  eventType: EventType;
  eventAt: Date;
  runId: string | null;
  endpointId: string;
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
  /** Why there was no answer; a code. */
  failure: string | null;
  /** First kilobyte of the answer, redacted; null when it was empty. */
  excerpt: string | null;
  /** True once the run's personal data was erased, and the excerpt with it. */
  erased: boolean;
};

export type DeliveryFilter = {
  runId?: string;
  endpointId?: string;
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
   * `delivery.not_found` or `endpoint.not_active`.
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
}

/** A delivery as its attempts need it. */
export type DueDelivery = {
  id: string;
  tenantId: string;
  runId: string | null;
  eventId: string;
  eventAt: Date;
  endpointId: string;
  endpointKind: EndpointKind;
  status: DeliveryStatus;
  /** The run's own: where the callback endpoint's deliveries go. */
  callbackUrl: string | null;
  /** Of whoever named the address. */
  audience: Audience;
};

/** An attempt that was made and is on record. */
export type RecordedAttempt = { status: number | null; failure: string | null; retryAfterMs: number | null };

export type AttemptRecord = {
  attempt: number;
  at: Date;
  result: OutboundResult;
  retryAfterMs: number | null;
};

/** How a delivery ends. */
export type DeliveryEnd = { status: Exclude<DeliveryStatus, 'pending'>; reason: string | null };

export interface DeliveryStore {
  find(tenantId: string, id: string): Promise<DueDelivery | null>;
  recorded(tenantId: string, id: string, attempt: number): Promise<RecordedAttempt | null>;
  receiver(endpointId: string): Promise<Receiver | null>;
  /**
   * In one transaction: the attempt, the end of the delivery if it is one, and of its endpoint if that is gone. Twice
   * is the same as once; true when this call ended the delivery.
   */
  record(
    delivery: DueDelivery,
    attempt: AttemptRecord,
    end: (DeliveryEnd & { disableEndpoint: boolean }) | null,
  ): Promise<boolean>;
  /** True when this call ended it. */
  finish(tenantId: string, id: string, end: DeliveryEnd): Promise<boolean>;
  announce(tenantId: string, id: string, at: Date): Promise<void>;
}

export interface WebhookSender {
  /** Never throws; each call is signed anew with the present time. */
  send(
    receiver: Receiver & { url: string },
    message: { id: string; tenantId: string; body: string },
    signal?: AbortSignal,
  ): Promise<OutboundResult>;
}
