// Finds deliveries and mails whose time has long passed without anything happening: Temporal may have lost their workflow.
import { channels, deliveryChannels, type DeliveryChannel } from '../../../domain/delivery/channels.ts';
import type { Db } from '../knex.ts';

const batchMax = 1_000;

/** As SQL about a row `d`: nothing was due or done for an hour. */
export const isSilent = (channel: DeliveryChannel): string => {
  const { attempts } = channels[channel];
  const silent = `coalesce(d.next_attempt_at, d.created_at) < now() - interval '1 hour'`;
  if (attempts === null) return `(${silent})`;
  return `(${silent} and not exists (
    select 1 from ${attempts} a where a.delivery_id = d.id and a.at > now() - interval '1 hour'))`;
};

/**
 * Lets the relay start them once more. One that is still at work goes on undisturbed, one that Temporal does not know
 * starts from its row, and one that was ended by force is given up.
 */
export const requeueSilent = async (db: Db): Promise<void> => {
  for (const channel of deliveryChannels)
    await db.raw(
      `update ${channels[channel].table} set started_at = null, start_claimed_until = null where id in (
         select d.id from ${channels[channel].table} d
         where ${channels[channel].rows} and d.status = 'pending' and d.started_at < now() - interval '1 hour' and ${isSilent(channel)}
         limit ?)`,
      [batchMax],
    );
};
