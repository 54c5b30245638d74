// Orders one interview over a face, as often as a test wants to, and tells how many came of it.
import { sendTest } from '../harness/order.ts';
import type { ParleySystem } from '../harness/system.ts';
import { approvedTemplate } from '../harness/templates.ts';

export const createOrderBench = async ({ apiUrl, db, addTenant }: ParleySystem) => {
  const { tenantId, apiKeys } = await addTenant();
  const { id } = await approvedTemplate(db, tenantId);
  const order = {
    partner_test_id: id,
    candidate: { first_name: 'Zoë', last_name: 'Example', email: 'zoe@example.com' },
    url: 'https://harvest.example.com/tests/1',
  };
  return {
    /** The id that the ATS gets, or null where no answer came. */
    send: async (): Promise<string | null> => {
      const answer = await sendTest({ apiUrl, key: apiKeys.partner }, order);
      if (answer === null) return null;
      if (answer.status !== 200) throw new Error(`send_test: ${answer.status} ${answer.text}`);
      return (JSON.parse(answer.text) as { partner_interview_id: string }).partner_interview_id;
    },
    /** Of every run of the tenant, the id of its order. */
    ordered: async (): Promise<(string | null)[]> =>
      (await db('interviews as i')
        .leftJoin('orders as o', 'o.run_id', 'i.run_id')
        .where('i.tenant_id', tenantId)
        .pluck('o.id')) as (string | null)[],
    stateOf: async (): Promise<string> =>
      ((await db('interviews').where({ tenant_id: tenantId }).first('state')) as { state: string }).state,
  };
};
