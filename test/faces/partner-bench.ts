// The API with its faces over a real database, a template that can be ordered, and connections with keys of their own.
import { facesFeature } from '../../api/wiring/faces.ts';
import { connectionOf } from '../harness/connections.ts';
import { approvedTemplate } from '../harness/templates.ts';
import { useNativeApi } from '../native/native-bench.ts';

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
export type Sending = { body?: unknown; headers?: Record<string, string> };

/** `credentials` are those that a connection of the kind needs. */
export const usePartnerApi = async ({ kind, credentials }: { kind: string; credentials: object }) => {
  const bench = await useNativeApi({ features: [facesFeature] });
  const { db, owner, admin } = bench;
  const template = await approvedTemplate(db, owner.tenantId, { externalId: 'backend', name: 'Backend engineers' });
  const connect = async (tenantId = owner.tenantId, ofKind = kind, given: object = credentials) => {
    const { id, key } = await connectionOf({ db, tenantId }, ofKind, { credentials: given });
    return { id, key: key ?? '' };
  };
  const connection = await connect();
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
  return { ...bench, template, connect, connection, stranger, send, ordersOf };
};

export type PartnerBench = Awaited<ReturnType<typeof usePartnerApi>>;
