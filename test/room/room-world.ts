// A world with approved interviews and all that the room needs, on a real database and with a clock of the test's own.
import { randomBytes, randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import type { Knex } from 'knex';
import { createSessionActivities } from '../../activities/session.ts';
import type { PersonalRequest } from '../../domain/request/request.ts';
import { record } from '../../domain/lifecycle/apply.ts';
import { defaultPolicy, type Policy } from '../../domain/lifecycle/policy.ts';
import { initialState } from '../../domain/lifecycle/state.ts';
import type { Interviewer } from '../../domain/ports/models.ts';
import type { Sealer } from '../../domain/ports/system.ts';
import type { VoiceProvider } from '../../domain/ports/voice.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { createInfoSubmissionStore } from '../../infra/db/interviews/info-submission-store.ts';
import { createInterviewStore } from '../../infra/db/interviews/interview-store.ts';
import { createNoteStore } from '../../infra/db/interviews/note-store.ts';
import { createProjectionStore } from '../../infra/db/interviews/projection-store.ts';
import { createRoomAuthenticator } from '../../infra/db/room/room-cookie-store.ts';
import { createRoomStore } from '../../infra/db/room/room-store.ts';
import { createSessionStore } from '../../infra/db/room/session-store.ts';
import { readProgressOf } from '../../infra/db/room/turn-store.ts';
import { createLogger } from '../../infra/log.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer, type RunSealer } from '../../infra/seal/sealer.ts';
import { hmacSha256, newId, newToken, sha256 } from '../../infra/system.ts';
import { createEmbeddedRoom } from '../../infra/voice/embedded-room.ts';
import { createDecisions } from '../../usecases/decisions.ts';
import type { RoomDeps, Visit } from '../../usecases/room/deps.ts';
import { createFaultWatch } from '../../usecases/room/fault-watch.ts';
import { createRoom } from '../../usecases/room/room.ts';
import { createLocalEngine } from './local-engine.ts';
import { examplePlan } from './plan.ts';

export const publicUrl = 'http://127.0.0.1';
export const pepper = randomBytes(32);

const noUsage = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 };

/** Asks no follow-ups. */
export const silentInterviewer: Interviewer = {
  followUp: () => Promise.resolve({ value: null, stamp: { engine: 'test', promptHash: '' }, usage: noUsage }),
};

/** Asks `text` after every answer that may be followed up. */
export const curiousInterviewer = (text: string): Interviewer => ({
  followUp: () => Promise.resolve({ value: text, stamp: { engine: 'test', promptHash: '' }, usage: noUsage }),
});

export type TestTime = { now(): number; advance(durationMs: number): void };

const createTime = (): TestTime => {
  let at = Date.UTC(2026, 10, 20, 9);
  return { now: () => at, advance: (durationMs) => void (at += durationMs) };
};

type WorldOptions = { db: Knex; interviewer?: Interviewer; voice?: VoiceProvider };

const createParts = ({ db, voice: ownVoice }: WorldOptions) => {
  const time = createTime();
  const sealer = createSealer({ keys: createKeyStore(db), masterKey: randomBytes(32), now: time.now });
  const voice = ownVoice ?? createEmbeddedRoom({ clock: time });
  const activities = createSessionActivities({
    sessions: createSessionStore(db),
    progress: { readProgress: readProgressOf(db) },
    voice,
    clock: time,
    newId,
    heartbeat: () => undefined,
    signal: () => new AbortController().signal,
  });
  const engine = createLocalEngine({
    db,
    projection: createProjectionStore({ db, sealer, pepper }),
    activities,
    now: time.now,
  });
  return { time, sealer, voice, activities, engine };
};

const keyedDigest = (text: string): string => hmacSha256(pepper, text);

