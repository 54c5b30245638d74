// The API with its faces over a real database, a template that can be ordered, connections with keys of their own, and the half
// of a worker that tells their ATS.
import { afterAll } from 'vitest';
import { facesFeature } from '../../api/wiring/faces.ts';
import { createRelayStore } from '../../infra/db/deliveries/relay-store.ts';
import { createOutboundClient } from '../../infra/http/outbound-client.ts';
import { deliveryActivities } from '../../worker/wiring/deliveries.ts';
import { connectionOf } from '../harness/connections.ts';
import { inActivity } from '../harness/in-activity.ts';
import { approvedTemplate } from '../harness/templates.ts';
import { activityWorld } from '../harness/world.ts';
import { storePlan, useNativeApi, type NativeBench } from '../native/native-bench.ts';

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
export type Sending = { body?: unknown; headers?: Record<string, string> };

type Row = { id: string; channel: string; status: string; attempts: number; event_type: string };

/** The turns of what is to be told of an order, each taken when the test says so. */
const tellerOf = ({ db, deps, owner }: NativeBench) => {
  const relay = createRelayStore(deps);
  const { tenantId } = owner;
  const due = async (orderId: string): Promise<Row[]> => {
    while ((await relay.relayEvents(100)) > 0);
    return await db('deliveries').where({ order_id: orderId, status: 'pending' }).orderBy(['event_at', 'id']);
  };
  return {
    due,
    /** One attempt at each, in the order of its events; `now` is the worker's clock, `hold` keeps it from calling the ATS yet. */
    tell: async (orderId: string, now: () => number = Date.now, hold: Promise<unknown> = Promise.resolve()) => {
      const own = activityWorld({ ...deps, clock: { ...deps.clock, now } });
      const order: typeof own.tellings.order = async (...named) => {
        const found = await own.tellings.order(...named);
        await hold;
        return found;
      };
      const world = { ...own, tellings: { ...own.tellings, order } };
      const { attemptDelivery } = inActivity(deliveryActivities(world));
      const outcomes: string[] = [];
      for (const { id, attempts } of await due(orderId)) {
        const { result } = await attemptDelivery({ channel: 'result', tenantId, id, attempt: attempts + 1 });
        outcomes.push(result);
      }
      return outcomes;
    },
    ledger: (orderId: string): Promise<(Row & { reason: string | null })[]> =>
      db('deliveries').where({ order_id: orderId }).orderBy(['event_at', 'id']) as never,
  };
};

/** The candidate of an order is invited. */
export const invite = async ({ db, machine, owner }: NativeBench, runId: string): Promise<void> => {
  await storePlan(db, { tenantId: owner.tenantId, runId }, 1);
  await machine.feed(runId, { type: 'planReady', detail: { revision: 1 } });
  await machine.feed(runId, {
    type: 'planApproved',
    detail: { revision: 1, linkExpiresAt: Date.now() + 86_400_000 },
  });
};

/** `credentials` are those that a connection of the kind needs. */
export const usePartnerApi = async ({ kind, credentials = {} }: { kind: string; credentials?: object }) => {
  const outbound = createOutboundClient({ allowedNetworks: ['127.0.0.0/8'] });
  afterAll(() => outbound.close());
  const bench = await useNativeApi({ features: [facesFeature], outbound });
  const { db, owner, admin } = bench;
  const template = await approvedTemplate(db, owner.tenantId, { externalId: 'backend', name: 'Backend engineers' });
  const connect = async (
    tenantId = owner.tenantId,
    ofKind = kind,
    settings: { credentials?: object; config?: object } = { credentials },
  ) => {
    const { id, key } = await connectionOf({ db, tenantId }, ofKind, settings);
    return { id, key: key ?? '' };
  };
  const stranger = await admin.tenantWithKey('partner');
  const send = async (method: string, path: string, { body, headers = {} }: Sending = {}): Promise<Answer> => {
    const response = await fetch(`${bench.api.url}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as Answer['body'] };
  };
  const ordersOf = async (): Promise<{ id: string; run_id: string; connection_id: string }[]> =>
    await db('orders').where({ tenant_id: owner.tenantId }).orderBy('created_at').orderBy('id');
  return { ...bench, ...tellerOf(bench), template, connect, stranger, send, ordersOf };
};
