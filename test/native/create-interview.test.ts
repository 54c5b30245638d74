import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { approvedTemplate } from '../harness/templates.ts';
import { completeRequest, useNativeApi } from './native-bench.ts';

const bench = await useNativeApi();
const { db, call, machine, owner, sealer } = bench;

const create = (body: unknown, headers: Record<string, string> = {}) => call('POST', '/interviews', body, headers);
const rowOf = async (runId: unknown) =>
  (await db('interviews')
    .where({ run_id: runId as string })
    .first()) as Record<string, unknown>;
const pointers = (body: Record<string, unknown>) =>
  (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);

describe('creating an interview', () => {
  it('answers 201 with the state, and has stored timeline and events by then', async () => {
    const { status, body, headers } = await create(completeRequest);

    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'VALIDATING_SKILLS', dataQuality: 'EXCELLENT', missingFields: [] });
    expect(body['runId']).toMatch(/^run_[0-9A-Z]{26}$/);
    expect(headers.get('location')).toBe(`/api/v1/integration/interviews/${String(body['runId'])}`);
    const transitions = await db('transitions')
      .where({ run_id: body['runId'] as string })
      .orderBy('seq');
    expect(transitions.map(({ type, to_state: to }) => [type, to])).toEqual([
      ['received', 'RECEIVED'],
      ['validated', 'VALIDATING_SKILLS'],
    ]);
    const events = await db('events')
      .where({ run_id: body['runId'] as string })
      .orderBy('position');
    expect(events.map(({ type }) => type)).toEqual(['interview.received']);
    expect(machine.started).toContain(body['runId']);
  });

  it('notes in the background that the workflow was started', async () => {
    const { body } = await create(completeRequest);

    await expect.poll(async () => (await rowOf(body['runId']))['workflow_started_at']).toBeInstanceOf(Date);
  });

  it('answers 201 while the engine is down, and leaves the start to the workers', async () => {
    machine.failWith = new AppError('engine.unavailable');
    const { status, body } = await create(completeRequest);
    machine.failWith = null;

    expect(status).toBe(201);
    expect((await rowOf(body['runId']))['workflow_started_at']).toBeNull();
    expect(bench.logs).toContainEqual(expect.objectContaining({ event: 'interview.start_failed' }));
  });

  it('an engine that does not answer holds a caller up for about a second, no longer', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    machine.holdStart = () => gate;
    const startedAt = Date.now();
    const { status, body } = await create(completeRequest);
    const tookMs = Date.now() - startedAt;
    machine.holdStart = () => Promise.resolve();

    expect(status).toBe(201);
    expect(tookMs).toBeLessThan(3_000);
    expect((await rowOf(body['runId']))['workflow_started_at']).toBeNull();
    release();
    await expect.poll(async () => (await rowOf(body['runId']))['workflow_started_at']).toBeInstanceOf(Date);
  });

  it('incomplete data is accepted too, with a question for each gap', async () => {
    const { status, body } = await create({ companyName: 'Acme' });

    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'INFO_NEEDED', dataQuality: 'INSUFFICIENT' });
    const missing = body['missingFields'] as { field: string; severity: string; question: string }[];
    expect(missing.map(({ field, severity }) => [field, severity])).toEqual([
      ['position', 'CRITICAL'],
      ['level', 'CRITICAL'],
      ['qualifications', 'CRITICAL'],
    ]);
    expect(missing.every(({ question }) => question.length > 20)).toBe(true);
    const events = await db('events')
      .where({ run_id: body['runId'] as string })
      .orderBy('position');
    expect(events.map(({ type }) => type)).toEqual(['interview.received', 'interview.info_needed']);
  });

  it('personal data is sealed and readable with its key', async () => {
    const personal = {
      candidateName: 'Zoë Kanari',
      candidateEmail: 'zoe@example.org',
      candidateProfile: { cv: 'ten years' },
    };
    const { body } = await create({ ...completeRequest, ...personal, accommodations: { timeFactor: 1.5 } });

    const row = await rowOf(body['runId']);
    expect(JSON.stringify({ ...row, personal_sealed: null })).not.toMatch(/Kanari|zoe@|ten years/);
    const place = sealPlaces.personalRequest({ tenantId: owner.tenantId, runId: body['runId'] as string });
    expect(await sealer.open(place, row['personal_sealed'] as Buffer)).toEqual({
      ...personal,
      accommodations: { timeFactor: 1.5 },
    });
  });

  it.each([
    [' Zoë <zoe@EXÄMPLE.de>\u00a0', 'zoe@EXÄMPLE.de', []],
    ['user@xn--h1aigbl0e.xn--p1ai', 'user@xn--h1aigbl0e.xn--p1ai', []],
    ['a=b@example.com', 'a=b@example.com', []],
    ['zoe@localhost', 'zoe@localhost', [{ field: 'candidateEmail', code: 'address_not_mailable' }]],
    ['ask at the desk', 'ask at the desk', [{ field: 'candidateEmail', code: 'address_not_mailable' }]],
  ])(
    'an address is kept as it was meant, and what cannot be mailed to holds nothing up: %j',
    async (sent, kept, warnings) => {
      const written = { candidateName: 'علی\u200cرضا\u202e\r\n', candidateProfile: { cv: ['a\u200bb\r\nc', 1] } };
      const { status, body } = await create({ ...completeRequest, ...written, candidateEmail: sent });

      expect({ status, quality: body['dataQuality'], warnings: body['warnings'] }).toEqual({
        status: 201,
        quality: 'EXCELLENT',
        warnings,
      });
      const place = sealPlaces.personalRequest({ tenantId: owner.tenantId, runId: body['runId'] as string });
      expect(await sealer.open(place, (await rowOf(body['runId']))['personal_sealed'] as Buffer)).toEqual({
        candidateName: 'علی\u200cرضا',
        candidateEmail: kept,
        candidateProfile: { cv: ['ab\nc', 1] },
      });
    },
  );

  it('texts are kept clean, and sealed as they were sent where that was not plain text', async () => {
    const jobDescription = '<p>Runs our <b>Go</b> services</p><ul><li>Kafka</li><li>SQL &amp; React</li></ul>';
    const texts = { position: 'Engineer &amp; Architect', qualifications: ['<ul><li>SQL</li><li>Go</li></ul>'] };
    const { body } = await create({ ...completeRequest, ...texts, jobDescription });

    const row = await rowOf(body['runId']);
    expect(row['job']).toMatchObject({
      position: 'Engineer & Architect',
      qualifications: ['SQL', 'Go'],
      jobDescription: 'Runs our Go services\n\n- Kafka\n- SQL & React',
    });
    expect(JSON.stringify({ ...row, original_sealed: null })).not.toMatch(/<|&amp;/);
    const place = sealPlaces.originalTexts({ tenantId: owner.tenantId, runId: body['runId'] as string });
    expect(await sealer.open(place, row['original_sealed'] as Buffer)).toEqual({ ...texts, jobDescription });
    const plain = await create(completeRequest);
    expect((await rowOf(plain.body['runId']))['original_sealed']).toBeNull();
  });

  it('texts that come later are kept clean too, with what was sent beside them', async () => {
    const { body } = await create({ companyName: 'Acme' });
    const runId = String(body['runId']);
    await call('PATCH', `/interviews/${runId}/info`, { jobDescription: '<p>Runs <b>Go</b></p>' });

    const row = (await db('info_submissions').where({ run_id: runId }).first()) as {
      id: string;
      submission_sealed: Buffer;
    };
    const place = sealPlaces.infoSubmission({ tenantId: owner.tenantId, runId }, row.id);
    expect(await sealer.open(place, row.submission_sealed)).toEqual({
      jobDescription: 'Runs Go',
      original: { jobDescription: '<p>Runs <b>Go</b></p>' },
    });
  });

  it('a description of tags alone is none', async () => {
    const jobDescription = `<div>${'<p>&nbsp;</p>'.repeat(40)}</div>`;
    const { body } = await create({ position: 'Engineer', level: 'MID', jobDescription });

    expect(body['dataQuality']).toBe('INSUFFICIENT');
    expect(body['missingFields']).toMatchObject([{ field: 'qualifications' }]);
  });

  it('the same job in HTML and in plain text is the same request', async () => {
    const html = '<p>You&#39;ll run:</p><ul><li>payroll</li><li>audits</li></ul>';
    await create({ ...completeRequest, externalId: 'same-job', jobDescription: html });
    const again = { ...completeRequest, externalId: 'same-job', jobDescription: 'You’ll run:\n\n• payroll\n• audits' };

    expect((await create(again)).body).toMatchObject({ existing: true, differs: false });
  });

  it.each([
    ['as sent', { jobDescription: 'x'.repeat(60_001) }, 'too_large', '60000'],
    ['once clean', { jobDescription: `<p>${'word '.repeat(4_100)}</p>` }, 'text_too_long', '20499'],
    ['an entry', { qualifications: ['x'.repeat(501)] }, 'text_too_long', '501'],
    ['a list', { qualifications: [`<ul>${'<li>Go</li>'.repeat(31)}</ul>`] }, 'too_many_items', '31'],
  ])('a text that is too long %s is refused with both figures', async (_, texts, code, figure) => {
    const { status, body } = await create({ ...completeRequest, ...texts });

    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ code }]);
    expect(JSON.stringify(body['errors'])).toContain(figure);
  });

  it('the longest texts fit, every character of them escaped', async () => {
    const escaped = JSON.stringify({
      ...completeRequest,
      jobDescription: `<p>${'ä'.repeat(19_000)}</p>${'<br/>'.repeat(8_000)}`,
    })
      .replaceAll('ä', '\\u00e4')
      .padEnd(300_000);
    const { status } = await create(JSON.parse(escaped));

    expect(status).toBe(201);
  });

  it('the tenant’s settings are pinned into the run', async () => {
    const other = await bench.admin.tenantWithKey();
    await bench.admin.administration.transaction(other.tenantId, async (unit) => {
      await unit.saveSettings(other.tenantId, {
        autoApprovePlans: true,
        link: { life: 'P2D' },
        defaultLocale: 'en-GB',
      });
    });
    const { body } = await bench.callAs(other.key)('POST', '/interviews', completeRequest);

    const row = await rowOf(body['runId']);
    expect(row['policy']).toMatchObject({ autoApprovePlans: true, linkLifeMs: 2 * 86_400_000 });
    expect(row['locale']).toBe('en-GB');
  });
});

