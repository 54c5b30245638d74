// Looks at the record itself, over the vendor's API: for hooks whose bodies are not signed, or say too little.
import { AppError } from '../../domain/errors.ts';
import type { AtsApplication } from '../../domain/ports/ats-hooks.ts';
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
