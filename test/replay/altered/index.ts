// The negative control: the same workflows with one timer too many must not replay.
import { sleep } from '@temporalio/workflow';

import {
  atsApplication as originalAtsApplication,
  delivery as originalDelivery,
  erasure as originalErasure,
  interview as originalInterview,
  recording as originalRecording,
  templatePlan as originalTemplatePlan,
} from '../../../workflows/index.ts';

export async function interview(...args: Parameters<typeof originalInterview>): ReturnType<typeof originalInterview> {
  await sleep(1);
  return originalInterview(...args);
}

export async function erasure(...args: Parameters<typeof originalErasure>): ReturnType<typeof originalErasure> {
  await sleep(1);
  return originalErasure(...args);
}

export async function templatePlan(
  ...args: Parameters<typeof originalTemplatePlan>
): ReturnType<typeof originalTemplatePlan> {
  await sleep(1);
  return originalTemplatePlan(...args);
}

export async function recording(...args: Parameters<typeof originalRecording>): ReturnType<typeof originalRecording> {
  await sleep(1);
  return originalRecording(...args);
}

export async function atsApplication(
  ...args: Parameters<typeof originalAtsApplication>
): ReturnType<typeof originalAtsApplication> {
  await sleep(1);
  return originalAtsApplication(...args);
}

export async function delivery(...args: Parameters<typeof originalDelivery>): ReturnType<typeof originalDelivery> {
  await sleep(1);
  return originalDelivery(...args);
}
