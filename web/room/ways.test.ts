import { expect, test } from 'vitest';
import type { RoomView } from '../../usecases/room/view.ts';
import { waysFor } from './ways.ts';

const offeredIn = (part: Partial<RoomView> & { paused?: boolean; modes?: string[] }, left = false): string => {
  const { paused = false, modes = ['text'], ...rest } = part;
  const options = { paused, modes, helpCodes: ['technical', 'accommodation', 'question'] };
  const view = { state: 'IN_PROGRESS', client: 'active', options, ...rest } as unknown as RoomView;
  return waysFor(view, left)
    .map(({ ways }) => ways.join(' '))
    .join(' | ');
};

const help = 'technical accommodation question person';

test.each([
  ['before the start', { state: 'APPROVED' }, `later | ${help} | language textSize mine | withdraw`],
  ['under way', {}, `pause later | ${help} | language textSize mine | withdraw`],
  [
    'where one may speak',
    { modes: ['text', 'voice'] },
    `pause later | ${help} | way language textSize mine | withdraw`,
  ],
  ['while paused', { paused: true }, `later | ${help} | language textSize mine | withdraw`],
  ['when another window has taken over', { client: 'elsewhere' }, `${help} | language textSize mine | withdraw`],
  ['after the end', { state: 'COMPLETED' }, 'language textSize mine'],
  ['after a withdrawal', { state: 'CANCELLED' }, 'language textSize mine'],
] as const)('%s every way out that is open is offered, and no other', (_, part, expected) => {
  expect(offeredIn(part as Parameters<typeof offeredIn>[0])).toBe(expected);
});

test('who has left for later is not asked to do it again', () => {
  expect(offeredIn({ paused: true }, true)).toBe(`${help} | language textSize mine | withdraw`);
});

test('where the link leads nowhere, the page can still be read larger', () => {
  expect(waysFor(null)).toEqual([{ group: 'page', ways: ['textSize'] }]);
});
