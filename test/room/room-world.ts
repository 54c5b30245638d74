// A world with approved interviews and all that the room needs, on a real database and with a clock of the test's own.
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { roomParts } from '../../api/wiring/room.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { PersonalRequest } from '../../domain/request/request.ts';
import { record } from '../../domain/lifecycle/apply.ts';
import { defaultPolicy, type Policy } from '../../domain/lifecycle/policy.ts';
import { initialState } from '../../domain/lifecycle/state.ts';
import type { Interviewer } from '../../domain/ports/models.ts';
import type { CallRef } from '../../domain/ports/calls.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { Sealer } from '../../domain/ports/system.ts';
import type { VoiceProviders } from '../../domain/ports/voice.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { createInterviewStore } from '../../infra/db/interviews/interview-store.ts';
import { createRoomAuthenticator } from '../../infra/db/room/room-cookie-store.ts';
import { offlineEngines } from '../../infra/models/engines.ts';
import type { RunSealer } from '../../infra/seal/sealer.ts';
import { newId } from '../../infra/system.ts';
import type { Visit } from '../../usecases/room/deps.ts';
import { createRoom } from '../../usecases/room/room.ts';
import { callActivities } from '../../worker/wiring/calls.ts';
import { interviewActivities } from '../../worker/wiring/interviews.ts';
import { pepper } from '../api/start-api.ts';
import { inActivity } from '../harness/in-activity.ts';
import { activityWorld, createWorld, featureWorld } from '../harness/world.ts';
import { createLocalEngine } from './local-engine.ts';
import { examplePlan } from './plan.ts';

export { pepper } from '../api/start-api.ts';
export const publicUrl = 'http://127.0.0.1';

export const noUsage = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 };

/** Asks no follow-ups. */
export const silentInterviewer: Interviewer = {
  followUp: () => Promise.resolve({ value: null, stamp: { engine: 'test', promptHash: '' }, usage: noUsage }),
};

/** Asks the first open follow-up after every answer that may be followed up, in the plan's words or in `wording`. */
export const curiousInterviewer = (wording: string | null = null): Interviewer => ({
  followUp: ({ open: [probe] }) =>
    Promise.resolve({
      value: probe === undefined ? null : { probe, wording },
      stamp: { engine: 'test', promptHash: '' },
      usage: noUsage,
    }),
});

export type TestTime = { now(): number; advance(durationMs: number): void };

const createTime = (startsAt = Date.UTC(2026, 10, 20, 9)): TestTime => {
  let at = startsAt;
  return { now: () => at, advance: (durationMs) => void (at += durationMs) };
};

type WorldOptions = {
  db: Knex;
  interviewer?: Interviewer;
  voice?: VoiceProviders;
  env?: Record<string, string>;
  startsAt?: number;
  log?: Logger;
};

export const createRoomWorld = ({ db, interviewer = silentInterviewer, env, startsAt, ...own }: WorldOptions) => {
  const time = createTime(startsAt);
  const engines = { ...offlineEngines, interviewer };
  const world = createWorld(db, { clock: time, engines, env: { PARLEY_PUBLIC_URL: publicUrl, ...env }, ...own });
  const { sealer } = world;
  // What follows a call is called by the test itself.
  const followed: CallRef[] = [];
  const followCall = (ref: CallRef, told: boolean): Promise<void> => {
    followed.push(ref);
    // Its workflow, told, looks at once; nobody waits for it.
    if (told) calls.followCall(ref).catch(() => undefined);
    return Promise.resolve();
  };
  const working = activityWorld(world, { engine: { ...world.engine, followCall } });
  const calls = inActivity(callActivities(working));
  const activities = inActivity(interviewActivities(working));
  const engine = createLocalEngine({ db, projection: working.projection, activities, now: time.now });
  const deps = roomParts(featureWorld({ ...world, engine: { ...world.engine, ...engine, followCall } }));
  const room = createRoom(deps);
  const rooms = createRoomAuthenticator({ db, pepper, now: time.now, log: deps.logger });
  return {
    db,
    time,
    sealer,
    activities,
    calls,
    followed,
    engine,
    deps,
    room,
    rooms,
    process: world,
    approve: createApprove({ db, time, sealer, engine }),
  };
};

export type RoomWorld = ReturnType<typeof createRoomWorld>;

type ApproveDeps = { db: Knex; time: TestTime; sealer: RunSealer; engine: ReturnType<typeof createLocalEngine> };
type ApproveOptions = {
  personal?: PersonalRequest;
  policy?: Partial<Policy>;
  plan?: Plan;
  locale?: string;
  tenantId?: string;
};

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
  async (options: ApproveOptions = {}) => {
    const { personal = {}, policy = {}, plan = examplePlan, locale = 'en', tenantId = newId('ten') } = options;
    const runId = newId('run');
    await db('tenants').insert({ id: tenantId, name: 'Test' }).onConflict().ignore();
    await sealer.createKeys({ tenantId, runId });
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
      emailDigest: null,
      candidateRef: null,
      externalId: null,
      creationKey: null,
      requestHash: 'hash',
      job: { position: 'Engineer', level: 'SENIOR', companyName: 'Ada & Co' },
      locale,
      personalSealed: await sealer.seal(place, personal),
      originalSealed: null,
      callbackUrl: null,
      callbackScopes: null,
      requestedStartAt: null,
      policy: { ...defaultPolicy, ...policy },
      template: null,
      completesWhen: 'approved',
      order: null,
      initial: initialState,
      facts: [received.fact, validated.fact],
    });
    await db('plans').insert({
      tenant_id: tenantId,
      run_id: runId,
      revision: 1,
      plan: JSON.stringify(plan),
      rubric_hash: plan.rubricHash,
      form_id: plan.formId,
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

/** One device of the candidate: it holds a cookie and visits the room with it, as the window `client` if it says so. */
export const openDevice = async ({ room, rooms, time }: RoomWorld, token: string, client?: string) => {
  const { view, cookie } = await room.openLink(token, { client: client ?? null });
  const principal = await rooms.authenticate(cookie.value);
  if (!principal) throw new Error('the cookie is not known');
  const visit = (): Visit => ({ ...principal, client: client ?? null, arrivedAt: time.now() });
  return { view, cookie, visit };
};

/** A device whose candidate accepted the notice and began. */
export const startDevice = async (world: RoomWorld, token: string, client?: string) => {
  const device = await openDevice(world, token, client);
  await world.room.giveConsent(device.visit(), { noticeHash: device.view.notice.hash, accepted: true });
  return { ...device, started: await world.room.start(device.visit(), { mode: 'text' }) };
};
