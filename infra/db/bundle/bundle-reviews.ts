// What reviewers did beside their decision, and what came of a candidate's wish for a second one, as a bundle holds it.
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { BundleContents } from '../../../domain/bundle/contents.ts';
import type { BundleReading } from './bundle-opener.ts';
import { isoOf, plain, plainRowsOf, rowsOf } from './bundle-records.ts';

/** They go with the assessment. */
export const readReviews = async ({ db, run, opener }: BundleReading): Promise<BundleContents['reviews.json']> => {
  if (opener.isGone('assessment')) return { ratings: [], looked: [] };
  const common = ['revision', 'reviewer'];
  return {
    ratings: await plainRowsOf(db, run, {
      table: 'review_ratings',
      columns: [...common, 'competency_id', 'rating', 'blind', 'rated_at'],
      orderBy: ['revision', 'rated_at', 'competency_id'],
    }),
    looked: await plainRowsOf(db, run, {
      table: 'review_traces',
      columns: [...common, 'kind', 'target', 'times', 'seconds', 'first_at', 'last_at'],
      orderBy: ['revision', 'place'],
    }),
  };
};

const reviewColumns = [
  'state',
  'opened_at',
  'due_at',
  'overdue_at',
  'reminders',
  'decided_at',
  'first_verdict',
  'verdict',
  'reason_codes',
  'reviewed_by',
  'note_sealed',
  'decided_by_sealed',
];

/** The second decision, with who made it and what they wrote. */
const readReview = async ({ db, run, opener }: BundleReading): Promise<Record<string, unknown> | null> => {
  type Row = Record<string, unknown> & { note_sealed: Buffer | null; decided_by_sealed: Buffer | null };
  const [row] = await rowsOf<Row>(db, run, { table: 'appeal_reviews', columns: reviewColumns, orderBy: ['run_id'] });
  if (row === undefined) return null;
  const { note_sealed: note, decided_by_sealed: by, ...codes } = row;
  return {
    ...plain(codes),
    note: note && (await opener.open(sealPlaces.appealNote(run), note)),
    decidedBy: by && (await opener.open(sealPlaces.appealDecidedBy(run), by)),
  };
};

/** What the candidate said to the decision, and what came of it; null when nothing was. */
export const readAppeal = async ({
  db,
  run,
  opener,
}: BundleReading): Promise<NonNullable<BundleContents['decisions.json']['appeal']> | null> => {
  type Row = { appeal_sealed: Buffer | null; requested_at: Date };
  const columns = ['appeal_sealed', 'requested_at'];
  const [row] = await rowsOf<Row>(db, run, { table: 'appeals', columns, orderBy: ['run_id'] });
  if (row === undefined) return null;
  return {
    requestedAt: isoOf(row.requested_at),
    text: await opener.open(sealPlaces.appeal(run), row.appeal_sealed),
    review: await readReview({ db, run, opener }),
  };
};
