// A hook at its turn: what it tells is held against what is known, and what follows is done. Everything here may be done twice.
import { AppError } from '../../domain/errors.ts';
import type { AtsApplication, AtsEvent } from '../../domain/ports/ats-hooks.ts';
import type {
  ConnectionRules,
  Hook,
  HookEnd,
  HookRef,
  HookTurn,
  HookWork,
  TriggerOrders,
} from '../../domain/ports/ats-inbox.ts';
import type { AtsSessions } from '../../domain/ports/ats-records.ts';
import type { AtsKinds } from '../../domain/ports/ats.ts';
import type { Connections } from '../../domain/ports/connections.ts';
import type { WrittenByUs } from '../../domain/ports/writebacks.ts';
import { stepOf } from '../../domain/triggers/step.ts';
import { createReadRecord, type RecordDeps } from './read-record.ts';
import { createStageEffects, type StageDeps } from './stage-effects.ts';
import { createPersonEffects, type PersonDeps } from './person-effects.ts';

export type ProcessHookDeps = StageDeps &
  PersonDeps & {
    work: HookWork;
    orders: TriggerOrders;
    rules: ConnectionRules;
    connections: Pick<Connections, 'find'>;
    kinds: AtsKinds;
    sessions: AtsSessions;
    writtenByUs: WrittenByUs;
    enter: RecordDeps['enter'];
  };

type Effects = ReturnType<typeof createStageEffects> & ReturnType<typeof createPersonEffects>;

const standing = async (
  deps: ProcessHookDeps & Effects,
  hook: Hook,
  { type, application }: { type: AtsEvent['type']; application: AtsApplication },
): Promise<HookEnd> => {
  const { tenantId, connectionId } = hook;
  const { applicationId, candidateId, stage } = application;
  const [isGone, known, isOurs] = await Promise.all([
    deps.work.isGone(tenantId, connectionId, { applicationId, candidateId }),
    deps.work.known(hook, applicationId),
    stage !== null && deps.writtenByUs.isOurStageMove(tenantId, connectionId, applicationId, stage.id),
  ]);
  if (isGone) return { outcome: 'candidate_gone', gone: { applicationId, candidateId } };
  const step = stepOf(known, application, type);
  if (step.kind === 'stale') return { outcome: 'stale' };
  // A merge in the ATS gives an application another candidate: its orders follow.
  await deps.orders.rekeyApplication(tenantId, connectionId, { applicationId, candidateId });
  if (step.kind === 'ended') return await deps.endApplication(hook, application);
  if (isOurs) return { outcome: 'own_move', known: application };
  const left = await deps.leaveOtherStages(hook, application);
  if (step.entered && stage !== null) return await deps.enterStage(hook, { ...application, stage });
  return { outcome: left > 0 ? 'cancelled' : 'nothing_to_do', known: application };
};

const ofApplication = async (
  deps: ProcessHookDeps & Effects & { readRecord: ReturnType<typeof createReadRecord> },
  hook: Hook,
  { event, signsBody }: { event: AtsEvent; signsBody: boolean },
): Promise<HookEnd> => {
  const told = signsBody ? event.application : null;
  const application = told ?? (await deps.readRecord(hook, event.applicationId ?? ''));
  if (application !== null) return await standing(deps, hook, { type: event.type, application });
  return { outcome: 'record_missing' };
};

/** What is not signed is no reason to erase anybody: the record itself has to be gone. */
const ofDeletion = async (
  deps: Parameters<typeof ofApplication>[0],
  hook: Hook,
  { event, signsBody }: { event: AtsEvent; signsBody: boolean },
): Promise<HookEnd> => {
  if (signsBody) return await deps.erasePerson(hook, event);
  const application = await deps.readRecord(hook, event.applicationId ?? '');
  if (application !== null) return await standing(deps, hook, { type: 'application_changed', application });
  return await deps.erasePerson(hook, { ...event, candidateId: null });
};

const effectOf = async (
  deps: Parameters<typeof ofApplication>[0],
  hook: Hook,
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
  const deps = {
    ...given,
    ...createStageEffects(given),
    ...createPersonEffects(given),
    readRecord: createReadRecord(given),
  };
  return async (ref: HookRef): Promise<HookTurn> => {
    const hook = await deps.work.open(ref);
    if (hook === null) return { result: 'gone' };
    const connection = await deps.connections.find(ref.tenantId, hook.connectionId);
    if (connection?.status === 'paused') {
      await deps.work.hold(ref);
      return { result: 'held' };
    }
    if (connection === null || connection.status === 'deleted') throw new AppError('connection.not_found');
    if (hook.body === null) throw new AppError('hook.body_gone');
    const hooks = deps.kinds[connection.kind]?.hooks;
    const reading = hooks?.read({ body: hook.body, headers: {}, receivedAt: hook.receivedAt.getTime() });
    if (hooks == null || reading?.kind !== 'event') throw new AppError('hook.unreadable');
    const end = await effectOf(deps, hook, { event: reading.event, signsBody: hooks.signsBody });
    await deps.work.finish(ref, end);
    return { result: 'done', end };
  };
};
