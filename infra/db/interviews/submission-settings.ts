// What a new interview follows of its tenant, and whether the tenant may have another one: one statement.
import { defaultCaps } from '../../../domain/tenant/caps.ts';
import { policyOf, resolveSettings } from '../../../domain/tenant/policy.ts';
import type { SubmissionSettings } from '../../../domain/ports/interviews.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import type { Db } from '../knex.ts';

type Row = { settings: TenantOverrides; max: number; open: number };
/** `submitted` counts what this process let in since, the counted one included. */
type Known = { open: number; max: number; at: number; submitted: number };

/** The count is read from an index and never further than to the cap. */
const statement = `
  select t.settings, c.max,
    (select count(*) from (
      select from interviews i
      where i.tenant_id = t.id and i.state not in ('ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED')
      limit case when :counting then c.max else 0 end) open) as open
  from tenants t, lateral (select coalesce((t.caps ->> 'activeInterviews')::int, :defaultMax) as max) c
  where t.id = :tenantId`;

/** A tenant that was far from its cap a moment ago is not counted again for every interview. */
const freshMs = 1_000;
const farShare = 0.9;
const farMaxMin = 100;
const tenantsMax = 1_000;

const isFar = ({ open, max, at, submitted }: Known, now: number): boolean =>
  max >= farMaxMin && now - at < freshMs && open + submitted < max * farShare;

/**
 * At the cap `hasRoom` may be true for as many submissions as are under way at once; other processes' interviews of the
 * last second may be overlooked while this one believes itself far from the cap.
 */
export const createSubmissionSettings = (
  db: Db,
  now: () => number,
): ((tenantId: string) => Promise<SubmissionSettings>) => {
  const known = new Map<string, Known>();
  const note = (tenantId: string, { open, max }: Row): void => {
    const [oldest] = known.size < tenantsMax ? [] : known.keys();
    if (oldest !== undefined) known.delete(oldest);
    known.set(tenantId, { open, max, at: now(), submitted: 1 });
  };

  const read = async (tenantId: string, { counting }: { counting: boolean }): Promise<Row> => {
    const bindings = { tenantId, counting, defaultMax: defaultCaps.activeInterviews };
    const { rows } = await db.raw<{ rows: Row[] }>(statement, bindings);
    const row = rows[0] ?? { settings: {}, max: defaultCaps.activeInterviews, open: 0 };
    if (counting) note(tenantId, row);
    return row;
  };

  /** The cap is read each time: where it has changed, what was known about it is worth nothing. */
  const readAsNeeded = async (tenantId: string): Promise<Row> => {
    const before = known.get(tenantId);
    if (before === undefined || !isFar(before, now())) return await read(tenantId, { counting: true });
    before.submitted += 1;
    const row = await read(tenantId, { counting: false });
    return row.max === before.max ? row : await read(tenantId, { counting: true });
  };

  return async (tenantId) => {
    const row = await readAsNeeded(tenantId);
    return {
      policy: policyOf(row.settings),
      defaultLocale: resolveSettings(row.settings).defaultLocale,
      activeInterviewsMax: row.max,
      hasRoom: row.open < row.max,
    };
  };
};