describe('the same interview again', () => {
  it('an externalId returns the existing run, and says whether the request differs', async () => {
    const first = await create({ ...completeRequest, externalId: 'ats-1' });
    const same = await create({ ...completeRequest, externalId: 'ats-1' });
    const other = await create({ ...completeRequest, externalId: 'ats-1', position: 'Cook' });
    const mailed = { ...completeRequest, externalId: 'ats-mail', candidateEmail: 'zoe@exämple.de' };
    await create(mailed);
    expect((await create({ ...mailed, candidateEmail: 'zoe@XN--EXMPLE-CUA.de' })).body).toMatchObject({
      differs: false,
    });
    expect((await create({ ...mailed, candidateEmail: 'Zoe@exämple.de' })).body).toMatchObject({ differs: true });

    expect(same.status).toBe(200);
    expect(same.body).toMatchObject({ runId: first.body['runId'], existing: true, differs: false });
    expect(other.body).toMatchObject({ runId: first.body['runId'], existing: true, differs: true });
  });

  it('says the same with what is absent spelled out, in another case, and with blank entries', async () => {
    const { position, level, qualifications } = completeRequest;
    const first = await create({ position, level, qualifications, externalId: 'ats-spelled' });
    const again = await create({
      position,
      level: level.toLowerCase(),
      qualifications: [...qualifications, null, '', ' '],
      externalId: ' ats-spelled ',
      candidateEmail: null,
      candidateName: '',
      candidateProfile: ' ',
      callbackUrl: '',
      scheduledAt: null,
      templateId: null,
      locale: '',
      accommodations: null,
    });

    expect(first.status).toBe(201);
    expect(again.body).toMatchObject({ runId: first.body['runId'], differs: false });
  });

  it('an externalId of another tenant is another interview', async () => {
    const first = await create({ ...completeRequest, externalId: 'ats-2' });
    const { key } = await bench.admin.tenantWithKey();
    const other = await bench.callAs(key)('POST', '/interviews', { ...completeRequest, externalId: 'ats-2' });

    expect(other.status).toBe(201);
    expect(other.body['runId']).not.toBe(first.body['runId']);
  });

  it('ten at once make one run', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => create({ ...completeRequest, externalId: 'ats-3' })),
    );

    expect(new Set(answers.map(({ body }) => body['runId'])).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
  });

  it('a request whose answer was lost makes no second run under its Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'lost-1' };
    const first = await create(completeRequest, headers);
    // As after a crash between the insert and the stored answer: the lease has lapsed, nothing was kept.
    await db('idempotency_keys').delete();
    const again = await create(completeRequest, headers);

    expect(again.status).toBe(201);
    expect(again.body['runId']).toBe(first.body['runId']);
  });

  it('an Idempotency-Key that is older than three days may be used for a new run', async () => {
    const headers = { 'idempotency-key': 'old-1' };
    const first = await create(completeRequest, headers);
    await db('idempotency_keys').delete();
    await db('interviews')
      .where({ run_id: first.body['runId'] as string })
      .update({ created_at: new Date(Date.now() - 4 * 86_400_000) });
    const again = await create(completeRequest, headers);

    expect(again.status).toBe(201);
    expect(again.body['runId']).not.toBe(first.body['runId']);
  });
});

