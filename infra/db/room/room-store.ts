// Reads a whole room in one statement and writes its parts so that devices, crashes and the freeze may race.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Knex } from 'knex';
import { AppError } from '../../../domain/errors.ts';
import type { InterviewState, Outcome, SessionMode } from '../../../domain/lifecycle/state.ts';
import type { LinkTarget, NewAnswer, Room, RoomStore } from '../../../domain/ports/room.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { retentionDaysOf } from '../../../domain/room/retention.ts';
import { openPlan } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { createRunTexts } from '../interviews/run-texts.ts';
import { appendConsent } from './consent-store.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import { addLogFields } from '../../log.ts';
import type { Db } from '../knex.ts';
import { preparedNamed } from '../prepared.ts';
import { presentPlanSql, toStoredPlan, type PlanJson } from '../plans/plan-store.ts';
import { rowToChoices, upsertChoices, type ChoicesRow } from './choices-store.ts';
import {
  clockJson,
  insertClock,
  putOffClock,
  readClock,
  readDraft,
  resumableUntilSql,
  rowToClock,
  setHolder,
  updateClock,
  updateDraft,
  type ClockRow,
} from './room-clock-store.ts';
import { missingPieces } from '../recordings/piece-store.ts';
import { insertCookie } from './room-cookie-store.ts';
import { wishErasure, withdrawConsent } from './rights-store.ts';
import { turnsJson, unsealTurns, type SealedTurn } from './turn-store.ts';
import { insertTurn, storeAnswer } from './turn-writes.ts';

type Deps = { db: Knex; sealer: Sealer };
type Reading = { db: Db; sealer: Sealer };

type RoomRow = {
  version: number;
  state: InterviewState;
  outcome: Outcome | null;
  session_count: number;
  attention_since: number | null;
  started_at: number | null;
  frozen_at: Date | null;
  completed_at: Date | null;
  decided_at: Date | null;
  consent_withdrawn_at: Date | null;
  erasure_wished_at: Date | null;
  erasing: boolean;
  company_name: string | null;
  position: string | null;
  locale: string;
  plan_revision: number;
  settings: TenantOverrides;
  plan: PlanJson | null;
  consent: { accepted: boolean; notice_hash: string; locale: string; at: string } | null;
  session: { id: string; provider: string; mode: SessionMode } | null;
  clock: ClockRow | null;
  choices: ChoicesRow | null;
  link_expires_at: Date | null;
  resumable_until: number | null;
  appealed_at: Date | null;
  appeal_decided: Room['appealDecided'];
  turns: SealedTurn[];
};

const loadSql = `
  select i.version, i.state, i.outcome, (i.machine ->> 'sessionCount')::int as session_count,
    (i.machine -> 'attention' ->> 'since')::bigint as attention_since, (i.machine ->> 'startedAt')::bigint as started_at, i.frozen_at,
    i.completed_at, i.decided_at, i.consent_withdrawn_at, i.erasure_wished_at, ${erasingSql('i')} as erasing, i.company_name, i.position, i.locale,
    i.plan_revision, t.settings, ${presentPlanSql} as plan,
    ${clockJson('i')} as clock, i.link_expires_at, ${resumableUntilSql('i')} as resumable_until,
    (select row_to_json(c) from room_choices c where c.tenant_id = i.tenant_id and c.run_id = i.run_id) as choices,
    (select requested_at from appeals a where a.tenant_id = i.tenant_id and a.run_id = i.run_id) as appealed_at,
    (select json_build_object('outcome', v.state, 'at', floor(extract(epoch from v.decided_at) * 1000)::bigint) from appeal_reviews v
      where v.tenant_id = i.tenant_id and v.run_id = i.run_id and v.state <> 'open') as appeal_decided,
    (select row_to_json(newest) from (
      select accepted, notice_hash, locale, at from consents where tenant_id = i.tenant_id and run_id = i.run_id
      order by number desc limit 1) newest) as consent,
    (select row_to_json(newest) from (
      select id, provider, mode from sessions
      where tenant_id = i.tenant_id and run_id = i.run_id and started_at is not null and ended_at is null and expires_at > :now
      order by attempt desc limit 1) newest) as session,
    ${turnsJson('i')} as turns
  from interviews i
  join tenants t on t.id = i.tenant_id
  where i.tenant_id = :tenantId and i.run_id = :runId`;

const selectRoom = preparedNamed<RoomRow>('load_room', loadSql);

const timeOf = (at: Date | null): number | null => at?.getTime() ?? null;

const rowToRoom = ({ tenantId, runId }: RunRef, row: RoomRow, { plan, turns }: Pick<Room, 'plan' | 'turns'>): Room => ({
  tenantId,
  runId,
  state: row.state,
  outcome: row.outcome,
  sessionCount: row.session_count,
  attentionSince: row.attention_since,
  startedAt: row.started_at,
  frozenAt: timeOf(row.frozen_at),
  completedAt: timeOf(row.completed_at),
  decidedAt: timeOf(row.decided_at),
  consentWithdrawnAt: timeOf(row.consent_withdrawn_at),
  erasureWishedAt: timeOf(row.erasure_wished_at),
  companyName: row.company_name,
  position: row.position,
  locale: row.locale,
  retentionDays: retentionDaysOf(resolveSettings(row.settings).retention),
  showScores: resolveSettings(row.settings).room.showScores,
  planRevision: row.plan_revision,
  plan,
  dictated: row.plan?.dictated ?? false,
  consent: row.consent && {
    accepted: row.consent.accepted,
    noticeHash: row.consent.notice_hash,
    locale: row.consent.locale,
    at: new Date(row.consent.at).getTime(),
  },
  session: row.session,
  clock: row.clock && rowToClock(row.clock),
  choices: rowToChoices(row.choices),
  linkExpiresAt: timeOf(row.link_expires_at),
  resumableUntil: row.resumable_until,
  appealedAt: timeOf(row.appealed_at),
  appealDecided: row.appeal_decided,
  turns,
});

