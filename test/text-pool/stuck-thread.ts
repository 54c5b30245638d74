// Stands in for a release whose rules get stuck on some texts: those that hold the word "labyrinth".
import { createThread } from '../../infra/text-pool/thread.ts';
import { performTask } from '../../infra/text-pool/tasks.ts';

export const runJob = createThread((task: never, input: never) => {
  while (JSON.stringify(input).includes('labyrinth'));
  return performTask(task, input);
});
