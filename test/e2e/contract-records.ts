// What happens inside an ATS, tried as the description shows it: hooks, rules, mappings, write-backs, and the measures of them.
import { createHmac } from 'node:crypto';
import { startGreenhouseAts } from '../../simulators/greenhouse/ats.ts';
import { eventually } from '../harness/eventually.ts';
import { interviewsPath } from '../harness/native-client.ts';
import { approvedTemplate } from '../harness/templates.ts';
import { send, type ByHand } from './contract-room.ts';
import type { Trying } from './contract-faces.ts';

const secret = 'hook-secret-0123456789';
const hmac = (body: string): string => createHmac('sha256', secret).update(body).digest('hex');

type RecordsTrying = Trying & ByHand;
type Made = { id: string };

const connect = async ({ client }: Trying, kind: string, config: object, credentials: object): Promise<string> =>
  (await client.insist<Made>('POST', '/api/v1/connections', { kind, name: kind, config, credentials })).id;

const tell = async (trying: ByHand, kind: string, id: string, body: string, headers: Record<string, string>) => {
  const path = `/hooks/${kind}/${id}`;
  const json = { 'content-type': 'application/json', ...headers };
  await send(trying, { method: 'POST', path, headers: json, bytes: Buffer.from(body) });
  trying.tried(`${kind}Hook`);
};

const tryHooks = async (trying: RecordsTrying, id: string): Promise<void> => {
  const { system, client, tryAs } = trying;
  const { id: template } = await approvedTemplate(system.db, system.tenant.tenantId);
  const rule = { id: 'pre-screen', when: { event: 'stage_entered', stageNames: ['Pre-Screen'] }, then: { template } };
  await tryAs(null, 'setConnectionRules', { rules: [rule] }, id);
  await tryAs(null, 'getConnectionRules', {}, id);
  await tryAs(null, 'tryConnectionRules', {}, id);
  // Nobody can read it, so it stands as failed.
  const body = 'no JSON';
  await tell(trying, 'greenhouse', id, body, { signature: `sha256 ${hmac(body)}`, 'greenhouse-event-id': 'e-1' });
  const list = () => client.insist<{ items: Made[] }>('GET', `/api/v1/connections/${id}/hooks?status=failed`);
  const { items } = await eventually(list, (page) => page.items.length > 0);
  await tryAs(null, 'listConnectionHooks', {}, id);
  await tryAs(null, 'redriveConnectionHook', {}, id, items[0]?.id ?? '');
  await tryAs(null, 'redriveConnectionHooks', {}, id);
  const ashby = await connect(trying, 'ashby', {}, { apiKey: 'from-the-ats', webhookSecret: secret });
  const ping = JSON.stringify({ action: 'ping', data: {} });
  await tell(trying, 'ashby', ashby, ping, { 'ashby-signature': `sha256=${hmac(ping)}` });
  const lever = await connect(trying, 'lever', {}, { apiKey: 'from-the-ats', signatureTokens: [secret] });
  const triggeredAt = Date.now();
  const signed = { token: 'token-1', triggeredAt, signature: hmac(`token-1${triggeredAt}`) };
  await tell(trying, 'lever', lever, JSON.stringify({ event: 'candidateStageChange', ...signed, data: {} }), {});
};

const tryMapping = async ({ client, tryAs }: Trying, id: string): Promise<void> => {
  const entry = { source: 'assessment.score100', target: { object: 'application', key: 'ai_score' } };
  for (const operationId of ['listAtsFields', 'getSourceOfTruth']) await tryAs(null, operationId, {}, id);
  await tryAs(null, 'putConnectionMapping', { fields: [entry] }, id);
  await tryAs(null, 'getConnectionMapping', {}, id);
  const path = `/api/v1/connections/${id}/mapping`;
  const tag = (await client.call('GET', path)).headers.get('etag') ?? '';
  await client.call('GET', path, { headers: { 'If-None-Match': tag } });
};

/** Written by hand, as an ATS that refuses and a person who changed a field leave it. */
const tryWritebacks = async ({ system, client, tryAs }: Trying, connectionId: string): Promise<void> => {
  const { db, tenant } = system;
  const request = { position: 'Cook' };
  const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, request);
  const order = { id: 'ord_01JCZ0Q6V3W6Y7M8N9P0R1S2T3', tenant_id: tenant.tenantId, run_id: runId };
  const vendorKeys = JSON.stringify({ applicationId: '1', candidateId: '2' });
  const of = { face: 'trigger', natural_key: 'contract', vendor_keys: vendorKeys };
  await db('orders').insert({ ...order, ...of, connection_id: connectionId });
  const row = { tenant_id: tenant.tenantId, run_id: runId, order_id: order.id, connection_id: connectionId };
  const [conflicted, failed] = ['wbk_01JCZ0Q6V3W6Y7M8N9P0R1S2A1', 'wbk_01JCZ0Q6V3W6Y7M8N9P0R1S2A2'] as const;
  const tag = { ...row, kind: 'tag', revision: 1 };
  await db('writebacks').insert([
    { ...tag, id: conflicted, target: 'tag:one', status: 'conflicted', reason: 'person_changed' },
    { ...tag, id: failed, target: 'tag:two', status: 'failed', reason: 'vendor.refused' },
  ]);
  await tryAs(null, 'readResultDocument', {}, runId);
  await tryAs(null, 'previewConnectionMapping', {}, connectionId, runId);
  await tryAs(null, 'listWritebacks', {}, runId);
  await tryAs(null, 'listConnectionWritebacks', {}, connectionId);
  await tryAs(null, 'resolveWriteback', {}, runId, conflicted);
  await tryAs(null, 'redriveWriteback', {}, runId, failed);
  await tryAs(null, 'redriveConnectionWritebacks', {}, connectionId);
};

const tryMeasures = async ({ system, tryAs }: Trying): Promise<void> => {
  const as = { Authorization: `Bearer ${system.tenant.apiKeys.analytics}` };
  await tryAs(null, 'getHiringMeasures');
  await tryAs(null, 'getReviewMeasures');
  await tryAs(as, 'ariaGetHiringMeasures');
  const { data } = (await tryAs(as, 'ariaOrderReport')) as { data: { id: string } };
  await tryAs(as, 'ariaGetReport', {}, data.id);
};

export const tryRecords = async (trying: RecordsTrying): Promise<void> => {
  const ats = await startGreenhouseAts();
  try {
    const { harvestUrl, tokenUrl, userId, clientId, clientSecret } = ats;
    const config = { harvestUrl, tokenUrl, userId };
    const id = await connect(trying, 'greenhouse', config, { clientId, clientSecret, webhookSecret: secret });
    await tryHooks(trying, id);
    await tryMapping(trying, id);
    await tryWritebacks(trying, id);
    await tryMeasures(trying);
  } finally {
    await ats.close();
  }
};
