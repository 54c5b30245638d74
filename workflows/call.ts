// One conversation held outside: looked at whenever something is told of it, and from time to time, until it is settled and copied.
import {
  ApplicationFailure,
  condition,
  continueAsNew,
  defineSignal,
  getExternalWorkflowHandle,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  callLostSignal,
  callToldSignal,
  interviewWorkflowId,
  type CallActivities,
  type CallInput,
} from './contracts.ts';

/** Trouble of the provider is no failure: what fails here is our own database, which comes back. A recording may be large. */
const { followCall } = proxyActivities<CallActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** A person has to look at the interview; one that has ended meanwhile needs nobody. */
const tellInterview = async (runId: string): Promise<void> => {
  const interview = getExternalWorkflowHandle(interviewWorkflowId(runId));
  await interview.signal(defineSignal(callLostSignal)).catch(() => undefined);
};

export async function voiceCall(input: CallInput): Promise<{ state: string }> {
  if (input.version !== 1) throw ApplicationFailure.nonRetryable('input.version', 'input.version');
  let told = false;
  setHandler(defineSignal(callToldSignal), () => {
    told = true;
  });
  for (;;) {
    told = false;
    const { state, lookAgainMs } = await followCall(input.call);
    if (state === 'lost') await tellInterview(input.call.runId);
    if (state !== 'waiting' && !told) {
      setCurrentDetails(`Ended: ${state}.`);
      return { state };
    }
    setCurrentDetails('Waits until the provider tells, or for the next look.');
    if (!told) await condition(() => told, lookAgainMs, { summary: 'until the next look' });
    if (workflowInfo().continueAsNewSuggested) return await continueAsNew<typeof voiceCall>(input);
  }
}
