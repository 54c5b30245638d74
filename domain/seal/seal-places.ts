// Where each sealed value stands: the one list of what is sealed, under which key and address, and as which type.
import type { RunRef } from '../access/ids.ts';
import type { AssessmentTexts, AssessmentWording, Judgement } from '../assessment/assessment.ts';
import type { AtsValue } from '../ports/ats-records.ts';
import type { ChatExchange, KeptReading } from '../ports/assessment.ts';
import type { PlanTexts } from '../plan/plan-texts.ts';
import type { HoldTexts } from '../ports/holds.ts';
import type { Mail } from '../ports/mail.ts';
import type { InfoSubmission, NoteTexts } from '../ports/run-texts.ts';
import type { DataPurpose, SealPlace } from '../ports/system.ts';
import type { LateWords } from '../ports/calls.ts';
import type { ProviderCall } from '../ports/voice.ts';
import type { HeardWord } from '../room/hearing.ts';
import type { ReviewDraftTexts } from '../review/evidence.ts';
import type { JobTexts } from '../request/job-texts.ts';
import type { PersonalRequest } from '../request/request.ts';

/** What is sealed of the answer to a request. */
export type KeptAnswer = { headers: Record<string, string>; contentType: string; text: string };

const at = <T>(
  purpose: DataPurpose,
  { tenantId, runId }: RunRef,
  table: string,
  column: string,
  key: string,
): SealPlace<T> => ({ purpose, tenantId, runId, table, column, key });

export const sealPlaces = {
  personalRequest: (run: RunRef) => at<PersonalRequest>('personal', run, 'interviews', 'personal_sealed', run.runId),
  /** Texts about the job as they were sent, where they were not plain text. */
  originalTexts: (run: RunRef) => at<JobTexts>('personal', run, 'interviews', 'original_sealed', run.runId),
  /** The candidate's link token. */
  link: (run: RunRef) => at<string>('personal', run, 'interviews', 'link_sealed', run.runId),
  /** Free text of a command. */
  note: (run: RunRef, noteId: string) => at<NoteTexts>('personal', run, 'command_notes', 'note_sealed', noteId),
  /** Who decided, as the caller named them. */
  decidedBy: (run: RunRef, noteId: string) =>
    at<string>('assessment', run, 'command_notes', 'decided_by_sealed', noteId),
  /** What was supplied later, of any part of the request, with its `original` texts where they were not plain. */
  infoSubmission: (run: RunRef, submissionId: string) =>
    at<InfoSubmission>('personal', run, 'info_submissions', 'submission_sealed', submissionId),
  /** Every word of a plan that somebody dictated. */
  planTexts: (run: RunRef, revision: number) => at<PlanTexts>('personal', run, 'plans', 'texts_sealed', `${revision}`),
  question: (run: RunRef, turn: number, version: number) =>
    at<string>('personal', run, 'turns', 'question_sealed', `${turn}.${version}`),
  answer: (run: RunRef, turn: number, version: number) =>
    at<string>('personal', run, 'turns', 'answer_sealed', `${turn}.${version}`),
  /** What is typed and not sent yet. */
  draft: (run: RunRef, turn: number) =>
    at<string>('personal', run, 'room_clocks', 'draft_sealed', `${run.runId}.${turn}`),
  /** What the candidate says to the decision. */
  appeal: (run: RunRef) => at<string>('personal', run, 'appeals', 'appeal_sealed', run.runId),
  /** What the reviewer of an appeal wrote: it may quote the candidate. */
  appealNote: (run: RunRef) => at<string>('personal', run, 'appeal_reviews', 'note_sealed', run.runId),
  /** Who decided on the appeal. */
  appealDecidedBy: (run: RunRef) => at<string>('assessment', run, 'appeal_reviews', 'decided_by_sealed', run.runId),
  /** The words of an answer that was spoken, with their places and times; of its first version. */
  words: (run: RunRef, turn: number) => at<HeardWord[]>('personal', run, 'turns', 'words_sealed', `${turn}`),
  /** Bytes of a recording, until it is one object. */
  piece: (run: RunRef, { turn, take, n }: { turn: number; take: number; n: number }) =>
    at<Uint8Array>('personal', run, 'recording_pieces', 'piece_sealed', `${turn}.${take}.${n}`),
  /** For whom a caller made a link. */
  reviewLabel: (run: RunRef, linkId: string) => at<string>('assessment', run, 'review_links', 'label_sealed', linkId),
  /** What a reviewer has written and not sent. */
  reviewDraft: (run: RunRef, reviewer: string) =>
    at<ReviewDraftTexts>('personal', run, 'review_drafts', 'draft_sealed', reviewer),
  /** What a voice provider told of a call. */
  voiceEvent: (run: RunRef, id: string) => at<ProviderCall>('personal', run, 'voice_events', 'event_sealed', id),
  /** What was said in a call and came after the conversation was closed. */
  lateWords: (run: RunRef, sessionId: string) =>
    at<LateWords>('personal', run, 'voice_calls', 'late_sealed', sessionId),
  /** What the candidate's browser joins a call with. */
  joinCredential: (run: RunRef, sessionId: string) =>
    at<string>('personal', run, 'voice_calls', 'credential_sealed', sessionId),
  chat: (run: RunRef, id: string) => at<ChatExchange>('personal', run, 'chats', 'exchange_sealed', id),
  assessmentTexts: (run: RunRef, revision: number) =>
    at<AssessmentTexts>('assessment', run, 'assessments', 'texts_sealed', `${revision}`),
  /** One reading of a scoring that is under way: it may repeat what was said, as no assessment does. */
  reading: (
    run: RunRef,
    { revision, competencyId, reading }: { revision: number; competencyId: string; reading: number },
  ) => at<KeptReading>('personal', run, 'readings', 'reading_sealed', `${revision}.${competencyId}.${reading}`),
  /** The readings' recorded outputs. */
  judgements: (run: RunRef, revision: number) =>
    at<Judgement[]>('assessment', run, 'assessments', 'judgements_sealed', `${revision}`),
  /** In place of the two above, where the rubric whose words they repeat was dictated. */
  assessmentWording: (run: RunRef, revision: number) =>
    at<AssessmentWording>('personal', run, 'assessments', 'wording_sealed', `${revision}`),
  /** A mail that was written and not sent. */
  mail: (run: RunRef, mailId: string) => at<Mail>('personal', run, 'mails', 'content_sealed', mailId),
  /** The stored answer of an idempotent request about a run. */
  idempotentAnswer: (run: RunRef, keyHash: string) =>
    at<KeptAnswer>('personal', run, 'idempotency_keys', 'answer_sealed', keyHash),
  /** What an order says of people and of secrets. */
  orderSecret: (run: RunRef, orderId: string) =>
    at<Record<string, unknown>>('personal', run, 'orders', 'private_sealed', orderId),
  holdTexts: (run: RunRef, holdId: string) => at<HoldTexts>('personal', run, 'legal_holds', 'note_sealed', holdId),
  /** The first kilobyte of what a receiver of webhooks answered. */
  deliveryAnswer: (run: RunRef, deliveryId: string, attempt: number) =>
    at<string>('personal', run, 'delivery_attempts', 'answer_sealed', `${deliveryId}.${attempt}`),
  /** What is written into the record of an ATS, and what a person wrote there instead. */
  writebackValue: (run: RunRef, id: string) => at<AtsValue>('personal', run, 'writebacks', 'value_sealed', id),
  writebackTheirs: (run: RunRef, id: string) => at<AtsValue>('personal', run, 'writebacks', 'theirs_sealed', id),
} as const;
