// Mappings over HTTP: saved only when every entry fits, tried before, and shown as a table of who owns what.
import { beforeAll, describe, expect, test } from 'vitest';
import { mappingFeature } from '../../api/wiring/mapping.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { pendingRun, useNativeApi } from '../native/native-bench.ts';
import { createFakeVendor } from './fake-records.ts';

const { kind, sessions, vendor } = createFakeVendor();
const world = await useNativeApi({
  features: [
    (deps) =>
      mappingFeature({
        ...deps,
        atsKinds: { ...deps.atsKinds, acme: kind },
        atsSessions: { ...deps.atsSessions, ...sessions },
      }),
  ],
});
const { api, db, owner, admin, call } = world;
const { tenantId } = owner;
const id = 'con_mapping';

const ask = async (
  method: string,
  below: string,
  body?: unknown,
  headers: Record<string, string> = {},
  key = owner.key,
) => {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const all = { 'x-api-key': key, 'content-type': 'application/json', ...headers };
  const response = await fetch(`${api.url}/api/v1/connections/${below}`, { method, headers: all, ...sent });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: JSON.parse(text) as Record<string, unknown>,
  };
};
const pointers = ({ body }: { body: Record<string, unknown> }) =>
  (body['errors'] as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]);

const insertConnection = (ofKind: string, connectionId: string) =>
  db('connections').insert({
    id: connectionId,
    tenant_id: tenantId,
    kind: ofKind,
    name: ofKind,
    config: {},
    credentials_hints: {},
    credentials_sealed: Buffer.from('x'),
  });

const scoreField = { source: 'assessment.score100', target: { object: 'application', key: 'ai_score' } };

beforeAll(async () => {
  await insertConnection('acme', id);
  await insertConnection('solidats', 'con_other_kind');
});

