import { expect, test } from 'vitest';
import { captionsAfter, silentNow, type Caption, type Told } from './captions.ts';

const asks = (text: string): Told => ({ by: 'interviewer', text });
const says = (text: string): Told => ({ by: 'you', text });
const after = (...windows: Told[][]): Caption[] => windows.reduce<Caption[]>(captionsAfter, []);
const brief = (lines: readonly Caption[]) => lines.map(({ n, text, isFinal }) => `${n} ${text}${isFinal ? '.' : ''}`);

test('a line that grows stays the same one, and is final once another follows', () => {
  expect(brief(after([asks('Tell')], [asks('Tell me')]))).toEqual(['0 Tell me']);
  expect(brief(after([asks('Tell me')], [asks('Tell me'), says('I')]))).toEqual(['0 Tell me.', '1 I']);
});

test('a window that slides on adds what is new, and says nothing again', () => {
  const lines = after([asks('A'), says('B'), asks('C')], [says('B'), asks('C more'), says('D')]);
  expect(brief(lines)).toEqual(['0 A.', '1 B.', '2 C more.', '3 D']);
});

test('the same words twice are two lines, and a window that was missed leaves what is known', () => {
  expect(brief(after([asks('Yes?'), says('Yes.')], [asks('Yes?'), says('Yes.'), asks('Yes?')]))).toEqual([
    '0 Yes?.',
    '1 Yes..',
    '2 Yes?',
  ]);
  expect(brief(after([asks('A'), says('B')], [asks('X'), says('Y')]))).toEqual(['0 A.', '1 B', '2 X.', '3 Y']);
});

test('who falls silent has said it all; the newest few are kept', () => {
  expect(brief(silentNow(after([asks('A')]), 'you'))).toEqual(['0 A']);
  const silent = silentNow(after([asks('A')]), 'interviewer');
  expect(brief(silent)).toEqual(['0 A.']);
  expect(brief(captionsAfter(silent, [asks('A')]))).toEqual(['0 A.']);
  expect(brief(after([asks('1'), says('2'), asks('3'), says('4'), asks('5')]))).toHaveLength(4);
});
