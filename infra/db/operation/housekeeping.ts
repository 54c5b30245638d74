// Sweeps what crashes and refusals leave behind: nothing here is ever needed again, and nothing breaks when it stays.
import type { Knex } from 'knex';
import type { Databases } from '../knex.ts';

import { operatorsNotePrefix } from '../bundle/bundle-words.ts';
import { sweepHeartbeats } from './heartbeat-store.ts';
import { keptHours, sweepIdempotencyKeys } from '../access/idempotency-store.ts';
import { sweepCandidates } from '../candidates/candidate-rows.ts';
import { sweepInbox } from '../inbox/inbox-ledger.ts';
import { sweepResponseErrors } from '../connections/response-errors.ts';
import { requeueSilent } from '../deliveries/lost-deliveries.ts';
import { sweepReports } from '../measures/report-store.ts';
import { requeueRecordings, sweepTakes } from '../recordings/recording-work.ts';
import { requeueDrafting } from '../templates/template-plan-store.ts';

const batchMax = 1_000;

/** Texts of commands that were refused: stored first, so that an accepted command never lacks its text. Operators' names stay. */
const sweepNotes = (db: Knex): Promise<unknown> =>
  db.raw(
    `delete from command_notes where id in (
       select n.id from command_notes n
       where n.created_at < now() - interval '1 day' and n.command not like '${operatorsNotePrefix}%' and not exists (
         select 1 from transitions t
         where t.run_id = n.run_id and t.tenant_id = n.tenant_id and t.detail ->> 'noteId' = n.id)
       limit ?)`,
    [batchMax],
  );

const sweepSubmissions = (db: Knex): Promise<unknown> =>
  db.raw(
    `delete from info_submissions where id in (
       select s.id from info_submissions s
       where s.merged_at is null and s.created_at < now() - interval '1 day' and not exists (
         select 1 from transitions t
         where t.run_id = s.run_id and t.tenant_id = s.tenant_id and t.detail ->> 'submissionId' = s.id)
       limit ?)`,
    [batchMax],
  );

/** Counts whose window has ended. */
const sweepRateLimits = (db: Knex): Promise<unknown> =>
  db.raw('delete from rate_limits where key in (select key from rate_limits where expire < ? limit ?)', [
    Date.now(),
    batchMax * 10,
  ]);

/** Cookies of reviewers that have ended; a link is opened again. */
const sweepReviewSessions = (db: Knex): Promise<unknown> =>
  db.raw(
    `delete from review_sessions where (hash, link_id) in (
       select hash, link_id from review_sessions where expires_at < now() limit ?)`,
    [batchMax],
  );

/** Creation keys may be used again once their idempotency record is gone. */
const releaseCreationKeys = (db: Knex): Promise<unknown> =>
  db.raw(
    `update interviews set creation_key = null where run_id in (
       select run_id from interviews
       where creation_key is not null and created_at < now() - interval '${keptHours} hours' limit ?)`,
    [batchMax],
  );

/** Keys are written before their run; one that never got its run seals nothing. The two may be in two databases. */
const sweepKeys = async (db: Knex, keyDb: Knex): Promise<void> => {
  const young = { from: `now() - interval '2 days'`, to: `now() - interval '1 day'` };
  const { rows } = await keyDb.raw<{ rows: { run_id: string }[] }>(
    `select distinct run_id from run_keys where created_at between ${young.from} and ${young.to} limit ?`,
    [batchMax * 10],
  );
  const runIds = rows.map((row) => row.run_id);
  const known: { run_id: string }[] = await db('interviews').select('run_id').whereIn('run_id', runIds);
  const kept = new Set(known.map((row) => row.run_id));
  const orphans = runIds.filter((runId) => !kept.has(runId));
  if (orphans.length > 0) await keyDb('run_keys').whereIn('run_id', orphans).delete();
};

export const createSweep =
  ({ db, keyDb }: Databases) =>
  async (): Promise<void> => {
    await sweepIdempotencyKeys(db);
    await sweepHeartbeats(db);
    await sweepNotes(db);
    await sweepSubmissions(db);
    await sweepCandidates(db, batchMax);
    await sweepRateLimits(db);
    await releaseCreationKeys(db);
    await sweepResponseErrors(db);
    await sweepReports(db, batchMax);
    await sweepReviewSessions(db);
    await sweepInbox(db);
    await sweepKeys(db, keyDb);
    await requeueSilent(db);
    await requeueDrafting(db);
    await requeueRecordings(db);
    await sweepTakes(db);
  };
