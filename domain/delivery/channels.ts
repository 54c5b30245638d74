// What leaves the house, as one table that relay, stores, workflow and figures share. Another channel is a row here and
// what the compiler asks for then: the rows that an event makes, and the steps of an attempt.

type Channel = {
  /** Where what is to be sent waits; all such tables share the columns that tell of start, attempts and end. */
  table: string;
  /** As SQL: which rows of the table are this channel's. */
  rows: string;
  /** Rows that share these values take turns with others: a burst for one receiver holds up nobody behind it. */
  turnsBy: readonly string[];
  /** Where its attempts are on record. */
  attempts: string | null;
  /** The tenant's cap on how many of them may begin a day; those beyond it wait. */
  dailyCap: 'mailsPerDay' | null;
};

const ledger = { table: 'deliveries', attempts: 'delivery_attempts', dailyCap: null } as const;

export const channels = {
  webhook: { ...ledger, rows: `channel = 'webhook'`, turnsBy: ['endpoint_id'] },
  mail: { table: 'mails', rows: 'true', turnsBy: ['tenant_id'], attempts: null, dailyCap: 'mailsPerDay' },
  /** What an ATS is told of its order. */
  result: { ...ledger, rows: `channel = 'result'`, turnsBy: ['connection_id', 'tenant_id'] },
  /** What is written into the record that an ATS keeps of the candidate. */
  writeback: { ...ledger, rows: `channel = 'writeback'`, turnsBy: ['connection_id', 'tenant_id'] },
} as const satisfies Record<string, Channel>;

/** Why something waits that has not begun. */
export const dailyCapReached = 'daily_cap_reached';

export type DeliveryChannel = keyof typeof channels;
export const deliveryChannels = Object.keys(channels) as DeliveryChannel[];

/** Those whose rows stand in the ledger that people read. */
export const ledgerChannels = ['webhook', 'result', 'writeback'] as const satisfies DeliveryChannel[];
export type LedgerChannel = (typeof ledgerChannels)[number];

/** Something to be sent whose workflow has not been started. */
export type DueStart = { channel: DeliveryChannel; tenantId: string; id: string };
