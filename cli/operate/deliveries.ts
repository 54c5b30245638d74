// `parley deliveries`: what was sent to whom, and sending it again, by the operator.
import type { Knex } from 'knex';
import type { RunRef } from '../../domain/access/ids.ts';
import { ledgerChannels } from '../../domain/delivery/channels.ts';
import { present } from '../../domain/present.ts';
import { eventTypes } from '../../domain/events/event-types.ts';
import { deliveryStatuses, type Delivery, type DeliveryFilter } from '../../domain/ports/deliveries.ts';
import type { EndpointOwner } from '../../domain/ports/webhooks.ts';
import { tenantOfConnection } from '../../infra/db/connections/connection-store.ts';
import { createLedgerReads } from '../../infra/db/deliveries/delivery-ledger.ts';
import { createResendStore } from '../../infra/db/deliveries/resend-store.ts';
import { sha256, systemClock } from '../../infra/system.ts';
import { createDeliveryUseCases, type DeliveryUseCases } from '../../usecases/deliveries/deliveries.ts';

import { actingOn } from './acting-on.ts';
import { operatorNamed } from './administer.ts';
import { CliError } from '../cli-error.ts';
import { renderRows, type Row } from './print-table.ts';
import { limitOf, oneOf, timeOf } from './read-options.ts';
import type { Options, Verbs } from './verbs.ts';
import { withStores, type Stores } from './with-stores.ts';

const columns = [
  'id',
  'channel',
  'eventType',
  'runId',
  'endpointId',
  'orderId',
  'number',
  'status',
  'reason',
  'attempts',
  'nextAttemptAt',
  'createdAt',
];
const attemptColumns = ['attempt', 'at', 'durationMs', 'status', 'failure', 'excerpt'];

const rowOf = ({ eventAt, nextAttemptAt, createdAt, finishedAt, ...delivery }: Delivery): Row => ({
  ...delivery,
  eventAt: eventAt.toISOString(),
  nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

const withDeliveries = <Result>(
  work: (deliveries: DeliveryUseCases, db: Knex, stores: Stores) => Promise<Result>,
): Promise<Result> =>
  withStores((stores) => {
    const { db, sealer } = stores;
    const ledger = { ...createLedgerReads({ db, sealer }), ...createResendStore({ db, now: systemClock.now }) };
    return work(createDeliveryUseCases({ ledger, digest: sha256 }), db, stores);
  });

const runOf = async (db: Knex, id: string): Promise<RunRef> => {
  const row: RunRef | undefined = await db('deliveries')
    .where({ id })
    .first({ tenantId: 'tenant_id', runId: 'run_id' });
  if (!row) throw new CliError(`There is no delivery ${id}.`);
  return row;
};

const ownerOf = async (db: Knex, id: string): Promise<EndpointOwner> => {
  const row: { tenant_id: string | null; platform_id: string | null } | undefined = await db('webhook_endpoints')
    .where({ id })
    .first('tenant_id', 'platform_id');
  if (!row) throw new CliError(`There is no webhook endpoint or connection ${id}.`);
  return row.tenant_id === null
    ? { kind: 'platform', id: row.platform_id ?? '' }
    : { kind: 'tenant', id: row.tenant_id };
};

const filterOf = ({ run, channel, endpoint, order, connection, status, type, since }: Options): DeliveryFilter => ({
  ...present({ runId: run, endpointId: endpoint, orderId: order, connectionId: connection }),
  ...(channel === undefined ? {} : { channel: oneOf('channel', ledgerChannels, channel) }),
  ...(status === undefined ? {} : { status: oneOf('status', deliveryStatuses, status) }),
  ...(type === undefined ? {} : { eventType: oneOf('type', eventTypes, type) }),
  ...(since === undefined ? {} : { since: timeOf(since).toISOString() }),
});

export const verbs: Verbs = {
  list: {
    options: ['tenant', 'run', 'channel', 'endpoint', 'order', 'connection', 'status', 'type', 'since', 'limit'],
    required: ['tenant'],
    run: async ({ options, json }) => {
      const request = { filter: filterOf(options), limit: limitOf(options['limit']) };
      const { items } = await withDeliveries((deliveries) =>
        deliveries.listDeliveries(options['tenant'] ?? '', request),
      );
      return renderRows(items.map(rowOf), { columns, json });
    },
  },
  show: {
    positionals: ['deliveryId'],
    run: async ({ positionals: { deliveryId = '' }, json }) => {
      const { delivery, attempts } = await withDeliveries(async (deliveries, db) =>
        deliveries.readDelivery((await runOf(db, deliveryId)).tenantId, deliveryId),
      );
      const rows = attempts.map(({ at, ...attempt }) => ({ ...attempt, at: at.toISOString() }));
      if (json) return JSON.stringify({ ...rowOf(delivery), attempts: rows }, null, 2);
      const options = { json };
      return [
        renderRows([rowOf(delivery)], { columns, ...options }),
        renderRows(rows, { columns: attemptColumns, ...options }),
      ].join('\n\n');
    },
  },
  redeliver: {
    positionals: ['deliveryId'],
    named: true,
    run: async ({ positionals: { deliveryId = '' }, json, operator: name }) => {
      const delivery = await withDeliveries(async (deliveries, db, stores) => {
        const run = await runOf(db, deliveryId);
        return await actingOn(stores, run, { act: 'delivery.redelivered', name }, (by) =>
          deliveries.redeliver(run.tenantId, deliveryId, by),
        );
      });
      return renderRows([rowOf(delivery)], { columns, json });
    },
  },
  recover: {
    positionals: ['id'],
    options: ['since'],
    required: ['since'],
    named: true,
    run: async ({ positionals: { id = '' }, options, json, operator }) => {
      const since = timeOf(options['since'] ?? '');
      const by = operatorNamed(operator);
      const { count, more } = await withDeliveries(async (deliveries, db) => {
        const tenantId = await tenantOfConnection(db, id);
        if (tenantId !== null) return await deliveries.recoverResults(tenantId, id, since, by);
        return await deliveries.recover(await ownerOf(db, id), id, since, by);
      });
      if (json) return JSON.stringify({ count, more });
      return `${count} events are sent again.${more ? ' There are more: repeat the command.' : ''}`;
    },
  },
};