describe('refused requests', () => {
  const refused: [string, Record<string, unknown>, string][] = [
    ['a wrong type', { position: 7 }, '/position'],
    ['an unknown level', { level: 'GURU' }, '/level'],
    ['an unknown field', { salary: 1 }, '/salary'],
    ['an address as candidateRef', { candidateRef: 'zoe@example.org' }, '/candidateRef'],
    ['white space in an externalId', { externalId: 'a b' }, '/externalId'],
    ['an endless e-mail', { candidateEmail: `${'z'.repeat(320)}@example.org` }, '/candidateEmail'],
    ['an externalId that hides something', { externalId: 'ats\u202e1' }, '/externalId'],
    ['too many qualifications', { qualifications: Array.from({ length: 31 }, () => 'x') }, '/qualifications'],
    ['a long qualification', { qualifications: ['x'.repeat(501)] }, '/qualifications/0'],
    ['a huge profile', { candidateProfile: { cv: 'x'.repeat(50_001) } }, '/candidateProfile'],
    ['a plain http callback', { callbackUrl: 'http://ats.example.org/hook' }, '/callbackUrl'],
    ['credentials in a callback', { callbackUrl: 'https://u:p@ats.example.org/' }, '/callbackUrl'],
    ['a callback into a private network', { callbackUrl: 'https://0x7f.1/hook' }, '/callbackUrl'],
    ['a callback on an odd port', { callbackUrl: 'https://ats.example.org:22/' }, '/callbackUrl'],
    ['a start without offset', { scheduledAt: '2027-01-01T09:00:00' }, '/scheduledAt'],
    ['a start in the past', { scheduledAt: '2020-01-01T09:00:00Z' }, '/scheduledAt'],
    ['a start in the far future', { scheduledAt: '9999-12-31T23:59:59-23:59' }, '/scheduledAt'],
    ['a wrong locale', { locale: 'english please' }, '/locale'],
    ['too much time', { accommodations: { timeFactor: 4 } }, '/accommodations/timeFactor'],
  ];

  it.each(refused)('%s is a 400 that points at the field and stores nothing', async (_, change, pointer) => {
    const before = await db('interviews').count();
    const { status, body } = await create({ ...completeRequest, ...change });

    expect(status).toBe(400);
    expect(pointers(body)).toContain(pointer);
    expect(await db('interviews').count()).toEqual(before);
  });

  it.each(['de', 'fr-CA', 'it', 'enm'])(
    'the language %s, which the engine cannot do, is a 422 that names those it can and stores nothing',
    async (locale) => {
      const before = await db('interviews').count();
      const { status, body } = await create({ ...completeRequest, locale });

      expect({ status, body }).toMatchObject({
        status: 422,
        body: { code: 'locale.unsupported', locales: ['en'], errors: [{ pointer: '/locale' }] },
      });
      expect(await db('interviews').count()).toEqual(before);
    },
  );

  it('the same holds for the language of the tenant, of a template, and of what is supplied later', async () => {
    const other = await bench.admin.tenantWithKey();
    await bench.admin.administration.transaction(other.tenantId, async (unit) => {
      await unit.saveSettings(other.tenantId, { defaultLocale: 'es' });
    });
    const { id: templateId } = await approvedTemplate(db, owner.tenantId, { locale: 'de' });
    const { body: waiting } = await create({ ...completeRequest, position: undefined });
    const answers = [
      await bench.callAs(other.key)('POST', '/interviews', completeRequest),
      await create({ templateId, candidateName: 'Zoe' }),
      await call('PATCH', `/interviews/${String(waiting['runId'])}/info`, { position: 'Cook', locale: 'fr' }),
    ];

    for (const answer of answers) expect(answer).toMatchObject({ status: 422, body: { code: 'locale.unsupported' } });
    const own = await bench.callAs(other.key)('POST', '/interviews', { ...completeRequest, locale: 'EN-us' });
    expect(own.status).toBe(201);
  });

  it('a template that there is not is a 404 that says so and stores nothing', async () => {
    const before = await db('interviews').count();
    const { status, body } = await create({ ...completeRequest, templateId: 't1' });

    expect({ status, body }).toMatchObject({ status: 404, body: { code: 'template.not_found' } });
    expect(await db('interviews').count()).toEqual(before);
  });
});
