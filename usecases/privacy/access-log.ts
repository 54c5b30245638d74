// Lists who read what of one interview, page by page.
import type { RunRef } from '../../domain/access/ids.ts';
import type { DayOfReads, ReadPlace } from '../../domain/access/reads.ts';
import type { Digest } from '../../domain/ports/system.ts';
import { createPages, isTextLike, type ListPages } from '../cursor.ts';

type Deps = {
  digest: Digest;
  list(
    run: RunRef,
    page: { limit: number; after: ReadPlace | null },
  ): Promise<{ items: DayOfReads[]; next: ReadPlace | null }>;
};

export type ListReads = ListPages<{ runId: string }, DayOfReads>;

const isId = isTextLike(/^[\w:.-]{0,200}$/u);

/** A real day, which reads back as it was written. */
const isDay = (value: unknown): value is string => {
  if (typeof value !== 'string' || !/^[12]\d{3}-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
};

export const createListReads = ({ digest, list }: Deps): ListReads =>
  createPages({
    digest,
    list: (tenantId, { runId }, page) => list({ tenantId, runId }, page),
    shape: { day: isDay, kind: isId, id: isId, part: isId },
  });
