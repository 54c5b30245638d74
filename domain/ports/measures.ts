// Where the figures of hiring come from, and where reports made of them are kept.
import type { HiringFigures, MeasuresGroup } from '../measures/figures.ts';
import type { AppealFigures, CountedWork, ReviewRole } from '../measures/review.ts';
import type { HiringReport } from '../measures/hiring-report.ts';

export const groupings = ['job', 'connection'] as const;
export type Grouping = (typeof groupings)[number];

/** Interviews that were held to their end from one day to another, both included, in the tenant's zone (YYYY-MM-DD). */
export type MeasuresQuery = {
  from: string;
  to: string;
  /** A template, by its `externalId` or id. */
  jobId: string | null;
  position: string | null;
  connectionId: string | null;
  groupBy: Grouping | null;
};

export type MeasuresRead = {
  /** The one that days were counted in. */
  zone: string;
  total: HiringFigures;
  /** The largest first; empty unless asked for. */
  groups: (MeasuresGroup & { figures: HiringFigures })[];
  /** Further groups exist, and are in the total alone. */
  hasMoreGroups: boolean;
};

export interface MeasuresReader {
  read(tenantId: string, query: MeasuresQuery, at: { zone: string; now: number }): Promise<MeasuresRead>;
}

export interface ReviewFiguresReader {
  read(
    tenantId: string,
    query: MeasuresQuery,
    at: { zone: string; now: number },
  ): Promise<{
    zone: string;
    /** Null where nobody decided at the page. */
    total: CountedWork | null;
    roles: ({ role: ReviewRole } & CountedWork)[];
    groups: (MeasuresGroup & { work: CountedWork | null; appeals: AppealFigures })[];
    /** Of the groups that are not among them. */
    others: CountedWork[];
    appeals: AppealFigures;
    hasMoreGroups: boolean;
  }>;
}

/** A report as it was asked for: days and all, so that making it again makes the same one. */
export type ReportParameters = { type: 'hiring'; query: MeasuresQuery };

export const reportStates = ['queued', 'completed', 'failed'] as const;
export type ReportState = (typeof reportStates)[number];

/** Times are ISO 8601. */
export type Report = {
  id: string;
  parameters: ReportParameters;
  state: ReportState;
  result: HiringReport | null;
  /** A code, where it failed. */
  failure: string | null;
  createdAt: string;
  finishedAt: string | null;
  expiresAt: string;
};

export type ReportClaim = { id: string; tenantId: string; parameters: ReportParameters; attempt: number };

export interface ReportStore {
  /** False where the tenant has as many as it may keep. */
  add(tenantId: string, report: Pick<Report, 'id' | 'parameters'>): Promise<boolean>;
  /** Null for one that is not there, is another tenant's, or whose time is up. */
  find(tenantId: string, id: string): Promise<Report | null>;
  /** The oldest that waits; nobody else gets it for a minute. */
  claim(): Promise<ReportClaim | null>;
  /** The first end counts. */
  complete(claim: ReportClaim, result: HiringReport): Promise<void>;
  fail(claim: ReportClaim, code: string): Promise<void>;
  /** Another attempt, after a pause. */
  release(claim: ReportClaim, pauseMs: number): Promise<void>;
}
