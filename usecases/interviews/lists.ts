// A tenant's runs page by page: all of them, or those that were assessed, form by form.
import type { InterviewReader, InterviewSummary } from '../../domain/ports/interview-reader.ts';
import type { ListFilter } from '../../domain/ports/interviews.ts';
import type { RankedRun, RankingFilter, RankingReader } from '../../domain/ports/assessment.ts';
import type { Digest } from '../../domain/ports/system.ts';
import { createPages, isExactTime, isTextLike, type ListPages } from '../cursor.ts';

export type ListInterviews = ListPages<ListFilter, InterviewSummary>;

/** Newest first; with `updatedSince` by time of change, oldest first, so that a reader can follow along. */
export const createListInterviews = ({
  reader,
  digest,
}: {
  reader: Pick<InterviewReader, 'list'>;
  digest: Digest;
}): ListInterviews =>
  createPages({ digest, list: reader.list, shape: { at: isExactTime, runId: isTextLike(/^run_[0-9A-Za-z]{1,40}$/) } });

const isId = isTextLike(/^[\w:.-]{1,200}$/u);
const isScore = (value: unknown): value is number | null =>
  value === null || (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 1_000);

export type ListRankings = ListPages<RankingFilter, RankedRun>;

/** Forms one after the other, each best first, runs without a total last. */
export const createListRankings = ({ rankings, digest }: { rankings: RankingReader; digest: Digest }): ListRankings =>
  createPages({ digest, list: rankings.list, shape: { formId: isId, overallScore: isScore, runId: isId } });
