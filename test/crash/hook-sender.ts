// A Greenhouse that tells of a change of stage, as often as a test wants to, and what came of it.
import { createHmac } from 'node:crypto';
import { createNativeClient } from '../harness/native-client.ts';
import type { ParleySystem } from '../harness/system.ts';
import { approvedTemplate } from '../harness/templates.ts';

type HookRow = { status: string; outcome: string | null };

const secret = 'hook-secret-0123456789';

const body = JSON.stringify({
  action: 'candidate_stage_change',
  payload: {
    application: {
      id: 11,
      status: 'active',
      last_activity_at: '2026-11-27T10:00:00Z',
      current_stage: { id: 7, name: 'Pre-Screen' },
      candidate: { id: 12, first_name: 'Zoë', last_name: 'Example' },
      jobs: [{ id: 9, name: 'Backend Engineer', status: 'open', departments: [] }],
    },
  },
});

export const createHookSender = async ({ apiUrl, db, addTenant }: ParleySystem) => {
  const { tenantId, apiKeys } = await addTenant();
  const { id: template } = await approvedTemplate(db, tenantId);
  const client = createNativeClient({ baseUrl: apiUrl, apiKey: apiKeys.integration, patienceMs: 60_000 });
  const { id } = await client.insist<{ id: string }>('POST', '/api/v1/connections', {
    kind: 'greenhouse',
    name: 'Greenhouse',
    config: {},
    credentials: { webhookSecret: secret },
  });
  const rule = { id: 'screen', when: { event: 'stage_entered', stageIds: ['7'] }, then: { template } };
  await client.insist('PUT', `/api/v1/connections/${id}/rules`, { rules: [rule] });
  const Signature = `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}`;
  const ofConnection = { tenant_id: tenantId, connection_id: id };
  return {
    /** The status of the answer, or null where none came. */
    send: async (): Promise<number | null> => {
      const headers = { Signature, 'Greenhouse-Event-ID': 'event-1', 'Content-Type': 'application/json' };
      try {
        const { status } = await fetch(`${apiUrl}/hooks/greenhouse/${id}`, { method: 'POST', body, headers });
        return status;
      } catch {
        return null;
      }
    },
    hooks: async (): Promise<HookRow[]> => (await db('ats_inbox').where(ofConnection)) as HookRow[],
    /** The time in which whoever kept it was to tell it is over. */
    endClaim: async (): Promise<void> => {
      await db('ats_inbox')
        .where(ofConnection)
        .update({ start_claimed_until: new Date(0) });
    },
    /** Of every run of the tenant. */
    runs: async (): Promise<string[]> =>
      (await db('interviews').where({ tenant_id: tenantId }).pluck('run_id')) as string[],
  };
};
