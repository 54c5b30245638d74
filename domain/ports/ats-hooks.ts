// What an ATS tells us on its own, from its bytes to one vocabulary. One reader per vendor in infra/ats/<vendor>/.
import type { Credentials } from '../connections/connection.ts';

/** A hook as it came, byte for byte; header names in lower case. */
export type HookCall = {
  body: Uint8Array;
  headers: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  receivedAt: number;
};

/** `unsigned`: the connection has no secret to hold it against. `stale`: authentic, and older than the replay window. */
export type HookVerdict = 'authentic' | 'forged' | 'unsigned' | 'stale';

/** An application as an ATS shows it, in our words; null where the ATS does not say. */
export type AtsApplication = {
  applicationId: string;
  candidateId: string;
  status: 'active' | 'rejected' | 'hired' | 'other';
  stage: { id: string; name: string | null } | null;
  job: { id: string; name: string | null; open: boolean | null; departments: readonly string[] | null } | null;
  person: { name: string | null; email: string | null; phone: string | null };
  profileUrl: string | null;
  /** Epoch milliseconds of its last change: a later reading is never undone by an earlier one. */
  updatedAt: number | null;
};

export const atsEventTypes = [
  'stage_entered',
  'application_rejected',
  'application_hired',
  'application_changed',
  'candidate_deleted',
  'candidate_anonymized',
  'candidate_merged',
  'job_closed',
  'job_opened',
] as const;
export type AtsEventType = (typeof atsEventTypes)[number];

/** Somebody is gone. All there is to know stands in the ids: none of these needs its body. */
export const goneEventTypes: readonly AtsEventType[] = ['candidate_deleted', 'candidate_anonymized'];

/** What happened, in our words. */
export type AtsEvent = {
  type: AtsEventType;
  /** One of the two at least, but for those of jobs, which have a job instead. */
  applicationId: string | null;
  candidateId: string | null;
  jobId: string | null;
  /** Of `candidate_merged`: who it is now. */
  mergedInto: string | null;
  /** As the body tells it; null where the record has to be read over the vendor's API. */
  application: AtsApplication | null;
  /** Epoch milliseconds, as the vendor says; null where it does not. */
  at: number | null;
};

/** What a body is, once it is known to be authentic. `action` is the vendor's own word, a code. */
export type HookReading =
  | { kind: 'ping' }
  | { kind: 'ignored'; action: string }
  | { kind: 'unreadable' }
  /** `eventKey`: the same event, sent again or as its sibling, has the same. */
  | { kind: 'event'; action: string; eventKey: string; event: AtsEvent };

export interface AtsHooks {
  /** In constant time, over the bytes as they came. Credentials may hold several secrets while they are rotated. */
  verify(call: HookCall, credentials: Credentials): HookVerdict;
  /** Pure and linear; lengths are checked before. */
  read(call: HookCall): HookReading;
  /** False where the signature does not cover the body: then nothing of `application` is believed. */
  signsBody: boolean;
  /** Its test comes before it tells a secret: a ping is answered whoever sent it, since nothing happens by it. */
  pingsUnsigned?: true;
}
