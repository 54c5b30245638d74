import { describe, expect, test } from 'vitest';
import { describeWebhooks } from '../../api/routes/webhooks/describe-webhooks.ts';
import { exampleOf } from '../../api/routes/webhooks/event-examples.ts';
import { eventSchema, eventSchemaOf } from '../../api/routes/webhooks/event-schema.ts';
import { eventTypes } from '../../domain/events/event-types.ts';
import type { NewFact } from '../../domain/lifecycle/facts.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { pendingRun, useNativeApi } from '../native/native-bench.ts';
import { publicUrl } from '../harness/world.ts';
import { createWebhookWorld } from './webhook-world.ts';

const bench = await useNativeApi();
const { db, owner, machine } = bench;
const { tenantId } = owner;
const { api, events, settled } = await createWebhookWorld(db, { sealer: bench.sealer });

const bodiesOf = async (runId: string) => await events.ofRun({ tenantId, runId });
const dataOf = async (runId: string, type: string) => (await bodiesOf(runId)).find((body) => body.type === type)?.data;

/** The feed's text, cut into its items as they stand there. */
const rawItems = async (): Promise<Map<string, string>> => {
  const raw = new Map<string, string>();
  await settled(tenantId);
  for (let after = ''; ;) {
    const response = await fetch(`${api.url}/api/v1/events?limit=200${after}`, { headers: { 'X-API-Key': owner.key } });
    const text = await response.text();
    const page = JSON.parse(text) as { items: { id: string }[]; nextCursor: string };
    if (page.items.length === 0) return raw;
    for (const item of page.items) {
      const serialized = JSON.stringify(item);
      expect(text).toContain(serialized);
      raw.set(item.id, serialized);
    }
    after = `&after=${page.nextCursor}`;
  }
};

const link = /^http:\/\/parley\.test\/interview\/[\w-]{43}$/;

