// Wires the making of reports that somebody ordered.
import type { Knex } from 'knex';
import { tenantSettings } from '../../infra/db/access/tenant-store.ts';
import { openPool } from '../../infra/db/knex.ts';
import { createMeasuresReader } from '../../infra/db/measures/measures-reader.ts';
import { createReportStore } from '../../infra/db/measures/report-store.ts';
import { createReadMeasures } from '../../usecases/measures/read-measures.ts';
import { makeReports } from '../../usecases/measures/reports.ts';
import type { WorkerDeps } from './deps.ts';

/** Half of a claim: of a year's interviews of a large tenant, where everything else ends within seconds. */
const statementTimeoutMs = 30_000;

type Deps = Pick<WorkerDeps, 'db' | 'clock' | 'log'>;

/** `reading` is what the interviews are counted over. */
export const reportMaking = ({ db, clock, log }: Deps, reading: Knex): (() => Promise<boolean>) =>
  makeReports({
    reports: createReportStore(db),
    measures: createReadMeasures({
      measures: createMeasuresReader(reading),
      settingsOf: (tenantId) => tenantSettings(db, tenantId),
      clock,
    }),
    log,
  });

/** One connection of its own, made when there is a report to make: a long one takes no place of anybody else's. */
export const openReportPool = ({ config }: Pick<WorkerDeps, 'config'>): Knex =>
  openPool({
    databaseUrl: config.database.url.reveal(),
    poolMax: 1,
    statementTimeoutMs,
    applicationName: 'parley-reports',
  });
