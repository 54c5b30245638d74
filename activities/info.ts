// Completes a run's request with what a recruiter supplied; answers with codes only.
import { mergeRequest } from '../domain/request/merge-request.ts';
import { validateRequest } from '../domain/request/validate-request.ts';
import type { InfoMerger, InfoRule } from '../domain/ports/run-texts.ts';
import type { InterviewActivities } from '../workflows/contracts.ts';

const rule: InfoRule = (stored, submitted) => {
  const request = mergeRequest(stored, submitted);
  const { scheduledAt } = submitted;
  return { request, merged: { ...validateRequest(request), ...(scheduledAt === undefined ? {} : { scheduledAt }) } };
};

/** `mergeInfo` merges a submission once; repeated, it answers with the first result. */
export const createInfoActivities = ({ info }: { info: InfoMerger }): Pick<InterviewActivities, 'mergeInfo'> => ({
  mergeInfo: ({ tenantId, runId, submissionId }) => info.merge({ tenantId, runId }, submissionId, rule),
});
