// Our own faces against the contracts that we check others with: keys and connections as customers have them, call backs included.
import { beforeAll, describe, expect, it } from 'vitest';
import { conformance } from '../../cli/conformance/conformance.ts';
import { answerAll, createDevice, enterRoom } from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor } from '../harness/journey.ts';
import { createNativeClient, pathOf } from '../harness/native-client.ts';
import { freePort } from '../harness/postgres-server.ts';
import { useSystem } from '../harness/system.ts';

const system = await useSystem({
  env: () => Promise.resolve({ PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8', PARLEY_DELIVERY_DELAYS: 'PT0S,PT1S,PT1S' }),
});
const { apiUrl, tenant, db } = system;
const stranger = await system.addTenant();
const owner = createNativeClient({ baseUrl: apiUrl, apiKey: tenant.apiKeys.integration });

type Finding = { id: string; level: string; outcome: string; why: string | null };
type Connection = { hookUrl: string | null; keys: { partner?: string } };

const connect = (kind: string, config: object, credentials: object): Promise<Connection> =>
  owner.insist<Connection>('POST', '/api/v1/connections', { kind, name: kind, config, credentials });

/** Runs the command as somebody would, and returns its exit code and findings. */
const check = async (contract: string, options: Record<string, string>) => {
  const printed: string[] = [];
  const notes: string[] = [];
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const screen = { print: (text: string) => void printed.push(text), note: (line: string) => void notes.push(line) };
  const exitCode = await conformance([contract, '--json', '--timeout', '60', '--within', '60', ...args], screen);
  const { findings } = JSON.parse(printed.join('') || '{"findings":[]}') as { findings: Finding[] };
  const idsOf = (outcome: string): string[] => findings.filter((one) => one.outcome === outcome).map(({ id }) => id);
  const failed = findings.filter(({ outcome }) => outcome === 'failed').map(({ id, why }) => [id, why]);
  return {
    exitCode,
    failed,
    skipped: idsOf('skipped').filter((id) => id !== `${contract}.https`),
    text: printed.join('') + notes.join(''),
    notes,
  };
};

/** Ends the open interviews that a face ordered, as soon as they are there, so that their end is told. */
const endOrders = async (source: string): Promise<void> => {
  const ids = await eventually(
    () => db('interviews').where({ source, tenant_id: tenant.tenantId }).whereNull('outcome').pluck('run_id'),
    (found: string[]) => found.length > 0,
  );
  for (const runId of ids as string[]) await owner.call('DELETE', pathOf(runId));
};

beforeAll(async () => {
  // The demo tenants' templates, whose plans approve themselves once they are drafted.
  const publishedOf = async (apiKey: string): Promise<number> => {
    const headers = { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` };
    return ((await (await fetch(`${apiUrl}/api/ats/list_tests`, { headers })).json()) as unknown[]).length;
  };
  for (const { apiKeys } of [tenant, stranger])
    await eventually(
      () => publishedOf(apiKeys.partner),
      (count) => count >= 3,
      { timeoutMs: 60_000 },
    );
});

const { core, candidate_import: importing, integration } = tenant.apiKeys;
const clean = { exitCode: 0, failed: [] };

describe('our own faces keep what their contracts ask', () => {
  it('native', async () => {
    const options = { url: apiUrl, key: integration, 'foreign-key': stranger.apiKeys.integration, wait: '60' };

    expect(await check('native', options)).toMatchObject({ ...clean, skipped: [] });
  });

  it('Greenhouse, while the interview is held, up to its call back', async () => {
    const { keys } = await connect('greenhouse', {}, { apiKey: 'ats-own-key' });
    const options = { url: `${apiUrl}/api/ats`, key: keys.partner ?? '', 'foreign-key': stranger.apiKeys.partner };
    const checking = check('greenhouse', { ...options, 'ats-key': 'ats-own-key', wait: '120' });
    const [runId = ''] = await eventually(
      () => db('orders').where({ face: 'greenhouse' }).orderBy('id').pluck('run_id'),
      (found: string[]) => found.length > 0,
    );
    const { interviewLink } = await owner.until(runId, 'APPROVED');
    const device = createDevice(apiUrl);
    const { question } = await enterRoom(device, interviewLink ?? '');
    await answerAll(device, question, answerFor);
    await device.succeed('POST', '/room/api/finish');
    await owner.until(runId, 'ASSESSMENT_PENDING');
    await owner.insist('POST', pathOf(runId, '/assessment/approve'), { verdict: 'HIRE', reasonCodes: ['reference'] });

    const result = await checking;
    expect(result).toMatchObject({ ...clean, skipped: [] });
    expect(result.text).not.toContain(keys.partner);
  });

  it('ARIA', async () => {
    const keys = { key: core, 'import-key': importing, 'foreign-key': stranger.apiKeys.core };
    const options = { url: `${apiUrl}/api/v1`, ...keys, 'job-id': 'software-backend' };
    expect(await check('aria', options)).toMatchObject({ ...clean, skipped: [] });
  });

  it('MarioHR, told of an end', async () => {
    const { keys } = await connect('greenhouse', { variant: 'mariohr' }, { apiKey: 'ats-own-key' });
    const options = { url: `${apiUrl}/api/ats`, key: keys.partner ?? '', 'foreign-key': stranger.apiKeys.partner };
    const checking = check('mariohr', { ...options, 'ats-key': 'ats-own-key', wait: '60' });
    await eventually(
      () => db('orders').where({ face: 'greenhouse' }).whereRaw("vendor_keys->>'variant' = 'mariohr'").pluck('id'),
      (found: unknown[]) => found.length > 0,
    );
    await endOrders('greenhouse');

    expect(await checking).toMatchObject({ ...clean, skipped: [] });
  });

  it('SolidATS, told of an end as the connection wants it', async () => {
    const port = await freePort();
    const callbackUrl = `http://127.0.0.1:${port}/webhook/app-callback`;
    const config = { appId: 'app_1', templateId: 'software-backend', callbackUrl, onFailure: { rating: 0 } };
    const { hookUrl } = await connect('solidats', config, { apiKey: 'ats-own-key' });
    const keys = { 'ats-key': 'ats-own-key', 'app-id': 'app_1' };
    const checking = check('solidats', { url: hookUrl ?? '', listen: String(port), wait: '60', ...keys });
    await endOrders('solidats');

    const result = await checking;
    expect(result).toMatchObject({ ...clean, skipped: ['solidats.now-echoes', 'solidats.now-rating'] });
    expect(result.text).not.toContain(hookUrl?.split('/').at(-1));
  });

  it('Ashby, told of invitations', async () => {
    const port = await freePort();
    const { keys } = await connect('ashby', { apiUrl: `http://127.0.0.1:${port}` }, { apiKey: 'ats-own-key' });
    const options = { url: `${apiUrl}/api/ashby`, key: keys.partner ?? '', 'foreign-key': stranger.apiKeys.partner };

    const result = await check('ashby', { ...options, listen: String(port), 'ats-key': 'ats-own-key', wait: '60' });
    expect(result).toMatchObject({ ...clean, skipped: [] });
  });

  it('Workable, told of invitations', async () => {
    const { keys } = await connect('workable', {}, { accessToken: 'ats-own-key' });
    const options = { url: `${apiUrl}/api/workable`, key: keys.partner ?? '', 'ats-key': 'ats-own-key', wait: '60' };

    expect(await check('workable', options)).toMatchObject({ ...clean, skipped: [] });
  });
});
