// From a spoken answer to one stored object and its words; ends with what came of them, never with a turn that waits for ever.
import { ActivityFailure, ApplicationFailure, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Hearing } from '../domain/room/hearing.ts';
import { speechTaskQueue, type HearingActivities, type RecordingActivities, type RecordingInput } from './contracts.ts';

/** Ten attempts over a quarter of an hour: what is stored elsewhere may be away as long. */
const storing = () =>
  proxyActivities<Pick<RecordingActivities, 'storeRecording'>>({
    taskQueue: speechTaskQueue(workflowInfo().taskQueue),
    startToCloseTimeout: '5 minutes',
    heartbeatTimeout: '10 seconds',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes', maximumAttempts: 10 },
  });

/** Sixty attempts over half an hour and more, beside the service's own hints: whoever is down for lunch loses no answer. */
const hearing = () =>
  proxyActivities<HearingActivities>({
    taskQueue: speechTaskQueue(workflowInfo().taskQueue),
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
  const { stored } = await storing().storeRecording(answer);
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
  if (heard !== 'waiting') return { hearing: heard };
  await giveUpRecording(input.recording);
  return { hearing: 'lost' };
}
