import { statSync } from 'node:fs';
import { expect, test } from 'vitest';

import { cachedWorkflowCode } from './workflow-code-cache.ts';

test('the workflows are built once for the same sources, however often a worker starts', async () => {
  const { codePath } = await cachedWorkflowCode();
  const { ino } = statSync(codePath);

  const again = await Promise.all([cachedWorkflowCode(), cachedWorkflowCode()]);

  expect(again).toEqual([{ codePath }, { codePath }]);
  // A second build would have been moved into place as another file.
  expect(statSync(codePath).ino).toBe(ino);
});
