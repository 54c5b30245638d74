// The negative control: the same workflow with one timer too many must not replay.
import { sleep } from '@temporalio/workflow';

import { interview as original } from '../../../workflows/index.ts';

export async function interview(...args: Parameters<typeof original>): ReturnType<typeof original> {
  await sleep(1);
  return original(...args);
}
