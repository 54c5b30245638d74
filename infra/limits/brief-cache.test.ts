import { expect, test } from 'vitest';
import { createBriefCache } from './brief-cache.ts';

const useCache = (entriesMax = 10) => {
  const clock = { now: 0 };
  const cache = createBriefCache<string>({ lifeMs: 100, entriesMax, now: () => clock.now });
  const found: string[] = [];
  const find = (name: string, value: string | null = name) =>
    cache.get(name, async () => {
      found.push(name);
      return await Promise.resolve(value);
    });
  return { clock, find, found };
};

test('a found thing is remembered for its life, counted from the start of the search', async () => {
  const { clock, find, found } = useCache();
  await find('a');
  clock.now = 99;
  await find('a');
  expect(found).toEqual(['a']);

  clock.now = 100;
  await find('a');

  expect(found).toEqual(['a', 'a']);
});

test('a search that took longer than the life is not remembered', async () => {
  const { clock, find, found } = useCache();
  const slow = find('a');
  clock.now = 100;
  await slow;

  await find('a');

  expect(found).toEqual(['a', 'a']);
});

test('what is not there is asked for each time, but once for those who ask together', async () => {
  const { find, found } = useCache();
  await Promise.all([find('a', null), find('a', null)]);
  expect(found).toEqual(['a']);

  expect(await find('a', null)).toBeNull();

  expect(found).toEqual(['a', 'a']);
});

test('the oldest goes when there are too many', async () => {
  const { find, found } = useCache(2);
  for (const name of ['a', 'b', 'c', 'b', 'c', 'a']) await find(name);

  expect(found).toEqual(['a', 'b', 'c', 'a']);
});

test('a failed search is forgotten', async () => {
  const cache = createBriefCache<string>({ lifeMs: 100, entriesMax: 10, now: () => 0 });
  await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');

  expect(await cache.get('a', () => Promise.resolve('here'))).toBe('here');
});
