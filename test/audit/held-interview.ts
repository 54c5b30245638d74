// A whole interview without Temporal: the real API, room, planner, judges and projection, from request to verdict.
import { privacyFeature } from '../../api/wiring/privacy.ts';
import { roomParts } from '../../api/wiring/room.ts';
import { createRoomAuthenticator } from '../../infra/db/room/room-cookie-store.ts';
import { newId } from '../../infra/system.ts';
import type { Visit } from '../../usecases/room/deps.ts';
import { createRoom } from '../../usecases/room/room.ts';
import { assessmentActivities } from '../../worker/wiring/assessments.ts';
import { interviewActivities } from '../../worker/wiring/interviews.ts';
import { planActivities } from '../../worker/wiring/plans.ts';
import { pepper } from '../api/start-api.ts';
import { inActivity } from '../harness/in-activity.ts';
import { activityWorld } from '../harness/world.ts';
import { completeRequest, useNativeApi, type NativeBench } from '../native/native-bench.ts';
import { createLocalEngine, type LocalEngine } from '../room/local-engine.ts';

export const recruiter = 'Rita Recruiter';
export const candidateName = 'Cora Candidate';
export const answerText =
  'In my last team I rewrote the payment service in TypeScript. We measured latency first, I removed a lock that all workers waited for, and the 99th percentile fell from 900 to 120 milliseconds within two weeks.';

const requestOf = (requestId: string) => ({ 'X-Request-Id': requestId });

type Held = { bench: NativeBench; engine: LocalEngine };

const plan = async ({ bench, engine }: Held, runId: string): Promise<void> => {
  const { tenantId } = bench.owner;
  await inActivity(planActivities(activityWorld(bench.deps))).draftPlan({
    tenantId,
    runId,
    revision: 1,
    noteId: null,
    competencyIds: [],
  });
  await engine.record(runId, { type: 'planReady', detail: { revision: 1 } });
};

/** The candidate refuses, thinks again, asks for help, answers everything and finishes. */
const converse = async ({ bench }: Held, token: string): Promise<void> => {
  const room = createRoom(roomParts(bench.deps));
  const { view, cookie } = await room.openLink(token, { requestId: 'req_link' });
  const rooms = createRoomAuthenticator({ db: bench.db, pepper, now: Date.now, log: bench.deps.log });
  const known = await rooms.authenticate(cookie.value);
  if (known === null) throw new Error('the cookie is not known');
  const visit = (requestId: string): Visit => ({ ...known, arrivedAt: Date.now(), requestId });
  const consent = { noticeHash: view.notice.hash };
  await room.giveConsent(visit('req_no'), { ...consent, accepted: false });
  await room.giveConsent(visit('req_yes'), { ...consent, accepted: true });
  await room.giveConsent(visit('req_again'), { ...consent, accepted: true });
  await room.start(visit('req_start'), { mode: 'text' });
  await room.requestHelp(visit('req_help'), { code: 'question', note: 'How long does it take?' });
  for (let { question } = await room.readQuestion(visit('req_read')); question && question.kind !== 'closing';) {
    const answer = { clientTurnId: newId('turn'), turn: question.turn, text: answerText };
    ({ next: question } = await room.answer(visit('req_answer'), answer));
  }
  await room.finish(visit('req_finish'));
};

const score = async ({ bench, engine }: Held, runId: string): Promise<void> => {
  const { tenantId } = bench.owner;
  const { revision, verdict } = await inActivity(assessmentActivities(activityWorld(bench.deps))).scoreInterview({
    tenantId,
    runId,
    revision: 1,
  });
  await engine.record(runId, { type: 'assessmentReady', detail: { revision, verdict } });
};

/** Takes a new interview to its verdict; every request carries an id of its own. */
const hold = async (held: Held): Promise<string> => {
  const { call } = held.bench;
  const expectDone = async (...[method, path, body, headers]: Parameters<typeof call>) => {
    const answer = await call(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const request = { ...completeRequest, candidateName, candidateProfile: `${candidateName} knows TypeScript.` };
  const { runId: id } = await expectDone('POST', '/interviews', request, requestOf('req_create'));
  const runId = id as string;
  const path = `/interviews/${runId}`;
  await plan(held, runId);
  const approved = { approvedBy: recruiter };
  const { interviewLink } = await expectDone('POST', `${path}/plan/approve`, approved, requestOf('req_plan'));
  await converse(held, (interviewLink as string).split('/').at(-1) ?? '');
  await score(held, runId);
  await expectDone('POST', `${path}/assessment/chat`, { question: 'What about latency?' }, requestOf('req_chat'));
  const decision = { verdict: 'HIRE', reasonCodes: ['strong_reference'], note: 'Convincing.', approvedBy: recruiter };
  await expectDone('POST', `${path}/assessment/approve`, decision, requestOf('req_verdict'));
  return runId;
};

/** The API over a database of its own, and interviews held in it. */
export const useHeldInterviews = async () => {
  const engines: LocalEngine[] = [];
  const bench = await useNativeApi({
    features: [privacyFeature],
    engineOf: (world) => {
      const deps = activityWorld(world);
      const { db, projection } = deps;
      const activities = inActivity(interviewActivities(deps));
      const engine = createLocalEngine({ db, projection, activities, now: Date.now });
      engines.push(engine);
      return engine;
    },
  });
  const [engine] = engines;
  if (engine === undefined) throw new Error('the engine was not made');
  return { ...bench, engine, hold: () => hold({ bench, engine }) };
};
