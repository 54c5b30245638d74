// What keeping data only as long as allowed needs: runs whose time is up, and a way to erase them.
import type { DueTimes, RetentionWindows } from '../retention/windows.ts';
import type { Hold } from './holds.ts';

export type TenantWindows = { tenantId: string; windows: RetentionWindows };

/** An ended run of which something is left. */
export type RetainedRun = DueTimes & {
  runId: string;
  endedAt: number;
  hold: Pick<Hold, 'id' | 'reasonCode' | 'endsAt'> | null;
};

/** Where a scan stopped: runs are read by their end, then by id. */
export type RunPosition = Pick<RetainedRun, 'endedAt' | 'runId'>;

export type DueQuery = { dueBy: number; after: RunPosition | null; limit: number };

export type RetentionFigures = {
  personalData: { dueNow: number; dueSoon: number };
  assessments: { dueNow: number; dueSoon: number };
  recordings: { dueNow: number; dueSoon: number };
  /** Runs of which something is due but held. */
  held: number;
  /** Runs that have not ended: no window counts for them yet. */
  stillOpen: number;
};

export interface RetentionStore {
  /** Every tenant with its own windows, by id. */
  listTenants(after: string | null, limit: number): Promise<TenantWindows[]>;
  findTenant(tenantId: string): Promise<TenantWindows | null>;
  /** Runs of which anything is due by then, held ones too. A shorter time that the candidate was told counts. */
  listDue(tenant: TenantWindows, query: DueQuery): Promise<RetainedRun[]>;
  /** Runs whose recordings are due by then; held ones, and those that are being erased, are not among them. */
  listDueRecordings(tenant: TenantWindows, query: { dueBy: number; limit: number }): Promise<string[]>;
  /** Counts what is due at `now`, and beyond that by `soon`. */
  countDue(tenant: TenantWindows, times: { now: number; soon: number }): Promise<RetentionFigures>;
}
