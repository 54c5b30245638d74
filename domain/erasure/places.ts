// Everything an erasure empties: the one list beside `sealPlaces`, held complete by a test over the schema.
import type { ErasureScope } from '../lifecycle/facts.ts';
import type { DataPurpose } from '../ports/system.ts';

/**
 * `empty` sets null, `mark` puts the fixed word where null is not allowed, `remove` deletes the row; `structure` leaves ids,
 * numbers and hashes of a value that somebody dictated and that was not sealed yet.
 */
export type ErasureAction = 'empty' | 'mark' | 'remove' | 'structure';

export type ErasurePlace = {
  table: string;
  column: string;
  /** Gone with the key of this purpose: `assessment` only when everything is erased. */
  purpose: DataPurpose;
  action: ErasureAction;
};

/** What stands where a value was, in columns that must have one. */
export const erasedMark = 'erased';

const place = (table: string, column: string, options: Partial<ErasurePlace> = {}): ErasurePlace => ({
  table,
  column,
  purpose: 'personal',
  action: 'empty',
  ...options,
});

/** Every column of a run that holds, or was made from, what people wrote. */
export const erasurePlaces: readonly ErasurePlace[] = [
  place('interviews', 'personal_sealed'),
  place('interviews', 'original_sealed'),
  place('interviews', 'link_sealed'),
  // Hashes of what only the person or the caller knew: with them a guess could be checked.
  place('interviews', 'link_hash'),
  place('interviews', 'creation_key'),
  place('interviews', 'request_hash', { action: 'mark' }),
  // The mailbox that no other run holds, and who the run is about: first the one, which is found by the other.
  place('candidates', 'email_digest', { action: 'remove' }),
  place('interviews', 'candidate_id'),
  place('command_notes', 'note_sealed'),
  place('command_notes', 'decided_by_sealed', { purpose: 'assessment' }),
  place('info_submissions', 'submission_sealed'),
  // Dictated ones only: what a planner wrote of its own is about the job.
  place('plans', 'plan', { action: 'structure' }),
  place('plans', 'texts_sealed'),
  place('room_clocks', 'draft_sealed'),
  place('appeals', 'appeal_sealed'),
  place('appeal_reviews', 'note_sealed'),
  // Who decided, first and then on the appeal, as long as any other decision's.
  place('appeal_reviews', 'decided_by_sealed', { purpose: 'assessment' }),
  place('appeal_reviews', 'first_decider', { purpose: 'assessment' }),
  place('appeal_reviews', 'decider', { purpose: 'assessment' }),
  place('turns', 'question_sealed'),
  place('turns', 'answer_sealed'),
  place('turns', 'words_sealed'),
  place('turns', 'client_turn_id'),
  // Of what was said: a guess could be checked against it.
  place('recordings', 'sha256'),
  place('recording_pieces', 'piece_sealed', { action: 'remove' }),
  place('chats', 'exchange_sealed'),
  place('chats', 'conversation_id', { action: 'mark' }),
  place('assessments', 'result', { action: 'structure' }),
  place('assessments', 'wording_sealed'),
  place('assessments', 'texts_sealed', { purpose: 'assessment' }),
  place('assessments', 'judgements_sealed', { purpose: 'assessment' }),
  place('readings', 'reading_sealed', { action: 'remove' }),
  place('orders', 'private_sealed'),
  // Those that name an order of the run; the others end with their week.
  place('response_errors', 'payload_sealed', { action: 'remove' }),
  // What its ATS told of the application, or of the candidate: rows that name either of them.
  place('ats_inbox', 'body_sealed'),
  place('idempotency_keys', 'answer_sealed'),
  place('idempotency_keys', 'fingerprint', { action: 'mark' }),
  place('room_cookies', 'hash', { action: 'remove' }),
  place('sessions', 'external_id'),
  place('voice_events', 'event_sealed', { action: 'remove' }),
  place('voice_calls', 'credential_sealed'),
  place('voice_calls', 'late_sealed'),
  place('voice_calls', 'external_id'),
  place('mails', 'content_sealed'),
  // Who was asked to decide, as long as who decided.
  place('mails', 'reviewer', { purpose: 'assessment' }),
  place('review_links', 'label_sealed', { purpose: 'assessment' }),
  place('review_links', 'reviewer', { purpose: 'assessment', action: 'mark' }),
  place('review_sessions', 'hash', { action: 'remove' }),
  place('review_drafts', 'draft_sealed', { action: 'remove' }),
  // Codes and numbers, with who gave them: as long as who decided.
  place('review_ratings', 'reviewer', { purpose: 'assessment', action: 'remove' }),
  place('review_traces', 'reviewer', { purpose: 'assessment', action: 'remove' }),
  place('delivery_attempts', 'answer_sealed'),
  place('writebacks', 'value_sealed'),
  place('writebacks', 'theirs_sealed'),
  // Few values are possible: a guess could be checked.
  place('writebacks', 'value_digest'),
  place('writebacks', 'stored_digest'),
  place('writebacks', 'theirs_digest'),
  place('writebacks', 'replaceable_digest'),
  place('legal_holds', 'note_sealed'),
];

const purposesOf: Record<ErasureScope, readonly DataPurpose[]> = {
  personal: ['personal'],
  all: ['personal', 'assessment'],
};

/** The keys that an erasure of `scope` destroys. */
export const keysToDestroy = (scope: ErasureScope): readonly DataPurpose[] => purposesOf[scope];

/** The places that an erasure of `scope` empties. */
export const placesToEmpty = (scope: ErasureScope): readonly ErasurePlace[] =>
  erasurePlaces.filter(({ purpose }) => purposesOf[scope].includes(purpose));

export const placeName = ({ table, column }: Pick<ErasurePlace, 'table' | 'column'>): string => `${table}.${column}`;
