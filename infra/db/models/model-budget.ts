// What a tenant's language models have cost today, held against its cap; and the runs that wait for another day or cap.
import { AppError } from '../../../domain/errors.ts';
import type { BudgetWaits, ModelBudget } from '../../../domain/ports/models.ts';
import { microsOf } from '../../../domain/tenant/caps.ts';
import type { Db } from '../knex.ts';

const dayMs = 86_400_000;
/** The smallest unit that is counted. */
const microsPerUnit = microsOf(1);

type Deps = { db: Db; now: () => number };

/** Days are those of UTC, for every tenant and process alike. */
const startOfDay = (at: number): Date => new Date(Math.floor(at / dayMs) * dayMs);

const spendsAllowed = `(t.caps ->> 'modelSpendPerDay') is null
  or (t.caps ->> 'modelSpendPerDay')::numeric * :microsPerUnit > (
    select coalesce(sum(c.cost_micros), 0) from model_calls c where c.tenant_id = t.id and c.at >= :since)`;

export const createModelBudget = ({ db, now }: Deps): ModelBudget => ({
  check: async (tenantId) => {
    const at = now();
    const { rows } = await db.raw<{ rows: { allowed: boolean }[] }>(
      `select (${spendsAllowed}) as allowed from tenants t where t.id = :tenantId`,
      { tenantId, since: startOfDay(at), microsPerUnit },
    );
    if (rows[0]?.allowed !== false) return;
    throw new AppError('tenant.model_budget_spent', {
      detail: '`tenant caps --model-spend` sets this limit.',
      extra: { setting: 'modelSpendPerDay' },
      retryAfterSeconds: Math.ceil((dayMs - (at % dayMs)) / 1_000),
    });
  },
});

export const createBudgetWaits = ({ db, now }: Deps): BudgetWaits => ({
  due: async (limit) => {
    const { rows } = await db.raw<{ rows: { tenantId: string; runId: string; seq: number }[] }>(
      `with waiting as (
         select distinct tenant_id from interviews where attention_code = 'tenant.model_budget_spent'
       ), allowed as materialized (
         select t.id from tenants t join waiting w on w.tenant_id = t.id where ${spendsAllowed}
       )
       select i.tenant_id as "tenantId", i.run_id as "runId", i.seq from interviews i join allowed a on a.id = i.tenant_id
       where i.attention_code = 'tenant.model_budget_spent'
         and i.state not in ('ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED')
       order by i.updated_at limit :limit`,
      { since: startOfDay(now()), microsPerUnit, limit },
    );
    return rows;
  },
});
