// A hook at its turn: what it tells is held against what is known, and what follows is done. Everything here may be done twice.
import { AppError } from '../../domain/errors.ts';
import { goneEventTypes, type AtsApplication, type AtsEvent, type AtsHooks } from '../../domain/ports/ats-hooks.ts';
import type {
  Hook,
  HookAtTurn,
  HookEnd,
  HookRef,
  HookTurn,
  HookWork,
  Standings,
  TriggerOrders,
} from '../../domain/ports/ats-inbox.ts';
import type { AtsSessions } from '../../domain/ports/ats-records.ts';
import type { AtsKinds } from '../../domain/ports/ats.ts';
import { stepOf, type Telling } from '../../domain/triggers/step.ts';
import { createReadRecord, type RecordDeps } from './read-record.ts';
import { createStageEffects, type StageDeps, type Turn } from './stage-effects.ts';
import { createPersonEffects, type PersonDeps } from './person-effects.ts';

export type ProcessHookDeps = Omit<StageDeps, 'readRecord'> &
  PersonDeps & {
    work: HookWork;
    orders: TriggerOrders;
    standings: Standings;
    kinds: AtsKinds;
    sessions: AtsSessions;
    enter: RecordDeps['enter'];
  };

type Effects = ReturnType<typeof createStageEffects> & ReturnType<typeof createPersonEffects>;

/** What was ordered before that was known goes too: this turn may have been begun before. */
const endGone = async (deps: Effects, hook: Hook, applicationId: string): Promise<HookEnd> => {
  const { gone } = await deps.erasePerson(hook, { applicationId, candidateId: null });
  return { outcome: 'candidate_gone', ...(gone && { gone }) };
};

const standing = async (
  deps: ProcessHookDeps & Effects,
  hook: Turn,
  { application, ...telling }: Telling & { application: AtsApplication },
): Promise<HookEnd> => {
  const { tenantId, connectionId } = hook;
  const { applicationId, candidateId, stage } = application;
  const now = await deps.standings.of(hook, application);
  if (now.gone) return await endGone(deps, hook, applicationId);
  const step = stepOf(now.known, application, telling);
  if (step.kind === 'stale') return { outcome: 'stale' };
  // A merge in the ATS gives an application another candidate: its orders follow.
  if (now.isAnothers) await deps.orders.rekeyApplication(tenantId, connectionId, { applicationId, candidateId });
  if (step.kind === 'ended') return await deps.endApplication(application, now);
  if (now.ourMove) return { outcome: 'own_move', known: application };
  const left = await deps.leaveOtherStages(hook, application, now);
  if (step.entered && stage !== null) {
    const end = await deps.enterStage(hook, { ...application, stage }, now);
    if (end.outcome !== 'interview_placed') return end;
    // A deletion has a lane of its own: it either found the order, or is found here.
    const isGone = await deps.work.isGone(tenantId, connectionId, { applicationId, candidateId });
    return isGone ? await endGone(deps, hook, applicationId) : end;
  }
  return { outcome: left > 0 ? 'cancelled' : 'nothing_to_do', known: application };
};

const ofApplication = async (
  deps: ProcessHookDeps & Effects & { readRecord: ReturnType<typeof createReadRecord> },
  hook: Turn,
  { event, signsBody }: { event: AtsEvent; signsBody: boolean },
): Promise<HookEnd> => {
  const told = signsBody ? event.application : null;
  const application = told ?? (await deps.readRecord(hook, event.applicationId ?? ''));
  if (application === null) return { outcome: 'record_missing' };
  const receivedAt = told === null ? Infinity : hook.receivedAt.getTime();
  return await standing(deps, hook, { type: event.type, receivedAt, application });
};

/** What is not signed is no reason to erase anybody: the record itself has to be gone. */
const ofDeletion = async (
  deps: Parameters<typeof ofApplication>[0],
  hook: Turn,
  { event, signsBody }: { event: AtsEvent; signsBody: boolean },
): Promise<HookEnd> => {
  if (signsBody) return await deps.erasePerson(hook, event);
  const application = await deps.readRecord(hook, event.applicationId ?? '');
  const changed = { type: 'application_changed', receivedAt: Infinity } as const;
  if (application !== null) return await standing(deps, hook, { ...changed, application });
  return await deps.erasePerson(hook, { ...event, candidateId: null });
};

/** Who is gone is known by the row alone, for the body may be gone too. Throws `hook.body_gone`, `hook.unreadable`. */
const eventOf = ({ body, receivedAt, ...hook }: HookAtTurn, hooks: AtsHooks | null): AtsEvent => {
  const { event: type, applicationId, candidateId } = hook;
  if (goneEventTypes.includes(type))
    return { type, applicationId, candidateId, jobId: null, mergedInto: null, application: null, at: null };
  if (body === null) throw new AppError('hook.body_gone');
  const reading = hooks?.read({ body, headers: {}, receivedAt: receivedAt.getTime() });
  if (reading?.kind !== 'event') throw new AppError('hook.unreadable');
  return reading.event;
};

const effectOf = async (
  deps: Parameters<typeof ofApplication>[0],
  hook: Turn,
  read: { event: AtsEvent; signsBody: boolean },
): Promise<HookEnd> => {
  const { event } = read;
  switch (event.type) {
    case 'job_closed':
      return await deps.closeJob(hook, event.jobId ?? '');
    case 'job_opened':
      return { outcome: 'job_opened' };
    case 'candidate_merged':
      return await deps.mergePerson(hook, event);
    case 'candidate_deleted':
    case 'candidate_anonymized':
      return await ofDeletion(deps, hook, read);
    default:
      return await ofApplication(deps, hook, read);
  }
};

/** Throws what may pass by itself, and what will not: whoever calls tells the two apart. */
export const createProcessHook = (given: ProcessHookDeps) => {
  const readRecord = createReadRecord(given);
  const deps = {
    ...given,
    ...createStageEffects({ ...given, readRecord }),
    ...createPersonEffects(given),
    readRecord,
  };
  return async (ref: HookRef): Promise<HookTurn> => {
    const hook = await deps.work.open(ref);
    if (hook === null) return { result: 'gone' };
    const { connection } = hook;
    const hooks = connection === null ? null : (deps.kinds[connection.kind]?.hooks ?? null);
    const signsBody = hooks?.signsBody === true;
    // Erasing asks no ATS, and who is gone is not made to wait for anything.
    if (connection?.status === 'paused' && !(signsBody && goneEventTypes.includes(hook.event))) {
      await deps.work.hold(ref);
      return { result: 'held' };
    }
    if (connection === null || connection.status === 'deleted') throw new AppError('connection.not_found');
    const end = await effectOf(deps, hook, { event: eventOf(hook, hooks), signsBody });
    await deps.work.finish(ref, end);
    return { result: 'done', end };
  };
};
