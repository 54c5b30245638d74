// Where each sealed value stands: the one list of what is sealed, under which key and address.
import type { RunRef } from '../access/ids.ts';
import type { DataPurpose, SealPlace } from '../ports/system.ts';

type Sealed = { purpose: DataPurpose; place: SealPlace };

const at = (purpose: DataPurpose, { tenantId, runId }: RunRef, table: string, column: string, key: string): Sealed => ({
  purpose,
  place: { tenantId, runId, table, column, key },
});

export const sealPlaces = {
  /** `PersonalRequest`. */
  personalRequest: (run: RunRef) => at('personal', run, 'interviews', 'personal_sealed', run.runId),
  /** The candidate's link token. */
  link: (run: RunRef) => at('personal', run, 'interviews', 'link_sealed', run.runId),
  /** Free text of a command: `{ text, targets? }`. */
  note: (run: RunRef, noteId: string) => at('personal', run, 'command_notes', 'note_sealed', noteId),
  /** Who decided, as the caller named them. */
  decidedBy: (run: RunRef, noteId: string) => at('assessment', run, 'command_notes', 'decided_by_sealed', noteId),
  /** A partial `InterviewRequest`. */
  infoSubmission: (run: RunRef, submissionId: string) =>
    at('personal', run, 'info_submissions', 'submission_sealed', submissionId),
  question: (run: RunRef, turn: number, version: number) =>
    at('personal', run, 'turns', 'question_sealed', `${turn}.${version}`),
  answer: (run: RunRef, turn: number, version: number) =>
    at('personal', run, 'turns', 'answer_sealed', `${turn}.${version}`),
  chat: (run: RunRef, id: string) => at('personal', run, 'chats', 'exchange_sealed', id),
  /** Rationales, summary, strengths and concerns. */
  assessmentTexts: (run: RunRef, revision: number) =>
    at('assessment', run, 'assessments', 'texts_sealed', `${revision}`),
  /** The judges' recorded outputs. */
  judgements: (run: RunRef, revision: number) =>
    at('assessment', run, 'assessments', 'judgements_sealed', `${revision}`),
  /** A `Mail` that was written and not sent. */
  mail: (run: RunRef, mailId: string) => at('personal', run, 'mails', 'content_sealed', mailId),
  /** The stored answer of an idempotent request about a run. */
  idempotentAnswer: (run: RunRef, keyHash: string) => at('personal', run, 'idempotency_keys', 'answer_sealed', keyHash),
  /** `HoldTexts` of a legal hold. */
  holdTexts: (run: RunRef, holdId: string) => at('personal', run, 'legal_holds', 'note_sealed', holdId),
  /** The first kilobyte of what a receiver of webhooks answered. */
  deliveryAnswer: (run: RunRef, deliveryId: string, attempt: number) =>
    at('personal', run, 'delivery_attempts', 'answer_sealed', `${deliveryId}.${attempt}`),
} as const;
