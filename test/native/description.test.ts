import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenApi } from '../../api/openapi.ts';
import { createOwnStore } from '../../infra/db/room/own-store.ts';
import { runTool } from '../../tools/checks/run-tool.ts';
import { collectExamples } from '../api/openapi-examples.ts';
import { assessedRun } from './assessed-run.ts';
import { pendingRun, publicUrl, useNativeApi } from './native-bench.ts';

Object.assign(process.env, { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' });

const bench = await useNativeApi();
const openapi = createOpenApi(bench.routes, { publicUrl, version: '0.0.0' });
const { complete, missing } = collectExamples(openapi);
const folder = mkdtempSync(join(tmpdir(), 'parley-native-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each example is about one run: it is sent to one that is where the call belongs. */
const runs = new Map<string, string>();
beforeAll(async () => {
  const path = (runId: string) => `/interviews/${runId}`;
  const approved = async (): Promise<string> => {
    const runId = await pendingRun(bench);
    await bench.call('POST', `${path(runId)}/plan/approve`);
    return runId;
  };
  const troubled = async (): Promise<string> => {
    const runId = (
      await bench.call('POST', '/interviews', { position: 'Cook', level: 'MID', qualifications: ['Cooks'] })
    ).body['runId'] as string;
    await bench.machine.feed(runId, {
      type: 'workFailed',
      detail: { work: 'draftPlan', code: 'model.unavailable', retryable: true },
    });
    return runId;
  };
  const appealed = async (): Promise<string> => {
    const runId = await assessedRun(bench);
    await bench.call('POST', `${path(runId)}/assessment/approve`, { verdict: 'HIRE' });
    const { tenantId } = bench.owner;
    await createOwnStore(bench.deps).appeal({ tenantId, runId }, { text: 'Please look again.', at: Date.now() });
    return runId;
  };
  const incomplete = async () =>
    (await bench.call('POST', '/interviews', { position: 'Cook' })).body['runId'] as string;
  const makers: Record<string, () => Promise<string>> = {
    scheduleInterview: approved,
    retryInterview: troubled,
    abortInterview: troubled,
    supplyInfo: incomplete,
    approveAssessment: () => assessedRun(bench),
    rejectAssessment: () => assessedRun(bench),
    rescore: () => assessedRun(bench),
    askAboutAssessment: () => assessedRun(bench),
    decideAppeal: appealed,
  };
  for (const { operationId } of complete)
    runs.set(operationId, await (makers[operationId] ?? (() => pendingRun(bench)))());
});

describe('the description of the native API', () => {
  it('is valid for redocly', async () => {
    const path = join(folder, 'openapi.json');
    writeFileSync(path, JSON.stringify(openapi));
    const { ok, output } = await runTool('redocly', ['lint', path]);

    expect({ ok, output: ok ? '' : output }).toEqual({ ok: true, output: '' });
  });

  it('has an example for every call', () => {
    expect(missing).toEqual([]);
    expect(complete).toHaveLength(19);
  });

  it.each(complete)('the example of $operationId works', async ({ operationId, method, path, body }) => {
    const target = path.replace(/run_[0-9A-Z]+/, runs.get(operationId) ?? '');
    const response = await fetch(`${bench.api.url}${target}`, {
      method,
      headers: { 'x-api-key': bench.owner.key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

    expect({ status: response.status, text: response.ok ? '' : await response.text() }).toEqual({
      status: operationId === 'createInterview' ? 201 : 200,
      text: '',
    });
  });
});
