// From a spoken answer to one stored object and its words; ends with what came of them, never with a turn that waits for ever.
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  proxyActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { Hearing } from '../domain/room/hearing.ts';
import {
  hearingTaskQueue,
  speechTaskQueue,
  type HearingActivities,
  type RecordingActivities,
  type RecordingInput,
} from './contracts.ts';

/** Twelve attempts over a quarter of an hour and more: what is stored elsewhere may be away as long. */
const storing = () =>
  proxyActivities<Pick<RecordingActivities, 'storeRecording'>>({
    taskQueue: speechTaskQueue(workflowInfo().taskQueue),
    startToCloseTimeout: '5 minutes',
    heartbeatTimeout: '10 seconds',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes', maximumAttempts: 12 },
  });

/** Sixty attempts over half an hour and more, beside the service's own hints: whoever is down for lunch loses no answer. */
const hearing = () =>
  proxyActivities<HearingActivities>({
    taskQueue: hearingTaskQueue(workflowInfo().taskQueue),
    startToCloseTimeout: '11 minutes',
    heartbeatTimeout: '10 seconds',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds', maximumAttempts: 60 },
  });

/** A write to our own database, without limit. */
const { giveUpRecording } = proxyActivities<Pick<RecordingActivities, 'giveUpRecording'>>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
});

const listen = async (answer: RecordingInput['recording']): Promise<Hearing> => {
  setCurrentDetails('Makes one sealed file of the pieces.');
  const { stored } = await storing().storeRecording(answer);
  if (stored)
    setCurrentDetails(
      'The recording is stored. Waits for the recogniser, or for its next attempt: see *Pending Activities*.',
    );
  return stored ? (await hearing().hearRecording(answer)).hearing : 'waiting';
};

export async function recording(input: RecordingInput): Promise<{ hearing: Hearing }> {
  if (input.version !== 1) throw ApplicationFailure.nonRetryable('input.version', 'input.version');
  let heard: Hearing = 'waiting';
  try {
    heard = await listen(input.recording);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
  }
  if (heard !== 'waiting') {
    setCurrentDetails(`Ended: ${heard}.`);
    return { hearing: heard };
  }
  // One that was cancelled says so too: nobody waits for its words any longer.
  await CancellationScope.nonCancellable(() => giveUpRecording(input.recording));
  setCurrentDetails('Ended: lost. The turn stays answered without words; what was stored stays.');
  return { hearing: 'lost' };
}