describe('the body of an event', () => {
  test('is the same, byte for byte, in the feed, for a delivery and in a run’s list', async () => {
    const runs = [await assessedRun(bench), await pendingRun(bench)];
    const raw = await rawItems();
    const checked = [];
    for (const runId of runs)
      for (const body of await bodiesOf(runId)) {
        checked.push(body.type);
        expect(raw.get(body.id)).toBe(JSON.stringify(body));
        expect(JSON.stringify(await events.find(tenantId, body.id, null))).toBe(JSON.stringify(body));
      }

    expect(checked.length).toBeGreaterThanOrEqual(8);
  });

  test('matches what the API description says, for a whole interview', async () => {
    const runId = await assessedRun(bench);
    await bench.call('POST', `/interviews/${runId}/assessment/approve`);
    const bodies = await bodiesOf(runId);

    for (const body of bodies) {
      expect(eventSchemaOf(body.type).parse(body)).toEqual(body);
      expect(eventSchema.parse(body)).toEqual(body);
      expect(body.event).toBe(body.type);
      expect(Object.keys(body).at(-1)).toBe('event');
    }
    expect(bodies.at(-1)).toMatchObject({
      type: 'interview.assessment_approved',
      outcome: 'ASSESSMENT_APPROVED',
      data: { assessmentRevision: 1, overallScore: 70, verdict: 'HIRE', overridden: false, humanFollowUp: false },
    });
  });

  test('has the candidate’s link, until it is erased', async () => {
    const runId = await pendingRun(bench);
    await bench.call('POST', `/interviews/${runId}/plan/approve`);
    const before = await dataOf(runId, 'interview.approved');
    const shown = (await bench.call('GET', `/interviews/${runId}`)).body;

    expect(before).toMatchObject({ planRevision: 1, interviewLink: shown['interviewLink'] });
    expect(before?.['interviewLink']).toMatch(link);
    expect(before?.['linkExpiresAt']).toBe(shown['linkExpiresAt']);
    await bench.sealer.destroyKey({ tenantId, runId }, 'personal');
    expect(await dataOf(runId, 'interview.approved')).toEqual({ planRevision: 1, linkErased: true });
    await db('interviews').where({ run_id: runId }).update({ link_sealed: null });
    expect(await dataOf(runId, 'interview.approved')).toEqual({ planRevision: 1, linkErased: true });
  });

  test('of an approval stays as it was when the interview is scheduled later', async () => {
    const runId = await pendingRun(bench);
    await bench.call('POST', `/interviews/${runId}/plan/approve`);
    const before = JSON.stringify(await dataOf(runId, 'interview.approved'));
    const scheduledAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
    await bench.call('POST', `/interviews/${runId}/schedule`, { scheduledAt });
    const scheduled = await dataOf(runId, 'interview.scheduled');

    expect(JSON.stringify(await dataOf(runId, 'interview.approved'))).toBe(before);
    expect(scheduled).toMatchObject({ scheduledAt, interviewLink: expect.stringMatching(link) as string });
  });

  test('of an assessment stays as it was when it is scored again', async () => {
    const runId = await assessedRun(bench);
    const before = JSON.stringify(await dataOf(runId, 'interview.assessment_pending'));
    const [first] = (await db('assessments').where({ run_id: runId })) as Record<string, unknown>[];
    const second = {
      ...first,
      revision: 2,
      overall_score: 20,
      verdict: 'NO_HIRE',
      result: JSON.stringify(first?.['result']),
    };
    await db('assessments').insert(second);
    await machine.feed(runId, { type: 'rescoreRequested', detail: { revision: 2 } });
    await machine.feed(runId, { type: 'assessmentReady', detail: { revision: 2, verdict: 'NO_HIRE' } });
    const pending = (await bodiesOf(runId)).filter(({ type }) => type === 'interview.assessment_pending');

    expect(before).toContain('"overallScore":70');
    expect(JSON.stringify(pending[0]?.data)).toBe(before);
    expect(pending[1]?.data).toMatchObject({ overallScore: 20, verdict: 'NO_HIRE', overridden: false });
  });

  test('has the link in reminders of candidates, not in those of recruiters', async () => {
    const runId = await pendingRun(bench);
    await machine.feed(runId, { type: 'reminded', detail: { number: 1, audience: 'recruiter' } });
    await bench.call('POST', `/interviews/${runId}/plan/approve`);
    await machine.feed(runId, { type: 'reminded', detail: { number: 1, audience: 'candidate' } });
    const reminders = (await bodiesOf(runId)).filter(({ type }) => type === 'interview.reminder');

    expect(reminders.map(({ data }) => [data['audience'], 'interviewLink' in data])).toEqual([
      ['recruiter', false],
      ['candidate', true],
    ]);
  });

  test.each<[NewFact, boolean]>([
    [{ type: 'optedOut', detail: {} }, true],
    [{ type: 'noShow', detail: {} }, true],
    [{ type: 'expired', detail: {} }, true],
    [{ type: 'withdrawn', detail: {} }, false],
    [{ type: 'cancelled', detail: {} }, false],
  ])('after %j says whether a person should follow up', async (fact, humanFollowUp) => {
    const runId = await pendingRun(bench);
    await machine.feed(runId, fact);
    const data = await dataOf(runId, 'interview.cancelled');

    expect(data?.['humanFollowUp']).toBe(humanFollowUp);
    expect(eventSchemaOf('interview.cancelled').safeParse((await bodiesOf(runId)).at(-1)).success).toBe(true);
  });

  test('is no other tenant’s', async () => {
    const runId = await pendingRun(bench);
    const [body] = await bodiesOf(runId);
    const other = await bench.admin.tenantWithKey();

    expect(await events.find(other.tenantId, body?.id ?? '', null)).toBeNull();
    expect(await events.ofRun({ tenantId: other.tenantId, runId })).toEqual([]);
    expect(await events.find(tenantId, crypto.randomUUID(), null)).toBeNull();
  });

  test('takes one statement for a page and one for each run’s key', async () => {
    for (let run = 0; run < 3; run += 1) {
      const runId = await pendingRun(bench);
      await bench.call('POST', `/interviews/${runId}/plan/approve`);
    }
    await settled(tenantId);
    const statements: string[] = [];
    db.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    const { events: page } = await events.page(tenantId, {
      after: null,
      types: ['interview.approved'],
      limit: 200,
      audience: null,
    });
    db.removeAllListeners('query');

    expect(page.length).toBeGreaterThanOrEqual(3);
    expect(statements.filter((sql) => !sql.includes('run_keys')).length).toBe(1);
    expect(statements.length).toBeLessThanOrEqual(1 + page.length);
  });
});

describe('the API description', () => {
  test.each(eventTypes)('has a valid example of %s', (type) => {
    const example = exampleOf(type, publicUrl);

    expect(eventSchemaOf(type).parse(example)).toEqual(example);
    expect(JSON.stringify(example)).toBe(JSON.stringify(eventSchema.parse(example)));
  });

  test('lists a webhook for every type, with its six headers', () => {
    const webhooks = describeWebhooks(publicUrl);

    expect(Object.keys(webhooks)).toEqual([...eventTypes]);
    expect(JSON.stringify(webhooks)).not.toContain('undefined');
  });
});
