// What a reader adds before deciding: an own rating of each competency, a draft, and what was looked at.
import { AppError } from '../../domain/errors.ts';
import type { ReviewEvidenceStore } from '../../domain/ports/review-views.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type { Rating } from '../../domain/review/evidence.ts';
import type { RunReader } from './show.ts';
import type { OwnRating, ReviewDraft, ReviewView, TraceEntry } from './view.ts';

export type ReaderDeps = {
  evidence: ReviewEvidenceStore;
  show(reader: RunReader): Promise<ReviewView>;
  clock: Clock;
};

export type RateWish = { revision: number; competencyId: string } & OwnRating;

/** Where the proposal is hidden until then the first word counts: nothing that was seen afterwards can move it. */
const rate = async (deps: ReaderDeps, reader: RunReader, wish: RateWish): Promise<ReviewView> => {
  const { revision, competencyId } = wish;
  const rating: Rating | null = wish.rating === 'passed' ? null : wish.rating;
  const { reviewer, blindFirst: blind } = reader;
  const at = deps.clock.now();
  const kept = await deps.evidence.rate(reader, { revision, competencyId, rating, reviewer, blind, at });
  if (kept === null) throw new AppError('review.nothing_to_rate');
  if (kept.rating !== rating) throw new AppError('review.already_rated');
  return await deps.show(reader);
};

const saveDraft = async (
  { evidence, clock }: ReaderDeps,
  reader: RunReader,
  draft: Omit<ReviewDraft, 'savedAt'>,
): Promise<{ draft: ReviewDraft }> => {
  const saved = { ...draft, savedAt: clock.now() };
  if (!(await evidence.saveDraft(reader, reader.reviewer, saved))) throw new AppError('review.nothing_to_draft');
  return { draft: saved };
};

export const createReaderUseCases = (deps: ReaderDeps) => ({
  /** Throws `review.nothing_to_rate`, `review.already_rated`. */
  rate: (reader: RunReader, wish: RateWish) => rate(deps, reader, wish),
  /** Throws `review.nothing_to_draft`. */
  saveDraft: (reader: RunReader, draft: Omit<ReviewDraft, 'savedAt'>) => saveDraft(deps, reader, draft),
  trace: async (reader: RunReader, { revision, entries }: { revision: number; entries: TraceEntry[] }) => {
    const whose = { reviewer: reader.reviewer, revision, at: deps.clock.now() };
    return { noted: await deps.evidence.trace(reader, whose, entries) };
  },
});
