// What people wrote about one run, apart from the conversation: sealed when it is kept, opened when it is read.
import type { RunRef } from '../access/ids.ts';
import type { Scope } from '../access/principal.ts';
import type { DataQuality, MissingField } from '../lifecycle/state.ts';
import type { JobTexts } from '../request/job-texts.ts';
import type { InterviewRequest, PersonalRequest } from '../request/request.ts';

/** A change asked for of one part of a plan. */
export type NoteTarget = { questionId?: string; competency?: string; change: string };

/** What a person wrote beside a command. */
export type NoteTexts = { text: string; targets?: NoteTarget[] };

/** What a recruiter supplied later; `original` is what was sent where its texts about the job were not plain. */
export type InfoSubmission = InterviewRequest & { original?: JobTexts };

/** With the person who decided, as the caller named them. */
export type NewNote = { id: string; command: string; texts: NoteTexts | null; decidedBy: string | null };

/** Keeping something again under its id changes nothing. Everything throws `personal_data.erased`. */
export interface RunTexts {
  keepNote(run: RunRef, note: NewNote): Promise<void>;
  /** Null when there is no such note. */
  readNote(run: RunRef, noteId: string): Promise<NoteTexts | null>;
  /** Who decided, by the note of the decision; a name that is gone, or was never given, is left out. */
  readDeciders(run: RunRef, noteIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Data that a recruiter supplied later, until the workflow merges it; with the scopes of the key that supplied it. */
  keepSubmission(run: RunRef, id: string, submission: InfoSubmission, scopes: readonly Scope[]): Promise<void>;
  /** Empty when nothing is known of the person. */
  readPersonal(run: RunRef): Promise<PersonalRequest>;
}

/** What is known of a request after a merge, in codes and numbers only; `scheduledAt` is the start it newly asks for. */
export type MergedInfo = { dataQuality: DataQuality; missing: MissingField[]; scheduledAt?: number };

export type InfoRule = (
  stored: InterviewRequest,
  submitted: InterviewRequest,
) => Promise<{ request: InterviewRequest; merged: MergedInfo }>;

export interface InfoMerger {
  /**
   * Applies `rule` to the stored request and one submission, once: repeated, it gives the first result. Throws
   * `interview.not_found` without such a submission and `personal_data.erased`.
   */
  merge(run: RunRef, submissionId: string, rule: InfoRule): Promise<MergedInfo>;
}
