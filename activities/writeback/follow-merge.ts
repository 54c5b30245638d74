// An ATS that merges two candidates gives the application to the other one, and its hook may come late: then the record of before is
// missing, and what was written stands in another.
import type { AtsRecords, AtsSession } from '../../domain/ports/ats-records.ts';
import type { WritebackLease, WritebackOrder, WritebackStore } from '../../domain/ports/writebacks.ts';

type Place = {
  records: AtsRecords;
  session: AtsSession;
  order: WritebackOrder;
  lease: WritebackLease;
  writebacks: Pick<WritebackStore, 'follow'>;
};

/** True when the application is another candidate's by now: the order is that one's from then on, and has to be read again. */
export const followMerge = async ({ records, session, order, lease, writebacks }: Place): Promise<boolean> => {
  const { applicationId, candidateId } = order.ref;
  const application = await records.readApplication(session, { applicationId });
  if (application === null || application.candidateId === candidateId) return false;
  await writebacks.follow(lease, application.candidateId);
  return true;
};
