// Completes a request that lacked data: stored sealed, merged by the workflow, answered with what is still missing.
import { AppError } from '../../domain/errors.ts';
import type { InterviewRequest } from '../../domain/request/request.ts';
import type { DataQuality, InterviewState, MissingField } from '../../domain/lifecycle/state.ts';
import type { InfoSubmissionStore, InterviewStore, StoredInterview } from '../../domain/ports/interviews.ts';
import type { Clock, Digest, Sealer } from '../../domain/ports/system.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { checkCallable, type AddressCheck } from '../deliveries/callable-address.ts';
import { attachmentId } from '../command-note.ts';
import type { Caller, SendCommand } from '../send-command.ts';
import { checkStartTime } from '../../domain/request/start-time.ts';

export type SupplyInfoDeps = {
  sendCommand: SendCommand;
  interviews: Pick<InterviewStore, 'find'>;
  submissions: InfoSubmissionStore;
  sealer: Sealer;
  keyedDigest: Digest;
  outbound: AddressCheck;
  clock: Clock;
};

export type SuppliedInfo = { state: InterviewState; dataQuality: DataQuality | null; missing: MissingField[] };

/** The external id names the run for its caller: it may be repeated, never changed. */
const checkExternalId = (run: StoredInterview, info: InterviewRequest): void => {
  if (info.externalId === undefined || info.externalId === run.externalId) return;
  throw new AppError('request.invalid', {
    errors: [
      { pointer: '/externalId', code: 'immutable', message: 'The externalId of an interview cannot be changed.' },
    ],
  });
};

const store = async (
  deps: SupplyInfoDeps,
  owner: { tenantId: string; runId: string },
  id: string,
  info: InterviewRequest,
): Promise<void> => {
  const { purpose, place } = sealPlaces.infoSubmission(owner, id);
  await deps.submissions.insert(owner.tenantId, owner.runId, {
    id,
    sealed: await deps.sealer.seal(purpose, place, info),
  });
};

export const supplyInfo =
  (deps: SupplyInfoDeps) =>
  async (tenantId: string, runId: string, info: InterviewRequest, caller: Caller): Promise<SuppliedInfo> => {
    checkStartTime(info.scheduledAt, deps.clock.now());
    checkCallable(deps.outbound, info.callbackUrl, '/callbackUrl');
    await deps.sendCommand(
      tenantId,
      runId,
      { name: 'supplyInfo', args: { submissionId: 'pending' } },
      {
        ...caller,
        content: info,
        attach: async (run, updateId) => {
          checkExternalId(run, info);
          const submissionId = attachmentId(deps.keyedDigest, 'info', run, updateId);
          await store(deps, { tenantId, runId }, submissionId, info);
          return { name: 'supplyInfo', args: { submissionId } };
        },
      },
    );
    const run = await deps.interviews.find(tenantId, runId);
    if (run === null) throw new AppError('interview.not_found');
    return { state: run.machine.state, dataQuality: run.machine.dataQuality, missing: run.machine.missing };
  };
