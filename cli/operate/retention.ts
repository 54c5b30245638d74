// `parley retention`: what is due to be erased and when, and having it done now instead of at night.
import type { RetainedRun, RetentionStore, RunPosition, TenantWindows } from '../../domain/ports/retention.ts';
import { formatDuration } from '../../domain/text/duration.ts';
import { plannedErasures } from '../../domain/retention/windows.ts';
import { createRetentionStore } from '../../infra/db/erasure/retention-store.ts';
import { openTemporalConnection } from '../../infra/temporal/connection.ts';
import { runRetention } from '../../infra/temporal/schedules.ts';

import { CliError } from '../cli-error.ts';
import { operatorNamed } from './administer.ts';
import { operatorConfig } from './operator-config.ts';
import { stateFolder } from '../embedded/own-system.ts';
import { renderRows } from './print-table.ts';
import { reapplyErasures } from './reapply-erasures.ts';
import type { Verbs } from './verbs.ts';
import { withStores } from './with-stores.ts';

const horizonMs = 7 * 86_400_000;
const pageMax = 500;
const runsMax = 10_000;

type PlannedRun = { runId: string; scope: string; dueAt: string; hold: string | null };
type TenantReport = {
  tenantId: string;
  windows: { personalData: string; recordings: string; assessments: string };
  dueNow: number;
  dueWithin7Days: number;
  held: number;
  stillOpen: number;
  runs: PlannedRun[];
};

const plannedOf = (run: RetainedRun, now: number): PlannedRun[] =>
  plannedErasures(run, now)
    .filter(({ dueAt }) => dueAt <= now + horizonMs)
    .map(({ scope, dueAt }) => ({
      runId: run.runId,
      scope,
      dueAt: new Date(dueAt).toISOString(),
      hold: run.hold === null ? null : `${run.hold.reasonCode} until ${new Date(run.hold.endsAt).toISOString()}`,
    }));

const dueRuns = async (store: RetentionStore, tenant: TenantWindows, now: number): Promise<PlannedRun[]> => {
  const planned: PlannedRun[] = [];
  let after: RunPosition | null = null;
  while (planned.length < runsMax) {
    const page: RetainedRun[] = await store.listDue(tenant, { dueBy: now + horizonMs, after, limit: pageMax });
    planned.push(...page.flatMap((run) => plannedOf(run, now)));
    after = page.at(-1) ?? null;
    if (page.length < pageMax) break;
  }
  return planned;
};

const reportOf = async (store: RetentionStore, tenant: TenantWindows): Promise<TenantReport> => {
  const now = Date.now();
  const runs = await dueRuns(store, tenant, now);
  const { held, stillOpen } = await store.countDue(tenant, { now, soon: now + horizonMs });
  const free = runs.filter(({ hold }) => hold === null);
  const dueNow = free.filter(({ dueAt }) => Date.parse(dueAt) <= now).length;
  const { personalDataMs, recordingsMs, assessmentsMs } = tenant.windows;
  return {
    tenantId: tenant.tenantId,
    windows: {
      personalData: formatDuration(personalDataMs),
      recordings: formatDuration(recordingsMs),
      assessments: formatDuration(assessmentsMs),
    },
    dueNow,
    dueWithin7Days: free.length - dueNow,
    held,
    stillOpen,
    runs,
  };
};

const tenantsOf = async (store: RetentionStore, named: string | undefined): Promise<TenantWindows[]> => {
  if (named === undefined) return await store.listTenants(null, runsMax);
  const tenant = await store.findTenant(named);
  if (tenant === null) throw new CliError(`There is no tenant ${named}.`);
  return [tenant];
};

const show = ({ tenantId, windows, runs, ...counts }: TenantReport): string => {
  const { personalData, recordings, assessments } = windows;
  const head = `${tenantId}: personal data ${personalData}, recordings ${recordings} (none are stored), assessments ${assessments}`;
  const sums = `  due now ${counts.dueNow}, within 7 days ${counts.dueWithin7Days}, held ${counts.held}, still open ${counts.stillOpen}`;
  const rows =
    runs.length === 0 ? [] : [renderRows(runs, { columns: ['runId', 'scope', 'dueAt', 'hold'], json: false })];
  return [head, sums, ...rows].join('\n');
};

const dryRun = (tenantId: string | undefined, json: boolean): Promise<string> =>
  withStores(async ({ db }) => {
    const store = createRetentionStore(db);
    const reports: TenantReport[] = [];
    for (const tenant of await tenantsOf(store, tenantId)) reports.push(await reportOf(store, tenant));
    if (json) return JSON.stringify(reports, null, 2);
    return [...reports.map(show), 'Nothing was erased: this was a dry run.'].join('\n\n');
  });

const runNow = async (json: boolean): Promise<string> => {
  const { temporal } = operatorConfig(process.env, stateFolder);
  const connection = openTemporalConnection({ address: temporal.address, env: process.env });
  try {
    const counts = await runRetention({ connection, namespace: temporal.namespace, taskQueue: temporal.taskQueue });
    if (json) return JSON.stringify(counts, null, 2);
    const { personal, all, held, failed, stillOpen } = counts;
    return [
      `Erasures started: ${personal} of personal data, ${all} of everything. Held: ${held}. Failed: ${failed}. Still open: ${stillOpen}.`,
      'Each erasure ends with its certificate after a minute or so: npm run parley -- retention --dry-run',
    ].join('\n');
  } finally {
    await connection.close();
  }
};

type Wish = { tenant?: string | undefined; list?: string | undefined; json: boolean; operator: string | null };

const kinds: Readonly<Record<string, (wish: Wish) => Promise<string>>> = {
  'dry-run': ({ tenant, json }) => dryRun(tenant, json),
  now: ({ json }) => runNow(json),
  'reapply-erasures': ({ list, operator }) => reapplyErasures(list, operatorNamed(operator)),
};

export const verbs: Verbs = {
  '': {
    options: ['tenant', 'list'],
    flags: Object.keys(kinds),
    named: true,
    run: async ({ options: { tenant, list }, flags, json, operator }) => {
      const [kind = '', ...others] = Object.keys(kinds).filter((name) => flags[name] === true);
      if (others.length > 0 || kinds[kind] === undefined)
        throw new CliError('Say one of --dry-run, --now, --reapply-erasures; more: npm run parley -- retention --help');
      if (tenant !== undefined && kind !== 'dry-run') throw new CliError('--tenant goes with --dry-run only.');
      if (list !== undefined && kind !== 'reapply-erasures')
        throw new CliError('--list goes with --reapply-erasures only.');
      return await kinds[kind]({ tenant, list, json, operator });
    },
  },
};
