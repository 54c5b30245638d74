// Keeps what a recruiter supplies later, sealed, until the workflow merges it.
import type { InfoSubmissionStore } from '../../../domain/ports/interviews.ts';
import type { Db } from '../knex.ts';

export const insertInfoSubmission = async (
  db: Db,
  tenantId: string,
  runId: string,
  submission: { id: string; sealed: Uint8Array },
): Promise<void> => {
  await db('info_submissions')
    .insert({ id: submission.id, tenant_id: tenantId, run_id: runId, submission_sealed: submission.sealed })
    .onConflict('id')
    .ignore();
};

export const createInfoSubmissionStore = (db: Db): InfoSubmissionStore => ({
  insert: (tenantId, runId, submission) => insertInfoSubmission(db, tenantId, runId, submission),
});
