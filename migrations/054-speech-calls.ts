// Calls of speech recognisers are paid by the minute: the record of calls says how much they listened to.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw('alter table model_calls add column audio_ms bigint');
};