const loadVersion = async (
  { db, sealer }: Reading,
  { tenantId, runId }: RunRef,
  now: number,
): Promise<{ room: Room; version: number } | null> => {
  const [row] = await selectRoom(db, { tenantId, runId, now: new Date(now) });
  if (!row) return null;
  if (row.erasing) throw new AppError('personal_data.erased');
  const run = { tenantId, runId };
  const plan = row.plan && (await openPlan(sealer, run, toStoredPlan(row.plan)));
  const room = rowToRoom(run, row, { plan, turns: await unsealTurns(sealer, run, row.turns) });
  return { room, version: row.version };
};

export const loadRoom = async (deps: Reading, run: RunRef, now: number): Promise<Room | null> =>
  (await loadVersion(deps, run, now))?.room ?? null;

/** Each lost attempt means that another write of the run won, so this bounds how many may race. */
const attemptsMax = 50;

/**
 * Nothing is locked while it is decided: what was decided is stored only where neither the run's row nor its clock was
 * written since they were read, or else it is decided anew by what stands there then.
 */
const answerBy = async (
  deps: Deps,
  { tenantId, runId, now }: { tenantId: string; runId: string; now: number },
  decide: (room: Room) => NewAnswer | null,
): Promise<Room> => {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const found = await loadVersion(deps, { tenantId, runId }, now);
    if (!found) throw new AppError('interview.not_found');
    const { room, version } = found;
    const answer = decide(room);
    if (!answer) return room;
    const place = sealPlaces.answer({ tenantId, runId }, answer.turn, 1);
    const sealed = answer.text === null ? null : await deps.sealer.seal(place, answer.text);
    const missing = answer.spoken ? await missingPieces(deps.db, { tenantId, runId }, answer.turn, answer.spoken) : [];
    if (missing.length > 0) {
      // Another answer that won meanwhile takes the pieces with it: that is what is said then.
      const isCurrent = (await loadVersion(deps, { tenantId, runId }, now))?.version === version;
      if (isCurrent) throw new AppError('room.recording_incomplete', { extra: { missing } });
      continue;
    }
    if (await storeAnswer(deps.db)({ tenantId, runId }, version, { answer, sealed })) return withAnswer(room, answer);
  }
  throw new AppError('store.unavailable', { retryAfterSeconds: 1 });
};

const withAnswer = (room: Room, answer: NewAnswer): Room => ({
  ...room,
  clock: { ...answer.clock, revision: answer.clock.revision + 1, draftTurn: null },
  turns: room.turns.map((turn) =>
    turn.turn === answer.turn
      ? {
          ...turn,
          answer: answer.text,
          intent: answer.intent,
          clientTurnId: answer.clientTurnId,
          hearing: answer.spoken ? 'waiting' : null,
          recordingId: answer.spoken?.recordingId ?? null,
          answeredAt: answer.answeredAt,
        }
      : turn,
  ),
});

type LinkRow = {
  tenant_id: string;
  run_id: string;
  state: InterviewState;
  link_expires_at: Date | null;
  erasing: boolean;
  window_ms: number;
};

const findByLink = async (db: Db, linkHash: string): Promise<LinkTarget | null> => {
  const row: LinkRow | undefined = await db('interviews')
    .select(
      'tenant_id',
      'run_id',
      'state',
      'link_expires_at',
      db.raw(`${erasingSql('interviews')} as erasing`),
      db.raw(`(policy ->> 'sessionWindowMs')::bigint as window_ms`),
    )
    .where({ link_hash: linkHash })
    .first();
  if (!row) return null;
  addLogFields({ runId: row.run_id, tenantId: row.tenant_id });
  if (row.erasing) throw new AppError('personal_data.erased');
  return {
    tenantId: row.tenant_id,
    runId: row.run_id,
    state: row.state,
    linkExpiresAt: row.link_expires_at?.getTime() ?? null,
    sessionWindowMs: row.window_ms,
  };
};

export const createRoomStore = (deps: Deps): RoomStore => ({
  findByLink: (linkHash) => findByLink(deps.db, linkHash),
  addCookie: (run, cookie) => insertCookie(deps.db, run, cookie),
  load: (run, now) => loadRoom(deps, run, now),
  readPersonal: createRunTexts(deps).readPersonal,
  recordConsent: (run, consent) => appendConsent(deps.db, run, consent),
  withdrawConsent: (run, mark) => withdrawConsent(deps.db, run, mark),
  wishErasure: (run, mark) => wishErasure(deps.db, run, mark),
  readClock: (run) => readClock(deps.db, run),
  createClock: (run, clock) => insertClock(deps.db, run, clock),
  saveClock: (run, clock) => updateClock(deps.db, run, clock),
  takeOver: (run, holder, at) => setHolder(deps.db, run, holder, at),
  saveDraft: (run, clock, draft) => updateDraft(deps, run, clock, draft),
  readDraft: (run) => readDraft(deps, run),
  putOff: (run, clock, times) => putOffClock(deps.db, run, { clock, ...times }),
  choose: (run, choices) => upsertChoices(deps.db, run, choices),
  answer: ({ tenantId, runId }, now, decide) => answerBy(deps, { tenantId, runId, now }, decide),
  ask: (run, question) => insertTurn(deps.db, deps.sealer)(run, question),
});
