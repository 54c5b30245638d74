// What each vendor signs, held against what a forger could send; and what its documented bodies say in our words.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AtsHooks, HookCall } from '../../domain/ports/ats-hooks.ts';
import { ashbyHooks } from './ashby/hooks.ts';
import { greenhouseHooks } from './greenhouse/hooks.ts';
import { leverHooks } from './lever/hooks.ts';

const now = Date.UTC(2026, 10, 27, 12);
const hex = (secret: string, signed: string | Buffer): string =>
  createHmac('sha256', secret).update(signed).digest('hex');
const call = (body: string | Buffer, headers: Record<string, string> = {}): HookCall => ({
  body: Buffer.from(body),
  headers,
  receivedAt: now,
});

describe('Greenhouse', () => {
  // Greenhouse escapes what is not ASCII before it signs: whoever parses and writes it anew signs something else.
  const body = '{"action":"candidate_stage_change","payload":{"note":"\\u003cp\\u003eZo\\u00eb\\u003c/p\\u003e"}}';
  const verify = (headers: Record<string, string>, secret: unknown = 'key', sent = body) =>
    greenhouseHooks.verify(call(sent, headers), { webhookSecret: secret });

  it('signs the bytes as they came, with a space after the algorithm', () => {
    expect(verify({ signature: `sha256 ${hex('key', body)}` })).toBe('authentic');
    expect(verify({ signature: `sha256 ${hex('key', JSON.stringify(JSON.parse(body)))}` })).toBe('forged');
  });

  it.each([
    ['no header', {}],
    ['an equals sign', { signature: `sha256=${hex('key', body)}` }],
    ['another secret', { signature: `sha256 ${hex('other', body)}` }],
    ['a cut digest', { signature: `sha256 ${hex('key', body).slice(0, 62)}` }],
    ['a digest that is none', { signature: `sha256 ${'z'.repeat(64)}` }],
    ['more behind it', { signature: `sha256 ${hex('key', body)} ` }],
  ])('with %s is forged', (_, headers: Record<string, string>) => {
    expect(verify(headers)).toBe('forged');
  });

  it('is held against each of several secrets, and is unsigned where there is none', () => {
    expect(verify({ signature: `sha256 ${hex('second', body)}` }, ['first', 'second'])).toBe('authentic');
    expect(verify({ signature: `sha256 ${hex('', body)}` }, null)).toBe('unsigned');
    expect(verify({ signature: `sha256 ${hex('', body)}` }, [])).toBe('unsigned');
  });

  const application = {
    id: 265277,
    status: 'active',
    last_activity_at: '2015-02-09T16:38:36Z',
    url: 'https://app.greenhouse.io/people/265772?application_id=265277',
    current_stage: { id: 71416, name: 'Assessment', interviews: [] },
    candidate: {
      id: 265772,
      first_name: 'Giuseppe',
      last_name: 'Hurley',
      phone_numbers: [{ value: '330-281-8004', type: 'home' }],
      email_addresses: [
        { value: 'work@example.com', type: 'work' },
        { value: 'giuseppe.hurley@example.com', type: 'personal' },
      ],
    },
    jobs: [{ id: 3485, name: 'Designer', status: 'open', departments: [{ id: 237, name: 'Community' }] }],
  };
  const withBlanks = {
    ...application,
    candidate: {
      ...application.candidate,
      first_name: ' ',
      phone_numbers: [{ value: '', type: 'mobile' }, null, ...application.candidate.phone_numbers],
      email_addresses: [{ value: ' ', type: 'personal' }, ...application.candidate.email_addresses],
    },
    jobs: [{}, ...application.jobs],
  };
  const read = (told: object, headers = {}) => greenhouseHooks.read(call(JSON.stringify(told), headers));

  it('tells a change of stage with the whole application, known again by its event id', () => {
    const told = { action: 'candidate_stage_change', payload: { application } };
    expect(read(told, { 'greenhouse-event-id': 'evt-1' })).toEqual({
      kind: 'event',
      action: 'candidate_stage_change',
      eventKey: 'evt-1',
      event: {
        type: 'stage_entered',
        applicationId: '265277',
        candidateId: '265772',
        jobId: '3485',
        mergedInto: null,
        at: Date.UTC(2015, 1, 9, 16, 38, 36),
        application: {
          applicationId: '265277',
          candidateId: '265772',
          status: 'active',
          stage: { id: '71416', name: 'Assessment' },
          job: { id: '3485', name: 'Designer', open: true, departments: ['Community'] },
          person: { name: 'Giuseppe Hurley', email: 'giuseppe.hurley@example.com', phone: '330-281-8004' },
          profileUrl: 'https://app.greenhouse.io/people/265772?application_id=265277',
          updatedAt: Date.UTC(2015, 1, 9, 16, 38, 36),
        },
      },
    });
    // Without one the bytes are what it is known by.
    const [one, same, other] = [told, told, { ...told, more: 1 }].map((sent) => read(sent));
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
  });

  it.each([
    [{ action: 'ping', web_hook_id: 1 }, { kind: 'ping' }],
    [
      { action: 'offer_created', payload: {} },
      { kind: 'ignored', action: 'offer_created' },
    ],
    [{ action: 'candidate_stage_change', payload: {} }, { kind: 'unreadable' }],
    [{ payload: { application } }, { kind: 'unreadable' }],
    // Words that every object of JavaScript has, and the vendor does not mean.
    [
      { action: 'constructor', payload: { application } },
      { kind: 'ignored', action: 'constructor' },
    ],
    [
      { action: 'candidate_stage_change', payload: { application: { ...application, status: 'constructor' } } },
      { kind: 'event', event: { application: { status: 'other' } } },
    ],
    // What is empty hides nothing that is not.
    [
      { action: 'candidate_stage_change', payload: { application: withBlanks } },
      {
        kind: 'event',
        event: {
          application: {
            job: { id: '3485' },
            person: { name: 'Hurley', email: 'giuseppe.hurley@example.com', phone: '330-281-8004' },
          },
        },
      },
    ],
    [
      { action: 'delete_candidate', payload: { person: { id: 37031511, deleted_application_ids: [46196263] } } },
      { kind: 'event', event: { type: 'candidate_deleted', candidateId: '37031511' } },
    ],
    // A merge, told to somebody who did not ask for merges.
    [
      { action: 'delete_candidate', payload: { person: { id: 37031511, deleted_application_ids: [] } } },
      { kind: 'ignored', action: 'delete_candidate' },
    ],
    [
      { action: 'merge_candidate', payload: { person: { id: 37031511, new_candidate_id: 457456 } } },
      { kind: 'event', event: { type: 'candidate_merged', candidateId: '37031511', mergedInto: '457456' } },
    ],
    [
      { action: 'candidate_anonymized', payload: { candidate_id: 5, anonymized_fields: ['full_name'] } },
      { kind: 'event', event: { type: 'candidate_anonymized', candidateId: '5' } },
    ],
    [
      { action: 'job_updated', payload: { job: { id: 3, status: 'closed' } } },
      { kind: 'event', event: { type: 'job_closed', jobId: '3' } },
    ],
    [
      { action: 'job_updated', payload: { job: { id: 3, status: 'open' } } },
      { kind: 'event', event: { type: 'job_opened', jobId: '3' } },
    ],
    [
      { action: 'reject_candidate', payload: { application: { ...application, status: 'rejected' } } },
      { kind: 'event', event: { type: 'application_rejected', application: { status: 'rejected' } } },
    ],
  ])('%j is %j', (told, reading) => {
    expect(read(told)).toMatchObject(reading);
  });
});

