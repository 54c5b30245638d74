// What a voice provider tells is kept before it is answered: sealed, once, under the session that it is about.
import type { CallIntake } from '../../../domain/ports/calls.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { unlessErased } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { Db } from '../knex.ts';

type Deps = { db: Db; sealer: Sealer; newId(prefix: string): string };

const findSql = `
  select tenant_id as "tenantId", run_id as "runId", session_id as "sessionId", orphan as "isOrphan"
  from voice_calls where provider = :provider and external_id = :externalId
  union all
  select tenant_id, run_id, id, true from sessions
  where provider = :provider and id = :sessionId
    and not exists (select from voice_calls where provider = :provider and external_id = :externalId)`;

/** Of a call with which nothing more is done nothing is kept: nobody would ever drop it. Whoever closes it goes first, or second. */
const keepSql = `
  with followed as (
    select done_at from voice_calls
    where tenant_id = :tenantId and session_id = :sessionId and not orphan for share
  ), kept as (
    insert into voice_events (id, tenant_id, run_id, session_id, kind, digest, event_sealed, received_at)
    select :id, :tenantId, :runId, :sessionId, :kind, :digest, :sealed, :at
    where not exists (select from followed where done_at is not null)
    on conflict do nothing returning id
  ), orphan as (
    insert into voice_calls (id, tenant_id, run_id, session_id, provider, external_id, orphan, opened_at)
    select :callId, :tenantId, :runId, :sessionId, :provider, :externalId, true, :at where :isOrphan
    on conflict do nothing
  )
  select id from kept`;

export const createCallIntake = ({ db, sealer, newId }: Deps): CallIntake => ({
  findSession: async (provider, { externalId, sessionId }) => {
    const { rows } = (await db.raw(findSql, { provider, externalId, sessionId })) as {
      rows: NonNullable<Awaited<ReturnType<CallIntake['findSession']>>>[];
    };
    return rows[0] ?? null;
  },
  keep: async ({ tenantId, runId, sessionId }, { kind, digest, call, provider, isOrphan, at }) => {
    const id = newId('vev');
    const sealed = await unlessErased(sealer.seal(sealPlaces.voiceEvent({ tenantId, runId }, id), call), null);
    if (sealed === null) return false;
    const { rows } = (await db.raw(keepSql, {
      id,
      callId: newId('cal'),
      tenantId,
      runId,
      sessionId,
      kind,
      digest,
      sealed: Buffer.from(sealed),
      provider,
      externalId: call.externalId,
      isOrphan,
      at: new Date(at),
    })) as { rows: unknown[] };
    return rows.length === 1;
  },
});
