// The lists of Parley's own API: interviews in pages, and the feed of events, which never ends.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, type Rule } from '../contract.ts';
import type { Answer } from '../exchange.ts';
import { expectShape, expectStatus, expectThat, skip, usable } from '../verdicts.ts';
import { ask, askFeed, incompleteOf, runIdOf } from './native-calls.ts';

const reading = 'Parley, integrating, 2. Wait for the plan';
const fed = 'Parley, webhooks, The feed';

const list = z.looseObject({
  items: z.array(z.looseObject({ runId: z.string().min(1) })),
  nextCursor: z.string().nullish(),
});

/** Both interviews of this run, a page each. */
const filter = (bench: Bench): string => `limit=1&candidateRef=conformance-${bench.mark}`;
const firstPage = (bench: Bench): Promise<Answer> =>
  bench.once('page', async () => {
    await runIdOf(bench);
    await runIdOf(bench, incompleteOf(bench));
    return ask(bench, 'GET', `?${filter(bench)}`);
  });

export const pageRules: Rule[] = [
  must(
    'pages',
    'The list goes on by nextCursor, to the end, and shows every interview once',
    reading,
    async (bench) => {
      const ids: string[] = [];
      let answer = await firstPage(bench);
      for (let number = 1; number <= 10; number += 1) {
        expectStatus(answer, 200);
        const { items, nextCursor } = expectShape(list, answer.body);
        expectThat(items.length <= 1, `limit=1 has ${items.length}.`);
        ids.push(...items.map(({ runId }) => runId));
        if (nextCursor == null) break;
        answer = await ask(bench, 'GET', `?${filter(bench)}&cursor=${encodeURIComponent(nextCursor)}`);
      }
      const wanted = [await runIdOf(bench), await runIdOf(bench, incompleteOf(bench))];
      expectThat(ids.length === 2 && wanted.every((id) => ids.includes(id)), `Two were made, it shows ${ids.length}.`);
    },
  ),
  must('cursor-bound', 'A cursor with other filters, or one that is none, is 400', reading, async (bench) => {
    const { nextCursor } = usable(list, (await firstPage(bench)).body, 'page');
    const cursor = encodeURIComponent(nextCursor ?? skip('There is no nextCursor.'));
    expectStatus(await ask(bench, 'GET', `?limit=1&position=Cook&cursor=${cursor}`), 400);
    expectStatus(await ask(bench, 'GET', `?${filter(bench)}&cursor=nonsense`), 400);
  }),
];

const feed = z.looseObject({
  items: z.array(z.looseObject({ id: z.string().min(1), type: z.string().min(1), seq: z.int().nullable() })),
  nextCursor: z.string().min(1),
});

const beginningOf = (bench: Bench): Promise<Answer> =>
  bench.once('feed', async () => {
    await runIdOf(bench);
    const answer = await askFeed(bench, 'limit=1');
    return answer.status === 403 ? skip('The key may not read events.') : answer;
  });

export const feedRules: Rule[] = [
  must('feed', 'The feed of events goes on by nextCursor, which is always there', fed, async (bench) => {
    const answer = await beginningOf(bench);
    expectStatus(answer, 200);
    const first = expectShape(feed, answer.body);
    const next = await askFeed(bench, `limit=1&after=${encodeURIComponent(first.nextCursor)}`);
    expectStatus(next, 200);
    const { items } = expectShape(feed, next.body);
    expectThat(
      items.length === 1 && items[0]?.id !== first.items[0]?.id,
      'The second page has the event of the first.',
    );
  }),
  must('feed-bound', 'A cursor of the feed with another filter is 400', fed, async (bench) => {
    const { nextCursor } = usable(feed, (await beginningOf(bench)).body, 'nextCursor');
    const after = encodeURIComponent(nextCursor);
    expectStatus(await askFeed(bench, `limit=1&type=interview.approved&after=${after}`), 400);
  }),
];