describe('a mapping', () => {
  test('is a proposal until it is saved, counts up, and refuses who was slower', async () => {
    const before = await ask('GET', `${id}/mapping`);
    const saved = await ask(
      'PUT',
      `${id}/mapping`,
      { fields: [scoreField] },
      { 'if-match': before.headers.get('etag') ?? '' },
    );
    const again = await ask('PUT', `${id}/mapping`, { fields: [scoreField] });
    const late = await ask('PUT', `${id}/mapping`, { fields: [] }, { 'if-match': before.headers.get('etag') ?? '' });

    expect(before.body).toMatchObject({
      version: 0,
      isSaved: false,
      mapping: { note: true, fields: [], fallbackTag: 'phone-screen' },
    });
    expect(saved.body).toMatchObject({ version: 1, isSaved: true, mapping: { fields: [scoreField] } });
    expect([again.body['version'], late.status, late.body['code']]).toEqual([1, 412, 'request.precondition_failed']);
    const acts = (await db('audit_intake').where({
      tenant_id: tenantId,
      act: 'connection.mapping_changed',
    })) as unknown[];
    expect(acts).toHaveLength(1);
  });

  test('is refused as a whole, each entry that does not fit with its place and why', async () => {
    const application = (key: string) => ({ object: 'application', key });
    const bad = await ask('PUT', `${id}/mapping`, {
      fields: [
        { source: 'assessment.sentiment', target: application('ai_score') },
        { source: 'assessment.summary', target: application('ai_score') },
        { source: 'assessment.verdict', target: application('disposition') },
        {
          source: 'assessment.verdict',
          target: application('disposition'),
          convert: { kind: 'table', values: { HIRE: 'Advance' } },
          when: { decided: true },
        },
        { source: 'assessment', target: application('summary') },
        { source: 'assessment.score100', target: application('nothing') },
        { source: 'interview.runId', target: { object: 'candidate', key: 'owner' } },
        { expression: 'assessment.(', target: application('summary') },
        { expression: 'assesment.score100', target: { object: 'candidate', key: 'decided_on' } },
        { source: 'assessment.strengths', target: { object: 'candidate', key: 'decided_on' } },
        {
          source: 'times.decided',
          target: { object: 'candidate', key: 'decided_on' },
          convert: { kind: 'date', timezone: 'Mars/Crater' },
        },
        {
          source: 'assessment.summary',
          target: application('summary'),
          convert: { kind: 'template', text: '{value} {nobody.here}' },
        },
      ],
      stage: { onVerdict: { HIRE: '999' }, setsOffAutomaticMails: true },
      theirs: [application('summary')],
    });

    expect([bad.status, bad.body['code']]).toEqual([422, 'mapping.invalid']);
    expect(pointers(bad)).toEqual(
      expect.arrayContaining([
        ['/fields/0/source', 'unknown_path'],
        ['/fields/1/target', 'wrong_type'],
        ['/fields/2/target', 'no_option'],
        ['/fields/3/convert/values', 'values_missing'],
        ['/fields/4/source', 'not_a_value'],
        ['/fields/5/target', 'unknown_field'],
        ['/fields/6/target', 'not_writable'],
        ['/fields/7/expression', 'expression_invalid'],
        ['/fields/8/expression', 'unknown_path'],
        ['/fields/9/source', 'is_list'],
        ['/fields/10/convert/timezone', 'not_allowed'],
        ['/fields/11/convert/text', 'unknown_path'],
        ['/fields/1/target', 'written_twice'],
        ['/fields/4/target', 'theirs'],
        ['/stage/onVerdict/HIRE', 'unknown_stage'],
      ]),
    );
    expect((await ask('GET', `${id}/mapping`)).body['version']).toBe(1);
  });

  test.each([
    [{ fields: [{ ...scoreField, expression: '1' }] }, '/fields/0/source'],
    [{ stage: { onVerdict: { HIRE: '501' } } }, '/stage/setsOffAutomaticMails'],
    [{ fields: Array.from({ length: 101 }, () => scoreField) }, '/fields'],
    [{ fields: [{ expression: 'x'.repeat(1_001), target: scoreField.target }] }, '/fields/0/expression'],
    [{ fallbackTag: 'a,b' }, '/fallbackTag'],
  ])('of another shape is refused before anybody is asked: %#', async (body, pointer) => {
    vendor.calls.length = 0;
    const refused = await ask('PUT', `${id}/mapping`, body);

    expect([refused.status, pointers(refused)[0]?.[0], vendor.calls]).toEqual([400, pointer, []]);
  });

  test('is not saved unchecked while the ATS is away, and the ATS’s fields are those of now', async () => {
    vendor.isAway = true;
    const saving = await ask('PUT', `${id}/mapping`, { fields: [] });
    const reading = await ask('GET', `${id}/mapping`);
    vendor.isAway = false;
    const fields = await ask('GET', `${id}/fields`);

    expect([saving.status, saving.body['code'], saving.body['reason']]).toEqual([
      503,
      'connection.vendor_unavailable',
      'vendor_unavailable',
    ]);
    expect([reading.status, reading.body['version']]).toEqual([200, 1]);
    expect(fields.body['items']).toContainEqual({
      object: 'application',
      key: 'ai_score',
      name: 'AI score',
      type: 'number',
      options: null,
    });
  });

  test('is another tenant’s business nowhere, and none of a kind without a record', async () => {
    const stranger = await admin.tenantWithKey();
    for (const [method, below, body] of [
      ['GET', 'mapping', undefined],
      ['PUT', 'mapping', {}],
      ['GET', 'fields', undefined],
      ['GET', 'ownership', undefined],
      ['POST', 'mapping/preview', { runId: 'run_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' }],
    ] as const) {
      expect((await ask(method, `${id}/${below}`, body, {}, stranger.key)).status).toBe(404);
      expect((await ask(method, `con_other_kind/${below}`, body)).body['code']).toBe('connection.no_record');
    }
  });
});

test('who owns what is a table with every field that is written, and what stays the ATS’s', async () => {
  await ask('PUT', `${id}/mapping`, {
    fields: [scoreField],
    theirs: [{ object: 'application', key: 'summary' }],
    files: ['pdf'],
  });

  const { body } = await ask('GET', `${id}/ownership`);

  expect(body['items']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        object: 'application',
        thing: 'status and stage',
        owner: 'ats',
        direction: 'from_ats',
      }),
      expect.objectContaining({
        object: 'candidate',
        thing: 'name, e-mail, phone',
        owner: 'ats',
        direction: 'from_ats',
      }),
      expect.objectContaining({ thing: 'ai_score', name: 'AI score', owner: 'parley', direction: 'to_ats' }),
      expect.objectContaining({ thing: 'summary', owner: 'ats', direction: 'none' }),
      expect.objectContaining({ thing: 'files of ours' }),
    ]),
  );
});

