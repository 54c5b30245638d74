// Completes a run's request with what a recruiter supplied; answers with codes only.
import { mergeRequest } from '../domain/request/merge-request.ts';
import type { InfoMerger, InfoRule } from '../domain/ports/run-texts.ts';
import type { TextWork } from '../domain/ports/text-work.ts';
import type { InterviewActivities } from '../workflows/contracts.ts';

/** The run's row is locked meanwhile, and the activity's own time is five seconds. */
const ruleMsMax = 3_000;

const ruleOf =
  (textWork: TextWork, tenantId: string): InfoRule =>
  async (stored, submitted) => {
    const request = mergeRequest(stored, submitted);
    const { scheduledAt } = submitted;
    const validation = await textWork.run('validateRequest', request, { tenantId, withinMs: ruleMsMax });
    return { request, merged: { ...validation, ...(scheduledAt === undefined ? {} : { scheduledAt }) } };
  };

/** `mergeInfo` merges a submission once; repeated, it answers with the first result. */
export const createInfoActivities = ({
  info,
  textWork,
}: {
  info: InfoMerger;
  textWork: TextWork;
}): Pick<InterviewActivities, 'mergeInfo'> => ({
  mergeInfo: ({ tenantId, runId, submissionId }) =>
    info.merge({ tenantId, runId }, submissionId, ruleOf(textWork, tenantId)),
});
