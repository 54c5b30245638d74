// Reports that are asked for and fetched later: a row at once, made by a worker, kept for a week.
import { AppError } from '../../domain/errors.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { Report, ReportClaim, ReportStore } from '../../domain/ports/measures.ts';
import type { MeasuresWish, ReadMeasures } from './read-measures.ts';

export type ReportDeps = {
  reports: ReportStore;
  measures: Pick<ReadMeasures, 'resolve'>;
  newId(prefix: string): string;
};

export const createReports = ({ reports, measures, newId }: ReportDeps) => {
  /** Throws `report.not_found`. */
  const read = async (tenantId: string, id: string): Promise<Report> => {
    const report = await reports.find(tenantId, id);
    if (report === null) throw new AppError('report.not_found');
    return report;
  };
  return {
    read,
    /** Throws `request.invalid`, `report.too_many`. */
    order: async (tenantId: string, wish: MeasuresWish): Promise<Report> => {
      const id = newId('rpt');
      const query = await measures.resolve(tenantId, wish);
      if (!(await reports.add(tenantId, { id, parameters: { type: 'hiring', query } })))
        throw new AppError('report.too_many');
      return await read(tenantId, id);
    },
  };
};
export type Reports = ReturnType<typeof createReports>;

export type MakeReportsDeps = { reports: ReportStore; measures: Pick<ReadMeasures, 'compute'>; log: Logger };

const attemptsMax = 5;
const pauseMs = 5_000;

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : 'internal.error');

const make = async ({ reports, measures, log }: MakeReportsDeps, claim: ReportClaim): Promise<void> => {
  // Each attempt so far ended with its process: another one would as well.
  if (claim.attempt > attemptsMax) return await reports.fail(claim, 'internal.error');
  try {
    await reports.complete(claim, await measures.compute(claim.tenantId, claim.parameters.query));
  } catch (error) {
    const code = codeOf(error);
    log.warn('report.not_made', { tenantId: claim.tenantId, code, attempt: claim.attempt, error });
    if (claim.attempt === attemptsMax) await reports.fail(claim, code);
    else await reports.release(claim, claim.attempt * pauseMs);
  }
};

/** True when there was one to make. A crash at any line leaves a claim that ends by itself, and a report that is made anew. */
export const makeReports = (deps: MakeReportsDeps) => async (): Promise<boolean> => {
  const claim = await deps.reports.claim();
  if (claim === null) return false;
  await make(deps, claim);
  return true;
};
