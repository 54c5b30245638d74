// Questions about assessments and their answers, sealed like the conversation that they quote.
import type { RunRef } from '../../../domain/access/ids.ts';
import { ofRun, type Db } from '../knex.ts';
import { AppError } from '../../../domain/errors.ts';
import type { RunState } from '../../../domain/lifecycle/state.ts';
import type { ChatMaterial, ChatStore, NewExchange } from '../../../domain/ports/assessment.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { scoreableTurns } from '../../../domain/scoring/spans.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { joinAssessment, openTexts } from './assessment-rows.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import { readTranscript } from '../room/turn-store.ts';

type AssessmentRow = {
  revision: number;
  result: Record<string, unknown>;
  texts_sealed: Buffer | null;
  wording_sealed: Buffer | null;
  created_at: Date;
  erasing: boolean;
  withdrawn: boolean;
};

const newestSql = `
  select a.revision, a.result, a.texts_sealed, a.wording_sealed, a.created_at, ${erasingSql('i')} as erasing,
    i.consent_withdrawn_at is not null as withdrawn
  from interviews i join assessments a on a.run_id = i.run_id and a.tenant_id = i.tenant_id and a.revision = i.assessment_revision
  where i.tenant_id = :tenantId and i.run_id = :runId`;

export const loadChatMaterial =
  (db: Db, sealer: Sealer) =>
  async (run: RunRef): Promise<ChatMaterial | null> => {
    const { rows } = (await db.raw(newestSql, run)) as { rows: AssessmentRow[] };
    const [row] = rows;
    if (!row) return null;
    if (row.erasing) throw new AppError('personal_data.erased');
    if (row.withdrawn) throw new AppError('consent.withdrawn');
    const sealed = { revision: row.revision, textsSealed: row.texts_sealed, wordingSealed: row.wording_sealed };
    const texts = await openTexts(sealer, run, sealed);
    const stored = { revision: row.revision, createdAt: row.created_at.getTime(), result: row.result };
    return { assessment: joinAssessment(stored, texts), turns: scoreableTurns(await readTranscript(db, sealer)(run)) };
  };

const insertSql = `
  with kept as (
    insert into chats (id, conversation_id, run_id, tenant_id, exchange_sealed)
    select :id, :conversationId, i.run_id, i.tenant_id, :exchange
    from interviews i where i.tenant_id = :tenantId and i.run_id = :runId
    on conflict (id) do nothing
    returning run_id, created_at
  )
  insert into audit_intake (tenant_id, at, actor_kind, actor_id, act, target_kind, target_id, request_id)
  select :tenantId, created_at, :actorKind, :actorId, 'chat.asked', 'interview', run_id, :requestId from kept`;

export const insertExchange =
  (db: Db, sealer: Sealer) =>
  async ({ tenantId, runId }: RunRef, { id, conversationId, asker, ...exchange }: NewExchange): Promise<void> => {
    await db.raw(insertSql, {
      tenantId,
      runId,
      id,
      conversationId,
      actorKind: asker.kind,
      actorId: asker.id ?? null,
      requestId: asker.requestId ?? null,
      exchange: await sealer.seal(sealPlaces.chat({ tenantId, runId }, id), exchange),
    });
  };

export const findRunState = async (db: Db, run: RunRef): Promise<RunState | null> => {
  const row: { machine: RunState } | undefined = await db('interviews').select('machine').where(ofRun(run)).first();
  return row?.machine ?? null;
};

export const createChatStore = (db: Db, sealer: Sealer): ChatStore => ({
  findState: (run) => findRunState(db, run),
  loadMaterial: loadChatMaterial(db, sealer),
  insert: insertExchange(db, sealer),
});