describe('Ashby', () => {
  const body = '{"action":"ping","data":{"name":"Zo\\u00eb"}}';
  const verify = (headers: Record<string, string>, credentials: object = { webhookSecret: 'key' }) =>
    ashbyHooks.verify(call(body, headers), { ...credentials });

  it('signs the bytes, with an equals sign after the algorithm', () => {
    expect(verify({ 'ashby-signature': `sha256=${hex('key', body)}` })).toBe('authentic');
    expect(verify({ 'ashby-signature': `sha256 ${hex('key', body)}` })).toBe('forged');
    expect(verify({ 'ashby-signature': `sha256=${hex('other', body)}` })).toBe('forged');
    expect(verify({})).toBe('forged');
    expect(verify({}, {})).toBe('unsigned');
  });

  const application = {
    id: '5b591aed-88e3-4395-b9c6-7d529f93354a',
    status: 'Active',
    updatedAt: '2026-11-27T10:00:00.000Z',
    candidate: { id: 'c-1', name: 'Zoë', primaryEmailAddress: { value: 'zoe@example.com', type: 'Personal' } },
    currentInterviewStage: { id: 's-1', title: 'Pre-Screen', type: 'Active' },
    job: { id: 'j-1', title: 'Engineer' },
  };
  const told = (action: string, more: object = {}, actionId?: string) =>
    ashbyHooks.read(
      call(
        JSON.stringify({
          action,
          ...(actionId && { webhookActionId: actionId }),
          data: { application: { ...application, ...more } },
        }),
      ),
    );
  const keyOf = (reading: ReturnType<AtsHooks['read']>) => (reading.kind === 'event' ? reading.eventKey : reading.kind);

  it('reads the application, which lacks nothing that rules look at but the department', () => {
    expect(told('candidateStageChange')).toMatchObject({
      action: 'candidateStageChange',
      event: {
        type: 'stage_entered',
        application: {
          applicationId: application.id,
          stage: { id: 's-1', name: 'Pre-Screen' },
          job: { id: 'j-1', name: 'Engineer', open: null, departments: null },
          person: { name: 'Zoë', email: 'zoe@example.com' },
        },
      },
    });
  });

  it('a hire that comes as three hooks is one event, with an action id and without', () => {
    const hooks = ['candidateHire', 'candidateStageChange', 'applicationUpdate'];
    for (const actionId of ['act-1', undefined]) {
      const hired = hooks.map((action) => told(action, { status: 'Hired' }, actionId));
      expect(new Set(hired.map(keyOf)).size).toBe(1);
      expect(hired[2]).toMatchObject({ event: { type: 'application_hired' } });
    }
  });

  it('retries are the same event, another stage, time or action is another one', () => {
    const key = keyOf(told('candidateStageChange', {}, 'act-1'));
    expect(keyOf(told('candidateStageChange', {}, 'act-1'))).toBe(key);
    expect(keyOf(told('candidateStageChange', {}, 'act-2'))).not.toBe(key);
    expect(keyOf(told('candidateStageChange', { currentInterviewStage: { id: 's-2' } }, 'act-1'))).not.toBe(key);
    const unnamed = keyOf(told('candidateStageChange'));
    expect(keyOf(told('candidateStageChange', { updatedAt: '2026-11-27T10:00:01.000Z' }))).not.toBe(unnamed);
    // An update tells of a stage that was known before; it must not stand in the way of the change.
    expect(keyOf(told('applicationUpdate', {}, 'act-1'))).not.toBe(key);
  });

  it('a status that is no word of Ashby’s is another one, whatever objects have by that name', () => {
    expect(told('candidateStageChange', { status: 'constructor' })).toMatchObject({
      event: { application: { status: 'other' } },
    });
  });

  it('a closed job is told with its id', () => {
    const closed = { action: 'jobUpdate', data: { job: { id: 'j-1', title: 'Engineer', status: 'Closed' } } };
    expect(ashbyHooks.read(call(JSON.stringify(closed)))).toMatchObject({
      event: { type: 'job_closed', jobId: 'j-1' },
    });
  });
});

