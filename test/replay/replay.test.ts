import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { describe, expect, it } from 'vitest';
import { buildWorkflowCode, payloadConverterPath } from '../../worker/workflow-code.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const folder = new URL('./histories/', import.meta.url);
const histories = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
const logger = new DefaultLogger('ERROR');
const { code } = await buildWorkflowCode(logger);

const replay = (bundle: string, name: string): Promise<void> =>
  Worker.runReplayHistory(
    { workflowBundle: { code: bundle }, dataConverter: { payloadConverterPath } },
    historyFromJSON(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))),
  );

describe('the recorded histories', () => {
  it('are there', () => {
    expect(histories.length).toBeGreaterThanOrEqual(3);
  });

  it.each(histories)('%s replays on the present code', async (name) => {
    await expect(replay(code, name)).resolves.toBeUndefined();
  });

  it('do not replay on code that does something else', async () => {
    const altered = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./altered/index.ts', import.meta.url)),
      payloadConverterPath,
      logger,
    });

    for (const name of histories) {
      await expect(replay(altered.code, name)).rejects.toBeInstanceOf(DeterminismViolationError);
    }
  });

  it('are of workflows whose bundle stays small', () => {
    const withoutMap = code.replace(/\/\/# sourceMappingURL=.*$/m, '');
    expect(withoutMap.length).toBeLessThanOrEqual(700_000);
  });
});
