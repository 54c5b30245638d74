// Which candidate a mailbox is: found or made by whoever stores a run, gone with the last run that holds it.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import { newId } from '../../system.ts';

/** Twice at once is the same candidate: the second one waits for the first one's row. */
const findOrMake = `
  on conflict (tenant_id, email_digest) do update set used_at = now() returning id`;

/** For the statement that inserts a run: the candidate of its mailbox, if it has one; `candidateOfRun` is its id then. */
export const personCte = `person as (
    insert into candidates (tenant_id, email_digest, id)
    select :tenantId, :emailDigest, 'cand_' || substr(:runId, 5) where :emailDigest::text is not null
    ${findOrMake}
  )`;
/** A run without an address is a candidate of its own. */
export const candidateOfRun = `coalesce((select id from person), 'cand_' || substr(:runId, 5))`;

export const candidateOfMailbox = async (trx: Knex.Transaction, tenantId: string, digest: string): Promise<string> => {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `insert into candidates (tenant_id, email_digest, id) values (?, ?, ?) ${findOrMake}`,
    [tenantId, digest, newId('cand')],
  );
  return rows[0]?.id ?? '';
};

/** The mailbox of a run that no other run holds: what an erasure of the run removes. */
export const mailboxOfRunAlone = (trx: Knex.Transaction, { tenantId, runId }: RunRef): Knex.QueryBuilder =>
  trx('candidates').whereRaw(
    `tenant_id = :tenantId
     and id = (select candidate_id from interviews where tenant_id = :tenantId and run_id = :runId)
     and not exists (select 1 from interviews other
       where other.tenant_id = :tenantId and other.candidate_id = candidates.id and other.run_id <> :runId)`,
    { tenantId, runId },
  );

/** Until the transaction ends nobody stores another run of the candidate. */
export const lockCandidateOf = async (trx: Knex.Transaction, { tenantId, runId }: RunRef): Promise<void> => {
  await trx.raw(
    `select id from candidates where tenant_id = :tenantId
       and id = (select candidate_id from interviews where tenant_id = :tenantId and run_id = :runId) for update`,
    { tenantId, runId },
  );
};

/** Mailboxes that no run holds: of a run that was not stored, or that has another address by now. */
export const sweepCandidates = (db: Knex, batchMax: number): Promise<unknown> =>
  db.raw(
    `delete from candidates where (tenant_id, email_digest) in (
       select c.tenant_id, c.email_digest from candidates c
       where c.used_at < now() - interval '1 hour' and not exists (
         select 1 from interviews i where i.tenant_id = c.tenant_id and i.candidate_id = c.id)
       limit ? for update skip locked)`,
    [batchMax],
  );