describe('Lever', () => {
  const hook = (more: object = {}, secret = 'tok') => {
    const signed = { token: 't-1', triggeredAt: now, ...more };
    return {
      event: 'candidateStageChange',
      data: { opportunityId: 'o-1', candidateId: 'c-1' },
      signature: hex(secret, `${signed.token}${signed.triggeredAt}`),
      ...signed,
    };
  };
  const verify = (sent: object, tokens: unknown = ['first', 'tok']) =>
    leverHooks.verify(call(JSON.stringify(sent)), { signatureTokens: tokens });

  it('signs its token and its time, and nothing else', () => {
    expect(verify(hook())).toBe('authentic');
    expect(verify(hook({}, 'other'))).toBe('forged');
    expect(verify({ ...hook(), token: 't-2' })).toBe('forged');
    expect(verify({ ...hook(), triggeredAt: now + 1 })).toBe('forged');
    expect(verify({ ...hook(), signature: undefined })).toBe('forged');
    // What it says beside them is nobody's word.
    expect(verify({ ...hook(), data: { opportunityId: 'o-2' } })).toBe('authentic');
    expect(leverHooks.signsBody).toBe(false);
    expect(verify(hook(), [])).toBe('unsigned');
  });

  it('is stale a day later, and when it comes from the future', () => {
    expect(verify(hook({ triggeredAt: now - 23 * 3_600_000 }))).toBe('authentic');
    expect(verify(hook({ triggeredAt: now - 25 * 3_600_000 }))).toBe('stale');
    expect(verify(hook({ triggeredAt: now + 3_600_000 }))).toBe('stale');
  });

  it('names whom to look at, and the record is left to be read', () => {
    const read = (sent: object) => leverHooks.read(call(JSON.stringify(sent)));
    expect(read(hook())).toMatchObject({
      kind: 'event',
      eventKey: 't-1',
      event: { type: 'stage_entered', applicationId: 'o-1', candidateId: null, application: null },
    });
    expect(read({ event: 'candidateStageChange', data: {} })).toEqual({ kind: 'ping' });
    expect(read({ ...hook(), event: 'interviewCreated' })).toEqual({ kind: 'ignored', action: 'interviewCreated' });
  });
});

it.each([
  ['no JSON', '{'],
  ['no object', '[]'],
  ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d])],
  ['deep nesting', `${'['.repeat(100_000)}`],
])('%s is unreadable to all of them, and no mistake of ours', (_, body) => {
  for (const hooks of [greenhouseHooks, ashbyHooks, leverHooks])
    expect(hooks.read(call(body))).toEqual({ kind: 'unreadable' });
});
