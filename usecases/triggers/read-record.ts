// Looks at the record itself, over the vendor's API: for hooks whose bodies are not signed, or say too little.
import { AppError } from '../../domain/errors.ts';
import type { AtsApplication } from '../../domain/ports/ats-hooks.ts';
import { evaluate, lacksDepartments, type Evaluation, type TriggerRule } from '../../domain/triggers/rule.ts';
import { VendorTrouble, type AtsRecords, type AtsSession, type AtsSessions } from '../../domain/ports/ats-records.ts';

export type RecordDeps = {
  sessions: AtsSessions;
  /** A place among the calls to this connection; call what it gives when the call is over. */
  enter(connectionId: string): (outcome: { timedOut: boolean }) => void;
};

const failureOf = (error: unknown): unknown => {
  if (!(error instanceof VendorTrouble) || !error.retryable) return error;
  const hint = error.retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(error.retryAfterMs / 1_000) };
  return new AppError('hook.vendor_unavailable', { ...hint, cause: error });
};

/** Rules may name stages; where the record holds an id alone, the list of stages tells what it is called. */
const withStageName = async (
  records: AtsRecords,
  session: AtsSession,
  application: AtsApplication,
): Promise<AtsApplication> => {
  const { stage, job } = application;
  if (stage === null || stage.name !== null) return application;
  const stages = await records.listStages(session, job?.id ?? null);
  return { ...application, stage: { id: stage.id, name: stages.find(({ id }) => id === stage.id)?.name ?? null } };
};

/** Null where there is no such record. Throws `hook.vendor_unavailable`, and VendorTrouble that will not pass by itself. */
export const createReadRecord =
  ({ sessions, enter }: RecordDeps) =>
  async (
    { tenantId, connectionId }: { tenantId: string; connectionId: string },
    applicationId: string,
  ): Promise<AtsApplication | null> => {
    const leave = enter(connectionId);
    let timedOut = false;
    try {
      const { records, session } = await sessions.open(tenantId, connectionId);
      const application = await records.readApplication(session, { applicationId });
      return application === null ? null : await withStageName(records, session, application);
    } catch (error) {
      if (error instanceof VendorTrouble && error.code === 'record_missing') return null;
      timedOut = error instanceof VendorTrouble && error.retryable && error.status === null;
      throw failureOf(error);
    } finally {
      leave({ timedOut });
    }
  };

export type ReadRecord = ReturnType<typeof createReadRecord>;

/** Where a rule asks for a department and the hook names none, by the job of the record. Throws what reading it throws. */
export const evaluateWith = async (
  readRecord: (applicationId: string) => Promise<AtsApplication | null>,
  rules: readonly TriggerRule[],
  application: AtsApplication,
): Promise<Evaluation & { application: AtsApplication }> => {
  const evaluation = evaluate(rules, application);
  const { job } = application;
  if (job === null || !lacksDepartments(evaluation, job)) return { ...evaluation, application };
  const record = await readRecord(application.applicationId);
  // Moved to another job meanwhile, it has a hook of its own for that.
  const known = record?.job?.id === job.id ? record.job : { ...job, departments: [] };
  const whole = { ...application, job: known };
  return { ...evaluate(rules, whole), application: whole };
};
