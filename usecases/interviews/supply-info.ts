// Completes a request that lacked data: stored sealed, merged by the workflow, answered with what is still missing.
import type { RunRef } from '../../domain/access/ids.ts';
import type { Scope } from '../../domain/access/principal.ts';
import { AppError } from '../../domain/errors.ts';
import type { Command } from '../../domain/lifecycle/commands.ts';
import type { InterviewRequest } from '../../domain/request/request.ts';
import type { DataQuality, InterviewState, MissingField } from '../../domain/lifecycle/state.ts';
import type { InterviewStore, StoredInterview } from '../../domain/ports/interviews.ts';
import type { InfoSubmission, RunTexts } from '../../domain/ports/run-texts.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';
import type { TextWork } from '../../domain/ports/text-work.ts';
import { checkCallback, type AddressCheck } from '../deliveries/callable-address.ts';
import { attachmentId, findRun, type Caller, type SendCommand } from '../send-command.ts';
import { cleanRequest, type CleanRequest } from './clean-request.ts';
import { checkLocale } from '../../domain/request/interview-locales.ts';
import { checkStartTime } from '../../domain/request/start-time.ts';

export type SupplyInfoDeps = {
  send: SendCommand;
  interviews: Pick<InterviewStore, 'find'>;
  texts: Pick<RunTexts, 'keepSubmission'>;
  keyedDigest: Digest;
  outbound: AddressCheck;
  textWork: TextWork;
  /** The languages that the engine can hold an interview in. */
  locales: readonly string[];
  clock: Clock;
};

export type SuppliedInfo = { state: InterviewState; dataQuality: DataQuality | null; missing: MissingField[] };

export type InfoCaller = Caller & { scopes: readonly Scope[] };

const submissionOf = ({ request, original }: CleanRequest): InfoSubmission =>
  Object.keys(original).length === 0 ? request : { ...request, original };

/** The external id names the run for its caller: it may be repeated, never changed. */
const checkExternalId = (run: StoredInterview, info: InterviewRequest): void => {
  if (info.externalId === undefined || info.externalId === run.externalId) return;
  throw new AppError('request.invalid', {
    errors: [
      { pointer: '/externalId', code: 'immutable', message: 'The externalId of an interview cannot be changed.' },
    ],
  });
};

export const supplyInfo =
  (deps: SupplyInfoDeps) =>
  async (run: RunRef, info: InterviewRequest, { scopes, ...caller }: InfoCaller): Promise<SuppliedInfo> => {
    checkStartTime(info.scheduledAt, deps.clock.now());
    checkCallback(deps.outbound, info.callbackUrl, scopes);
    if (info.locale !== undefined) checkLocale(info.locale, deps.locales);
    const command = (submissionId: string): Command => ({ name: 'supplyInfo', args: { submissionId } });
    await deps.send(run, command('pending'), {
      ...caller,
      content: info,
      prepare: async (stored, updateId) => {
        checkExternalId(stored, info);
        // What the worker could not read in time is refused before it is kept.
        const clean = await cleanRequest(deps.textWork, run.tenantId, info);
        await deps.textWork.run('validateRequest', clean.request, run);
        const submissionId = attachmentId(deps.keyedDigest, 'info', run, updateId);
        await deps.texts.keepSubmission(run, submissionId, submissionOf(clean), scopes);
        return command(submissionId);
      },
    });
    const { machine } = await findRun(deps, run);
    return { state: machine.state, dataQuality: machine.dataQuality, missing: machine.missing };
  };
