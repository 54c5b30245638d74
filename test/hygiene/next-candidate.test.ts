// What a recruiter writes about one candidate must reach the next of the same job by no way, before or after an erasure.
import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '../../domain/bundle/verify.ts';
import { unpackArchive } from '../../infra/bundle/archive.ts';
import { createLocalMails } from '../../infra/db/deliveries/local-mail.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer } from '../../infra/seal/sealer.ts';
import { verifySignature } from '../../infra/signing/signing-keys.ts';
import { sha256 } from '../../infra/system.ts';
import { answerAll, createDevice, enterRoom } from '../harness/candidate.ts';
import { erasurePathOf, untilErased } from '../harness/erasure.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor, engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf, type InterviewView } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { canariesIn, canary } from './canaries.ts';
import { readDatabase, readTemporal } from './places.ts';

const masterKey = randomBytes(32);
const system = await useSystem({
  env: () => Promise.resolve({ PARLEY_KEY_CACHE_SECONDS: '1', PARLEY_MASTER_KEY: masterKey.toString('base64') }),
});
const { db, apiUrl } = system;
const apiKey = system.tenant.apiKeys.integration;
const client = createNativeClient({ baseUrl: apiUrl, apiKey });
const mails = createLocalMails({
  db,
  sealer: createSealer({ keys: createKeyStore(db), masterKey, now: Date.now, cacheMs: 1 }),
});

/** Facts, not only names: of each the marked word, and what it says of the person. */
const factOf = (field: string): string =>
  `How did you run the ${canary(field)} migration at Contoso before they let you go?`;
const factsIn = (text: string): string[] => [...canariesIn(text), ...(text.match(/contoso|let you go/gi) ?? [])];

const create = async (candidateName: string): Promise<string> => {
  const request = { ...engineerRequest, candidateName, candidateEmail: 'somebody@example.com' };
  const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, request);
  await client.until(runId, 'PENDING');
  return runId;
};

const revise = async (runId: string, instructions: string, targets: object[] = []): Promise<void> => {
  const before = (await client.read(runId)).plan?.revision ?? 0;
  await client.insist('PATCH', pathOf(runId, '/plan/revise'), {
    instructions,
    targets,
    requestedBy: 'Rita',
  });
  await eventually(
    () => client.read(runId),
    ({ state, plan }) => state === 'PENDING' && plan?.revision === before + 1,
  );
};

/** Approves and takes the interview to where its assessment waits. */
const hold = async (runId: string): Promise<void> => {
  const approved = await client.insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'), {});
  const device = createDevice(apiUrl);
  const { question } = await enterRoom(device, approved.interviewLink);
  await answerAll(device, question, answerFor);
  await device.succeed('POST', '/room/api/finish');
  await client.until(runId, 'ASSESSMENT_PENDING');
};

const bundleOf = async (runId: string): Promise<Map<string, string>> => {
  const answer = await fetch(`${apiUrl}${pathOf(runId, '/audit-bundle')}`, { headers: { 'X-API-Key': apiKey } });
  expect(answer.status).toBe(200);
  return new Map(unpackArchive(new Uint8Array(await answer.arrayBuffer())));
};

/** All that anybody is shown of a run. */
const shownOf = async (runId: string): Promise<Record<string, string>> => {
  const feed = await client.call<{ items: { runId: string }[] }>('GET', '/api/v1/events?limit=200');
  const written = await eventually(
    () => mails.newest(200),
    (all) => all.filter((mail) => mail.runId === runId).every(({ status }) => status !== 'pending'),
  );
  return {
    interview: JSON.stringify(await client.read(runId)),
    events: JSON.stringify(feed.body.items.filter((event) => event.runId === runId)),
    mails: JSON.stringify(written.filter((mail) => mail.runId === runId)),
    bundle: [...(await bundleOf(runId)).values()].join('\n'),
  };
};

const leaksOf = async (runId: string): Promise<Record<string, string[]>> =>
  Object.fromEntries(Object.entries(await shownOf(runId)).map(([place, text]) => [place, factsIn(text)]));

const none = { interview: [], events: [], mails: [], bundle: [] };

