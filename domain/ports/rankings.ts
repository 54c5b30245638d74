// Rankings: runs of one form side by side, never across forms.
import type { InterviewState, Verdict } from '../lifecycle/state.ts';

export type RankingFilter = { formId?: string; position?: string };

/** The last row that a page showed: lists go on right after it, whatever was added before it. */
export type RankingPlace = { formId: string; overallScore: number | null; runId: string };

export type RankedRun = {
  /** 1 for the best of its form; null without a total. Runs whose totals differ by less than the band share a rank. */
  rank: number | null;
  runId: string;
  candidateRef: string | null;
  formId: string;
  position: string | null;
  level: string | null;
  overallScore: number | null;
  /** 95 % band of the total, inside 0–100. */
  band: { low: number; high: number } | null;
  verdict: Verdict | null;
  state: InterviewState;
};

export type RankingPage = { items: RankedRun[]; next: RankingPlace | null };

export interface RankingReader {
  list(
    tenantId: string,
    filter: RankingFilter,
    page: { limit: number; after: RankingPlace | null },
  ): Promise<RankingPage>;
}
