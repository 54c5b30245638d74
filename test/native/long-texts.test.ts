import { describe, expect, test } from 'vitest';
import { serviceFeature } from '../../api/wiring/service.ts';
import { AppError } from '../../domain/errors.ts';
import { createRepairable } from '../text-pool/repairable.ts';
import { completeRequest, pendingRun, useNativeApi } from './native-bench.ts';

const { textWork, repair, breakAgain } = createRepairable();
const full = { now: false };
const bench = await useNativeApi({
  features: [serviceFeature],
  textWork: {
    run: (task, input, options) => {
      if (full.now) throw new AppError('text.busy');
      return textWork.run(task as never, input as never, options) as never;
    },
  },
});
const { call, db } = bench;

const labyrinth = `A labyrinth. ${'You will lead a warehouse team. '.repeat(400)}`;
const runs = async (): Promise<number> => Number((await db('interviews').count('* as count').first())?.['count']);
const keyed = (key: string) => ({ 'idempotency-key': key });

describe('a request with a long text', () => {
  test('that no rule reads in time is refused, leaves nothing behind, and is taken after the repair', async () => {
    const body = { ...completeRequest, jobDescription: labyrinth };
    const before = [await runs(), Number((await db('run_keys').count('* as count').first())?.['count'])];

    const refused = await call('POST', '/interviews', body, keyed('one'));

    expect(refused).toMatchObject({ status: 422, body: { code: 'text.too_complex' } });
    expect([await runs(), Number((await db('run_keys').count('* as count').first())?.['count'])]).toEqual(before);
    repair();
    expect((await call('POST', '/interviews', body, keyed('one'))).status).toBe(201);
    breakAgain();
  });

  test('is asked to come again when too many others wait', async () => {
    full.now = true;
    const before = await runs();

    const refused = await call('POST', '/interviews', completeRequest);

    full.now = false;
    expect(refused).toMatchObject({ status: 503, body: { code: 'text.busy' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await runs()).toBe(before);
  });

  test('that completes a request is refused before it is kept or sent', async () => {
    const { body } = await call('POST', '/interviews', { ...completeRequest, level: undefined });
    const path = `/interviews/${String(body['runId'])}`;

    const refused = await call('PATCH', `${path}/info`, { jobDescription: labyrinth });

    expect(refused).toMatchObject({ status: 422, body: { code: 'text.too_complex' } });
    expect(await db('info_submissions').where({ run_id: String(body['runId']) })).toEqual([]);
    expect((await call('GET', path)).body).toMatchObject({ state: 'INFO_NEEDED', attention: null });
  });

  test('of a mail is judged like every other: refused when it takes too long, with its faults when it does not', async () => {
    const words = (html: string) => ({ subject: 'Hello', text: 'Hello {{link}}', html });
    const patch = (html: string) =>
      call('PATCH', '/../tenant', { mail: { templates: { invitation: { en: words(html) } } } });
    const paragraphs = '<p>Come in.</p>'.repeat(1_000);

    expect(await patch(`${paragraphs}<p>labyrinth {{link}}</p>`)).toMatchObject({ body: { code: 'text.too_complex' } });
    repair();
    const refused = await patch(`${paragraphs}<script>x</script>{{link}}`);
    breakAgain();

    expect(refused).toMatchObject({ status: 400, body: { errors: [{ code: 'tag_not_allowed' }] } });
  });

  test('does not hold up what others ask meanwhile', async () => {
    const runId = await pendingRun(bench);
    const slow = call('POST', '/interviews', { ...completeRequest, jobDescription: labyrinth });
    const from = performance.now();

    for (let round = 0; round < 10; round += 1) await call('GET', `/interviews/${runId}`);

    expect(performance.now() - from).toBeLessThan(2_000);
    expect((await slow).status).toBe(422);
  });
});
