// Wires the making of reports that somebody ordered.
import { tenantSettings } from '../../infra/db/access/tenant-store.ts';
import { createMeasuresReader } from '../../infra/db/measures/measures-reader.ts';
import { createReportStore } from '../../infra/db/measures/report-store.ts';
import { createReadMeasures } from '../../usecases/measures/read-measures.ts';
import { makeReports } from '../../usecases/measures/reports.ts';
import type { WorkerDeps } from './deps.ts';

export const reportMaking = ({ db, clock, log }: Pick<WorkerDeps, 'db' | 'clock' | 'log'>): (() => Promise<boolean>) =>
  makeReports({
    reports: createReportStore(db),
    measures: createReadMeasures({
      measures: createMeasuresReader(db),
      settingsOf: (tenantId) => tenantSettings(db, tenantId),
      clock,
    }),
    log,
  });
