// What one kind of ATS looks like from inside: its settings, and how it is told of a result. One adapter per vendor in infra/ats/.
import type { z } from 'zod';
import type { AtsHooks } from './ats-hooks.ts';
import type { AtsRecords } from './ats-records.ts';
import type { RunRef } from '../access/ids.ts';
import type { OpenConnection } from '../connections/connection.ts';
import type { EventType } from '../events/event-types.ts';
import type { Order } from '../orders/order.ts';
import type { Report, Result } from '../orders/result.ts';

/** One call to a vendor, ready to be sent over the one way out. */
export type AtsRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Null for no body at all. */
  body: string | null;
};

/** Everything there is to tell at the moment of one attempt. */
export type Telling = {
  /** What happened; what is true since may be further on. */
  event: EventType;
  order: Order;
  /** What was sealed with the order. */
  secret: Readonly<Record<string, unknown>>;
  result: Result;
  /** Opened only where the adapter `wantsReport`; null without an assessment. */
  report: Report | null;
  /** The public result page; null unless the result is complete. */
  resultUrl: string | null;
  /** Null for an order that came with a key of no connection: there is nothing to present. */
  connection: OpenConnection | null;
  /** The vendor has taken what was told after another event: for those that take one call for each order. */
  toldBefore: boolean;
  /** Strictly higher than at every attempt before, in epoch milliseconds. */
  timestamp: number;
};

/** Why nothing is sent: a code that the ledger shows. */
export type NotTold = { skip: string };

/** What a vendor's answer means, where its status alone does not say it; null leaves it to the status. */
export type AnswerJudgement = 'done' | 'retry' | 'stopped' | null;

export interface AtsAdapter {
  /** The events of a run after which this vendor is told something. */
  tellsOf: readonly EventType[];
  /** Whether the words behind the result are part of what is told. */
  wantsReport(telling: Omit<Telling, 'report'>): boolean;
  compose(telling: Telling): AtsRequest | NotTold;
  /** `excerpt` is the first kilobyte. */
  judge?(answer: { status: number; excerpt: string }): AnswerJudgement;
  /** A call that changes nothing, to see whether the settings work; null where the vendor has none. */
  test(connection: OpenConnection): AtsRequest | null;
}

/** An order at the moment of an attempt; `erased` from the moment on when an erasure was accepted. */
export type OrderToTell = Pick<Telling, 'order' | 'secret' | 'result'> & { erased: boolean };

/** Where an attempt finds what there is to tell, anew each time. */
export interface TellingSources {
  order(tenantId: string, orderId: string): Promise<OrderToTell | null>;
  report(run: RunRef): Promise<Report | null>;
  connection(tenantId: string, connectionId: string): Promise<OpenConnection | null>;
  resultUrl(order: Order): Promise<string | null>;
}

/** One row of the table of kinds. */
export type AtsKind = {
  /** As people write it. */
  title: string;
  /** What it can be told and what it must know; published in the API description. */
  configSchema: z.ZodObject;
  credentialsSchema: z.ZodObject;
  /** Orders come with a `partner` key of ours, which is made with the connection. */
  hasKey: boolean;
  /** Orders come to an address of ours with a secret in it: `/hooks/<kind>/<connection>/<secret>`. */
  hasHook: boolean;
  /** What it tells us on its own, signed: `POST /hooks/<kind>/<connection>`. */
  hooks: AtsHooks | null;
  /** Its record of a candidate, which we read and write. */
  records: AtsRecords | null;
  adapter: AtsAdapter;
};

/** The table of kinds; orders that came without a connection are told by the kind of their face's name. */
export type AtsKinds = Readonly<Record<string, AtsKind>>;