/** Where the fact can be read without a key, histories included. */
const readableIn = async (): Promise<string[]> => {
  const places = [...(await readDatabase(db)), ...(await readTemporal(system))];
  return places.filter(({ text }) => factsIn(text).length > 0).map(({ name }) => name);
};

let first: string;
let before: InterviewView;

beforeAll(async () => {
  await client.insist('PATCH', '/api/v1/tenant', { mail: { recruiters: ['recruiter@example.com'] } });
  first = await create('Ada First');
  await revise(first, `Add a question: "${factOf('dictated')}"`, [
    { questionId: 'q1', change: `Reword to: "${factOf('reworded')}"` },
    { competency: 'c2', change: `Add a question: "${factOf('targeted')}"` },
  ]);
  await revise(first, 'Move question 2 to the end.');
  await client.call('PATCH', pathOf(first, '/plan/revise'), {
    body: { instructions: `Say ${canary('refused')} nicely.` },
  });
  await hold(first);
  before = await client.read(first);
}, 120_000);

describe('what was dictated for one candidate', () => {
  it('is asked and rated, and shown to those who may see that interview', async () => {
    const { plan, assessment } = before;

    expect(factsIn(JSON.stringify(plan))).toEqual(
      expect.arrayContaining(['dictated', 'reworded', 'targeted', 'Contoso']),
    );
    expect(factsIn(JSON.stringify(assessment))).toEqual(expect.arrayContaining(['dictated', 'Contoso']));
    expect(assessment?.rubricHash).toBe(plan?.rubricHash);
    const files = await bundleOf(first);
    expect(factsIn(files.get('plans.json') ?? '')).toContain('dictated');
    expect(verifyBundle(files, { digest: sha256, verifySignature }).faults).toEqual([]);
  });

  it('can be read nowhere without that interview’s key', async () => {
    expect(await readableIn()).toEqual([]);
  });

  it('does not reach the next one of the same job, nor the one after that', async () => {
    const second = await create('Bea Second');
    await hold(second);
    const third = await create('Cid Third');

    expect(await leaksOf(second)).toEqual(none);
    expect(await leaksOf(third)).toEqual(none);
    const [one, two] = [await client.read(second), await client.read(third)];
    expect(two.plan?.formId).toBe(one.plan?.formId);
    expect(one.plan?.formId).not.toBe(before.plan?.formId);
    expect(await readableIn()).toEqual([]);
  });
});

describe('after that candidate’s erasure', () => {
  beforeAll(async () => {
    await client.call('DELETE', erasurePathOf(first, 'personal'));
    await untilErased(client, first);
  }, 60_000);

  it('the words are gone; ids, numbers and hashes stay, and everything still reads', async () => {
    const now = await client.read(first);

    expect(await leaksOf(first)).toEqual(none);
    expect(now.plan).toMatchObject({ formId: before.plan?.formId, rubricHash: before.plan?.rubricHash });
    expect(now.plan?.questions.map(({ id, competencyIds }) => ({ id, competencyIds }))).toEqual(
      before.plan?.questions.map(({ id, competencyIds }) => ({ id, competencyIds })),
    );
    expect(new Set(now.plan?.questions.map(({ text }) => text))).toEqual(new Set(['erased']));
    expect(now.assessment?.overallScore).toBe(before.assessment?.overallScore);
    expect(new Set(now.assessment?.competencies.map(({ name }) => name))).toEqual(new Set(['erased']));
    expect(await readableIn()).toEqual([]);
  });

  it('its bundle says so and still verifies, and its certificate counts what went', async () => {
    const report = verifyBundle(await bundleOf(first), { digest: sha256, verifySignature });
    const { emptied, remains } = await untilErased(client, first);

    expect(report.faults).toEqual([]);
    expect(report.notes.join('\n')).toContain('plans.json: 2 withheld, erased');
    expect(emptied).toContainEqual({ table: 'plans', column: 'texts_sealed', rows: 2 });
    expect(emptied).toContainEqual({ table: 'assessments', column: 'wording_sealed', rows: 1 });
    expect(remains.map(({ what }) => what).join('\n')).toContain('of plans that people had changed');
  });

  it('the next candidate of the same job is asked nothing of it', async () => {
    expect(await leaksOf(await create('Dee Fourth'))).toEqual(none);
  });
});
