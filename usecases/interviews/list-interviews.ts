// Lists a tenant's runs page by page; a cursor stays right while new runs come in.
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { AppError } from '../../domain/errors.ts';
import type { InterviewReader, InterviewSummary } from '../../domain/ports/interview-reader.ts';
import type { ListFilter, ListPlace } from '../../domain/ports/interviews.ts';
import type { Digest } from '../../domain/ports/system.ts';

export type ListInterviewsDeps = { reader: Pick<InterviewReader, 'list'>; digest: Digest };

export type ListRequest = { filter: ListFilter; limit: number; cursor?: string };

export type ListInterviews = (
  tenantId: string,
  request: ListRequest,
) => Promise<{ items: InterviewSummary[]; nextCursor: string | null }>;

const timePattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;
const runPattern = /^run_[0-9A-Za-z]{1,40}$/;

const encode = (filterHash: string, { at, runId }: ListPlace): string =>
  Buffer.from(JSON.stringify([filterHash, at, runId]), 'utf8').toString('base64url');

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
};

/** A real date: one that reads back as it was written. */
const isTime = (at: unknown): at is string => {
  if (typeof at !== 'string' || !timePattern.test(at) || at.startsWith('0000')) return false;
  const toMilliseconds = `${at.slice(0, 23)}Z`;
  const date = new Date(toMilliseconds);
  return !Number.isNaN(date.getTime()) && date.toISOString() === toMilliseconds;
};

/** A cursor belongs to its filter: with another one it would skip rows without anyone noticing. */
const decode = (filterHash: string, cursor: string): ListPlace => {
  const parts = parse(cursor);
  const [hash, at, runId] = Array.isArray(parts) && parts.length === 3 ? (parts as unknown[]) : [];
  if (hash === filterHash && isTime(at) && typeof runId === 'string' && runPattern.test(runId)) return { at, runId };
  throw new AppError('cursor.invalid');
};

/** Newest first; with `updatedSince` by time of change, oldest first, so that a reader can follow along. */
export const createListInterviews =
  ({ reader, digest }: ListInterviewsDeps): ListInterviews =>
  async (tenantId, { filter, limit, cursor }) => {
    const filterHash = digest(canonicalJson(filter)).slice(0, 16);
    const after = cursor === undefined ? null : decode(filterHash, cursor);
    const { items, next } = await reader.list(tenantId, filter, { limit, after });
    return { items, nextCursor: next ? encode(filterHash, next) : null };
  };
