// What leaves the house, as one table that relay, stores, workflow and figures share. Another channel is a row here and
// what the compiler asks for then: the rows that an event makes, and the steps of an attempt.

type Channel = {
  /** Where what is to be sent waits; all such tables share the columns that tell of start, attempts and end. */
  table: string;
  /** Rows that share this value take turns with others: a burst for one receiver holds up nobody behind it. */
  turnsBy: string;
  /** Where its attempts are on record. */
  attempts: string | null;
};

export const channels = {
  webhook: { table: 'deliveries', turnsBy: 'endpoint_id', attempts: 'delivery_attempts' },
  mail: { table: 'mails', turnsBy: 'tenant_id', attempts: null },
} as const satisfies Record<string, Channel>;

export type DeliveryChannel = keyof typeof channels;
export const deliveryChannels = Object.keys(channels) as DeliveryChannel[];

/** Something to be sent whose workflow has not been started. */
export type DueStart = { channel: DeliveryChannel; tenantId: string; id: string };
