// Ranks a tenant's assessed runs, form by form; a cursor stays right while new assessments come in.
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { AppError } from '../../domain/errors.ts';
import type { RankedRun, RankingFilter, RankingPlace, RankingReader } from '../../domain/ports/rankings.ts';
import type { Digest } from '../../domain/ports/system.ts';

export type RankingRequest = { filter: RankingFilter; limit: number; cursor?: string };

export type ListRankings = (
  tenantId: string,
  request: RankingRequest,
) => Promise<{ items: RankedRun[]; nextCursor: string | null }>;

const textMax = 200;

const encode = (filterHash: string, { formId, overallScore, runId }: RankingPlace): string =>
  Buffer.from(JSON.stringify([filterHash, formId, overallScore, runId]), 'utf8').toString('base64url');

const parse = (cursor: string): unknown[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) && parts.length === 4 ? parts : [];
  } catch {
    return [];
  }
};

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= textMax && /^[\w:.-]+$/u.test(value);
const isScore = (value: unknown): value is number | null =>
  value === null || (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 1_000);

const decode = (filterHash: string, cursor: string): RankingPlace => {
  const [hash, formId, overallScore, runId] = parse(cursor);
  if (hash === filterHash && isId(formId) && isScore(overallScore) && isId(runId))
    return { formId, overallScore, runId };
  throw new AppError('cursor.invalid');
};

/** Forms one after the other, each best first, runs without a total last. Throws `cursor.invalid`. */
export const createListRankings =
  ({ rankings, digest }: { rankings: RankingReader; digest: Digest }): ListRankings =>
  async (tenantId, { filter, limit, cursor }) => {
    const filterHash = digest(canonicalJson(filter)).slice(0, 16);
    const after = cursor === undefined ? null : decode(filterHash, cursor);
    const { items, next } = await rankings.list(tenantId, filter, { limit, after });
    return { items, nextCursor: next ? encode(filterHash, next) : null };
  };
