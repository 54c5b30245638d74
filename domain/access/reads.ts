// Reading what is about a candidate: the closed lists of parts and readers, and which part a sealed value belongs to.
import type { RunRef } from './ids.ts';

export const readParts = [
  'request',
  'plan',
  'link',
  'transcript',
  'draft',
  'appeal',
  'assessment',
  'notes',
  'chat',
  'mail',
  'delivery',
  'hold',
  'order',
  'result',
  'writeback',
  'bundle',
  'recording',
] as const;
export type ReadPart = (typeof readParts)[number];

/** A key, a candidate's device, a recruiter's review link, whoever opens a result's or a recording's link, or somebody at the command line; always by an id of ours. */
export const readerKinds = ['key', 'candidate', 'review_link', 'result_link', 'recording_link', 'operator'] as const;
export type Reader = { kind: (typeof readerKinds)[number]; id: string };

/** A stored answer may show whatever its call shows. */
type OpenedPart = ReadPart | 'kept';

/** A sealed value that was opened, by the part that it belongs to. */
export type Opened = RunRef & { part: OpenedPart };

/** Where each part stands sealed; a test holds it complete. */
const partOfPlace: Record<string, OpenedPart> = {
  'interviews.personal_sealed': 'request',
  'interviews.original_sealed': 'request',
  'info_submissions.submission_sealed': 'request',
  'interviews.link_sealed': 'link',
  'plans.texts_sealed': 'plan',
  'room_clocks.draft_sealed': 'draft',
  'appeals.appeal_sealed': 'appeal',
  'appeal_reviews.note_sealed': 'appeal',
  'appeal_reviews.decided_by_sealed': 'notes',
  'turns.question_sealed': 'transcript',
  'turns.answer_sealed': 'transcript',
  'turns.words_sealed': 'transcript',
  'recording_pieces.piece_sealed': 'recording',
  'assessments.texts_sealed': 'assessment',
  'assessments.judgements_sealed': 'assessment',
  'assessments.wording_sealed': 'assessment',
  'readings.reading_sealed': 'assessment',
  'command_notes.note_sealed': 'notes',
  'command_notes.decided_by_sealed': 'notes',
  'review_links.label_sealed': 'notes',
  'voice_events.event_sealed': 'transcript',
  'voice_calls.credential_sealed': 'link',
  'voice_calls.late_sealed': 'transcript',
  'review_drafts.draft_sealed': 'draft',
  'chats.exchange_sealed': 'chat',
  'mails.content_sealed': 'mail',
  'delivery_attempts.answer_sealed': 'delivery',
  'legal_holds.note_sealed': 'hold',
  'orders.private_sealed': 'order',
  'writebacks.value_sealed': 'writeback',
  'writebacks.theirs_sealed': 'writeback',
  'idempotency_keys.answer_sealed': 'kept',
};

export const partOf = ({ table, column }: { table: string; column: string }): OpenedPart | undefined =>
  partOfPlace[`${table}.${column}`];

/** What a call says of itself: parts that its answers show, parts that it opens only to work with, or one name for all. */
export type ReadDeclaration = { reads?: readonly ReadPart[]; uses?: readonly ReadPart[]; readsAs?: ReadPart };

const shownParts = ({ reads = [], readsAs }: ReadDeclaration, opened: readonly OpenedPart[]): readonly ReadPart[] =>
  readsAs === undefined ? reads.filter((part) => opened.includes('kept') || opened.includes(part)) : [readsAs];

type Shown = RunRef & { part: ReadPart };

/** What is shown of what was opened: each part of each run once. */
export const shownOf = (declaration: ReadDeclaration, opened: readonly Opened[]): Shown[] =>
  [...Map.groupBy(opened, ({ runId }) => runId).values()].flatMap((ofRun) =>
    ofRun.slice(0, 1).flatMap(({ tenantId, runId }) =>
      shownParts(
        declaration,
        ofRun.map(({ part }) => part),
      ).map((part) => ({ tenantId, runId, part })),
    ),
  );

/** The parts that were opened and that the call does not speak of. */
export const undeclaredParts = (
  { reads = [], uses = [], readsAs }: ReadDeclaration,
  opened: readonly Opened[],
): OpenedPart[] =>
  readsAs === undefined
    ? opened.map(({ part }) => part).filter((part) => part !== 'kept' && ![...reads, ...uses].includes(part))
    : [];

/** One reader, one part of one run, one day: what is kept of it. Times are epoch milliseconds. */
export type DayOfReads = {
  /** UTC, as YYYY-MM-DD. */
  day: string;
  reader: Reader;
  part: ReadPart;
  firstAt: number;
  lastAt: number;
  count: number;
};

export type ReadPlace = { day: string; kind: string; id: string; part: string };
