// Orders one interview over a face, as often as a test wants to, and tells how many came of it.
import { approvedTemplate } from '../harness/templates.ts';
import type { ParleySystem } from '../harness/system.ts';

export const createOrderBench = async (system: ParleySystem) => {
  const { tenantId, apiKeys } = await system.addTenant();
  const { id } = await approvedTemplate(system.db, tenantId);
  const body = JSON.stringify({
    partner_test_id: id,
    candidate: { first_name: 'Zoë', last_name: 'Example', email: 'zoe@example.com' },
    url: 'https://harvest.example.com/tests/1',
  });
  const headers = {
    authorization: `Basic ${Buffer.from(`${apiKeys.partner}:`).toString('base64')}`,
    'content-type': 'application/json',
  };
  return {
    /** The id that the ATS gets, or null where no answer came. */
    send: async (): Promise<string | null> => {
      const answer = await fetch(`${system.apiUrl}/api/ats/send_test`, { method: 'POST', headers, body }).catch(
        () => null,
      );
      if (answer === null) return null;
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`send_test: ${answer.status} ${text}`);
      return (JSON.parse(text) as { partner_interview_id: string }).partner_interview_id;
    },
    /** Of every run of the tenant, the id of its order. */
    ordered: async (): Promise<(string | null)[]> =>
      (await system
        .db('interviews as i')
        .leftJoin('orders as o', 'o.run_id', 'i.run_id')
        .where('i.tenant_id', tenantId)
        .pluck('o.id')) as (string | null)[],
    stateOf: async (): Promise<string> =>
      ((await system.db('interviews').where({ tenant_id: tenantId }).first('state')) as { state: string }).state,
  };
};
