// Merges what a recruiter supplied into the stored request, in one transaction and once per submission.
import type { RunRef } from '../../../domain/access/ids.ts';
import { mailboxDigest } from '../../../domain/candidates/candidate.ts';
import { candidateOfMailbox } from '../candidates/candidate-rows.ts';
import { keptSql } from '../erasure/erasing-sql.ts';
import { ofRun } from '../knex.ts';
import type { Knex } from 'knex';
import type { Scope } from '../../../domain/access/principal.ts';
import { AppError } from '../../../domain/errors.ts';
import { present } from '../../../domain/present.ts';
import { jobOf, personalOf, type InterviewRequest, type JobRequest } from '../../../domain/request/request.ts';
import type { InfoMerger, InfoRule, MergedInfo } from '../../../domain/ports/run-texts.ts';
import type { Digest, Sealer } from '../../../domain/ports/system.ts';
import { openPersonal } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';

type Row = {
  job: JobRequest;
  locale: string;
  candidate_ref: string | null;
  callback_url: string | null;
  personal_sealed: Buffer | null;
};
type SubmissionRow = {
  submission_sealed: Buffer | null;
  result: MergedInfo | null;
  callback_scopes: Scope[] | null;
};

const readSubmission = async (db: Knex, run: RunRef, id: string): Promise<SubmissionRow> => {
  const row: SubmissionRow | undefined = await db('info_submissions')
    .select(db.raw(`${keptSql('info_submissions', 'submission_sealed')} as submission_sealed, result, callback_scopes`))
    .where({ ...ofRun(run), id })
    .first();
  if (row === undefined) throw new AppError('interview.not_found');
  return row;
};

const storedRequest = async (sealer: Sealer, run: RunRef, row: Row): Promise<InterviewRequest> => {
  const personal = await openPersonal(sealer, run, row.personal_sealed);
  const ref = { candidateRef: row.candidate_ref ?? undefined, callbackUrl: row.callback_url ?? undefined };
  return present({ ...row.job, ...personal, ...ref });
};

const columnsOf = async (
  sealer: Sealer,
  run: RunRef,
  row: Row,
  request: InterviewRequest,
): Promise<Record<string, unknown>> => {
  const personal = personalOf(request);
  return {
    job: JSON.stringify(jobOf(request)),
    position: request.position ?? null,
    level: request.level ?? null,
    company_name: request.companyName ?? null,
    locale: request.locale ?? row.locale,
    candidate_ref: request.candidateRef ?? null,
    callback_url: request.callbackUrl ?? null,
    ...(request.scheduledAt === undefined ? {} : { requested_start_at: new Date(request.scheduledAt) }),
    personal_sealed:
      Object.keys(personal).length === 0 ? null : await sealer.seal(sealPlaces.personalRequest(run), personal),
  };
};

type Merge = {
  run: RunRef;
  submissionId: string;
  submitted: InterviewRequest;
  callbackScopes: Scope[] | null;
  rule: InfoRule;
  /** Of the address that was submitted; null without one. */
  mailbox: string | null;
};

/** The run's row lock puts repeats in line, so the second one finds the first one's result. */
const mergeIn = async (
  trx: Knex.Transaction,
  sealer: Sealer,
  { run, submissionId, submitted, callbackScopes, rule, mailbox }: Merge,
): Promise<MergedInfo> => {
  const owner = { tenant_id: run.tenantId, run_id: run.runId };
  const row: Row | undefined = await trx('interviews')
    .select('job', 'locale', 'candidate_ref', 'callback_url', 'personal_sealed')
    .where(owner)
    .forUpdate()
    .first();
  if (row === undefined) throw new AppError('interview.not_found');
  const done: { result: MergedInfo | null } | undefined = await trx('info_submissions')
    .select('result')
    .where({ ...owner, id: submissionId })
    .first();
  if (done?.result != null) return done.result;
  const { request, merged } = await rule(await storedRequest(sealer, run, row), submitted);
  await trx('interviews')
    .where(owner)
    .update({
      ...(await columnsOf(sealer, run, row, request)),
      // Another address may be another person.
      ...(mailbox !== null && { candidate_id: await candidateOfMailbox(trx, run.tenantId, mailbox) }),
      // Whoever names the address decides what is told there.
      ...(submitted.callbackUrl !== undefined && { callback_scopes: callbackScopes }),
      version: trx.raw('version + 1'),
      updated_at: trx.fn.now(),
    });
  await trx('info_submissions')
    .where({ ...owner, id: submissionId })
    .update({ result: JSON.stringify(merged), merged_at: trx.fn.now() });
  return merged;
};

export const createInfoMerger = (db: Knex, sealer: Sealer, keyedDigest: Digest): InfoMerger => ({
  merge: async ({ tenantId, runId }, submissionId, rule) => {
    const run = { tenantId, runId };
    const submission = await readSubmission(db, run, submissionId);
    if (submission.result !== null) return submission.result;
    // Before the transaction: it fetches the run's key, so that no pool connection waits for another one.
    const { submission_sealed: sealed, callback_scopes: callbackScopes } = submission;
    if (sealed === null) throw new AppError('personal_data.erased');
    const { original: _, ...submitted } = await sealer.open(sealPlaces.infoSubmission(run, submissionId), sealed);
    const { candidateEmail: email } = submitted;
    const mailbox = email === undefined ? null : mailboxDigest(keyedDigest, tenantId, email);
    const merge = { run, submissionId, submitted, callbackScopes, rule, mailbox };
    return db.transaction((trx) => mergeIn(trx, sealer, merge));
  },
});
