import { statSync } from 'node:fs';
import { expect, test } from 'vitest';

import { cachedBundle } from './bundle-cache.ts';

test('the workflows are bundled once for the same sources, however often a worker starts', async () => {
  const { codePath } = await cachedBundle();
  const { ino } = statSync(codePath);

  const again = await Promise.all([cachedBundle(), cachedBundle()]);

  expect(again).toEqual([{ codePath }, { codePath }]);
  // A second build would have been moved into place as another file.
  expect(statSync(codePath).ino).toBe(ino);
});
