// What leaves the house, as one table that relay, stores, workflow and figures share. Another channel is a row here and
// what the compiler asks for then: the rows that an event makes, and the steps of an attempt.

type Channel = {
  /** Where what is to be sent waits; all such tables share the columns that tell of start, attempts and end. */
  table: string;
  /** Rows that share this value take turns with others: a burst for one receiver holds up nobody behind it. */
  turnsBy: string;
  /** Where its attempts are on record. */
  attempts: string | null;
  /** The tenant's cap on how many of them may begin a day; those beyond it wait. */
  dailyCap: 'mailsPerDay' | null;
};

export const channels = {
  webhook: { table: 'deliveries', turnsBy: 'endpoint_id', attempts: 'delivery_attempts', dailyCap: null },
  mail: { table: 'mails', turnsBy: 'tenant_id', attempts: null, dailyCap: 'mailsPerDay' },
} as const satisfies Record<string, Channel>;

/** Why something waits that has not begun. */
export const dailyCapReached = 'daily_cap_reached';

export type DeliveryChannel = keyof typeof channels;
export const deliveryChannels = Object.keys(channels) as DeliveryChannel[];

/** Something to be sent whose workflow has not been started. */
export type DueStart = { channel: DeliveryChannel; tenantId: string; id: string };