describe('a preview', () => {
  let runId = '';
  beforeAll(async () => {
    runId = await assessedRun(world);
    await call('POST', `/interviews/${runId}/assessment/approve`);
    await db('orders').insert({
      id: 'ord_preview',
      tenant_id: tenantId,
      run_id: runId,
      face: 'trigger',
      natural_key: 'n',
      connection_id: id,
      vendor_keys: { applicationId: '77', candidateId: '66' },
    });
  });
  const items = ({ body }: { body: Record<string, unknown> }) => body['items'] as Record<string, unknown>[];

  test('shows what would be written beside what stands there, and writes nothing, here or there', async () => {
    vendor.values.set('application:ai_score', 12);
    const linksBefore = (await db('result_links').where({ run_id: runId })) as unknown[];

    const shown = await ask('POST', `${id}/mapping/preview`, { runId });

    expect(shown.status).toBe(200);
    expect(items(shown)[0]).toMatchObject({
      target: 'field:application:ai_score',
      value: 70,
      now: 12,
      isThere: false,
      unreadable: null,
    });
    expect(items(shown).find(({ kind: one }) => one === 'note')).toMatchObject({
      value: expect.stringContaining('I moved the traffic to Dublin') as string,
      isThere: false,
    });
    expect(await db('result_links').where({ run_id: runId })).toEqual(linksBefore);
  });

  test('of a mapping that is tried does not save it, and one that fails is said at its target', async () => {
    const mapping = {
      note: false,
      fields: [
        { expression: '($f := function($x){ $f($x) }; $f(assessment.score100))', target: scoreField.target },
        {
          source: 'assessment.verdict',
          target: { object: 'application', key: 'disposition' },
          convert: { kind: 'table', values: { HIRE: 'Hold' }, else: null },
        },
      ],
    };
    const shown = await ask('POST', `${id}/mapping/preview`, { runId, mapping });

    expect(items(shown)).toMatchObject([{ target: 'field:application:disposition', value: '12' }]);
    expect(shown.body['problems']).toMatchObject([
      { target: 'field:application:ai_score', code: 'mapping.expression_slow' },
    ]);
    expect((await ask('GET', `${id}/mapping`)).body).toMatchObject({ mapping: { note: true } });
  });

  test('says why it does not know what stands there while the ATS is away', async () => {
    vendor.isAway = true;
    const shown = await ask('POST', `${id}/mapping/preview`, { runId });
    vendor.isAway = false;

    expect(items(shown)[0]).toMatchObject({ value: 70, now: null, isThere: null, unreadable: 'vendor_unavailable' });
  });

  test('has nothing to show before there is anything to tell, and nothing of a run that is not there', async () => {
    const open = await ask('POST', `${id}/mapping/preview`, { runId: await pendingRun(world) });
    const unknown = await ask('POST', `${id}/mapping/preview`, { runId: 'run_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' });

    expect(open.body).toEqual({ revision: null, items: [], problems: [] });
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'interview.not_found']);
  });
});

describe('the result document over HTTP', () => {
  test('is what mappings are made of, and refused once consent is withdrawn', async () => {
    const runId = await assessedRun(world);
    const open = await call('GET', `/interviews/${runId}/result-document`);
    await call('POST', `/interviews/${runId}/assessment/approve`, { approvedBy: 'Ruth Recruiter' });
    const decided = await call('GET', `/interviews/${runId}/result-document`);
    await db('interviews').where({ run_id: runId }).update({ consent_withdrawn_at: new Date() });
    const withdrawn = await call('GET', `/interviews/${runId}/result-document`);

    expect(open.body).toMatchObject({
      version: 1,
      interview: { status: 'in_review' },
      assessment: null,
      decision: null,
    });
    expect(decided.body).toMatchObject({
      interview: { status: 'complete', language: 'en' },
      assessment: { score100: 70, score5: 3.8, verdict: 'HIRE' },
      decision: { accepted: true, decidedBy: 'Ruth Recruiter', verdict: 'HIRE', overridden: false },
      coverage: { questionsAnswered: 1 },
      talk: { candidateWords: 17, interviewerWords: 5 },
    });
    expect([withdrawn.status, withdrawn.body['code']]).toEqual([409, 'consent.withdrawn']);
  });
});