export const createRoomWorld = (options: WorldOptions) => {
  const { db, interviewer = silentInterviewer } = options;
  const { time, sealer, voice, activities, engine } = createParts(options);
  const decisions = createDecisions({
    interviews: createInterviewStore(db),
    notes: createNoteStore(db),
    submissions: createInfoSubmissionStore(db),
    sealer,
    engine,
    workers: { alive: () => Promise.resolve(true) },
    outbound: { problemOf: () => null },
    clock: time,
    keyedDigest,
    metrics: createMetrics(),
    publicUrl,
  });
  const deps: RoomDeps = {
    store: createRoomStore({ db, sealer }),
    interviewer,
    decisions,
    clock: time,
    digest: sha256,
    logger: createLogger({ service: 'test', level: 'error', destination: new PassThrough() }),
    faults: createFaultWatch(),
    disclosure: { engine: 'offline', model: null, voiceProvider: voice.name },
    newToken,
    hashToken: (kind, value) => hmacSha256(pepper, `${kind}:${value}`),
  };
  const room = createRoom(deps);
  const rooms = createRoomAuthenticator({ db, pepper, now: time.now });
  return {
    db,
    time,
    sealer,
    activities,
    engine,
    deps,
    room,
    rooms,
    approve: createApprove({ db, time, sealer, engine }),
  };
};

export type RoomWorld = ReturnType<typeof createRoomWorld>;

type ApproveDeps = { db: Knex; time: TestTime; sealer: RunSealer; engine: ReturnType<typeof createLocalEngine> };
type ApproveOptions = { personal?: PersonalRequest; policy?: Partial<Policy> };

const openLink = async (
  sealer: Sealer,
  run: { tenantId: string; runId: string },
  sealed: Uint8Array,
): Promise<string> => {
  const place = sealPlaces.link(run);
  return await sealer.open(place, sealed);
};

/** Makes an interview whose plan is approved; `token` is that of the candidate's link. */
const createApprove =
  ({ db, time, sealer, engine }: ApproveDeps) =>
  async ({ personal = {}, policy = {} }: ApproveOptions = {}) => {
    const [tenantId, runId] = [newId('ten'), newId('run')];
    await db('tenants').insert({ id: tenantId, name: 'Test' });
    await sealer.createKeys(tenantId, runId);
    const place = sealPlaces.personalRequest({ tenantId, runId });
    const received = record(initialState, { type: 'received', detail: {} }, { kind: 'integrator' }, time.now());
    const validated = record(
      received.state,
      { type: 'validated', detail: { dataQuality: 'GOOD', missing: [] } },
      { kind: 'system' },
      time.now(),
    );
    await createInterviewStore(db).insert({
      tenantId,
      runId,
      interviewId: randomUUID(),
      source: 'native',
      candidateRef: null,
      externalId: null,
      creationKey: null,
      requestHash: 'hash',
      job: { position: 'Engineer', level: 'SENIOR', companyName: 'Ada & Co' },
      locale: 'en',
      personalSealed: await sealer.seal(place, personal),
      callbackUrl: null,
      requestedStartAt: null,
      policy: { ...defaultPolicy, ...policy },
      initial: initialState,
      facts: [received.fact, validated.fact],
    });
    await db('plans').insert({
      tenant_id: tenantId,
      run_id: runId,
      revision: 1,
      plan: JSON.stringify(examplePlan),
      rubric_hash: examplePlan.rubricHash,
      form_id: examplePlan.formId,
      planner_input_hash: 'hash',
    });
    await engine.record(runId, { type: 'planReady', detail: { revision: 1 } });
    await engine.sendCommand({
      runId,
      command: { name: 'approvePlan', args: {} },
      actor: { kind: 'recruiter' },
      updateId: 'approve',
    });
    const row: { link_sealed: Buffer } = await db('interviews').select('link_sealed').where({ run_id: runId }).first();
    return { tenantId, runId, token: await openLink(sealer, { tenantId, runId }, row.link_sealed) };
  };

/** One device of the candidate: it holds a cookie and visits the room with it. */
export const openDevice = async ({ room, rooms, time }: RoomWorld, token: string) => {
  const { view, cookie } = await room.openLink(token);
  const principal = await rooms.authenticate(cookie.value);
  if (!principal) throw new Error('the cookie is not known');
  const visit = (): Visit => ({ ...principal, arrivedAt: time.now() });
  return { view, cookie, visit };
};

/** A device whose candidate accepted the notice and began. */
export const startDevice = async (world: RoomWorld, token: string) => {
  const device = await openDevice(world, token);
  await world.room.giveConsent(device.visit(), { noticeHash: device.view.notice.hash, accepted: true });
  return { ...device, started: await world.room.start(device.visit(), { mode: 'text' }) };
};
