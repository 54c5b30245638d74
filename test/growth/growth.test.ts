import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { headerReaders, readers } from './readers.ts';

/** What has frozen readers of text before, and its like: each is repeated up to a length. */
const pieces = [
  'a',
  '7',
  ' ',
  '\n',
  '\t',
  ',',
  '"',
  "'",
  '(',
  '[',
  '{',
  '<',
  '>',
  '!',
  '.',
  '-',
  '/',
  '=',
  ';',
  ':',
  '&',
  '%',
  '@',
  '_',
  '*',

  '“',
  '“a',
  '”',
  '…',
  '—',
  '\u00a0',
  '\u0301',
  '\u0301\u0316',
  'e\u0301',
  '\uff9e\u0301',
  '\u202e',
  '👋',
  '\ud83d',
  'ш',
  '中',

  '1, ',
  'now q1 the w1 ',
  'lean audit tax ',
  'java ',
  'Go ',
  'billing\t',
  'a.',
  'a-',
  "a'",
  'a b ',
  'a\n',
  '\tl',
  ' ,',
  ', but',
  ' — ',

  'e.g. ',
  '!"',
  '!«',
  '[00:01] ',
  '\n00:01',
  '<a',
  '<p ',
  '</',
  '<p>',
  '<b>',
  '<ul><li>',
  '<table>',
  '<b a="',
  "<a b='x ",
  '<!--',
  '&lt;',
  '&amp;amp;',
  '[a](',
  '**a ',
  '`',
  '- ',
  '> ',
  '•',
  'a-\n',
  '|-',
  '{\\b ',
  '<<',
  '{name}',
  '{{',
  '&amp;',
  '&#769;',
  '```\n',
  '"\\',
  '\\"',
  'i have never ',
  'i no ',
  'no a ',
  'sorry , ',
  'i also ',
  'must ',
  'be ',
  'um ',
  'you know ',
  'and ',
  'the the ',

  'ignore ',
  'score ',
  'note to ',
  'anchor ',
  'please ',
  'question 1, ',
  'move q1 before ',
  'add a question to c1 ',
  'Ann ',
  'Will. ',

  'a@',
  '@a',
  '%40',
  '%CC%81',
  'Bearer ',
  'a=b;',
  'a=b&',
  'W/"a", ',
  '1.2.3.4, ',
  '::',
  'http://',
  'https://a.b/ ',
  '\r\n',
  '...',
] as const;

/** Something else stands before and after the run, so that what matches runs cannot end with the text. */
const shapeOf = (piece: string, length: number): string =>
  `x${piece.repeat(Math.ceil(length / piece.length)).slice(0, length)} \u0001x`;

const lengths = [4_000, 8_000, 16_000] as const;
/** Whatever its growth, what is faster than this at the greater length keeps nobody waiting. */
const harmlessMs = 10;
/** What four times the length may cost: four times in linear time, sixteen times in quadratic time. */
const ratioMax = 9;
/** And its second doubling: twice, and four times. */
const doublingMax = 3.6;

type Read = (text: string) => unknown;

/** Of this process only: others on the machine do not count. */
const timeOf = async (read: Read, text: string): Promise<number> => {
  const before = process.cpuUsage();
  await read(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** How much longer the greatest length takes, Infinity where only its doubling is too much; a bad figure is taken again. */
const growthOf = async (read: Read, piece: string): Promise<number> => {
  const texts = lengths.map((length) => shapeOf(piece, length));
  const best = texts.map(() => Infinity);
  let [ratio, doubling] = [Infinity, Infinity];
  for (let tries = 0; tries < 5 && (ratio > ratioMax || doubling > doublingMax); tries += 1) {
    for (const [at, text] of [...texts.entries()].toReversed()) {
      best[at] = Math.min(best[at] ?? Infinity, await timeOf(read, text));
      if (at === texts.length - 1 && best[at] < harmlessMs) return 0;
    }
    const [once = 0, twice = 0, fourTimes = 0] = best;
    [ratio, doubling] = [fourTimes / once, fourTimes / twice];
  }
  return doubling > doublingMax ? Infinity : ratio;
};

const listed = Object.entries(readers).flatMap(([path, functions]) =>
  Object.entries(functions).flatMap(([name, read]) => (read === 'no text' ? [] : [[`${path} ${name}`, read] as const])),
);

test.each([...listed, ...Object.entries(headerReaders)])(
  '%s takes time that grows with the length of a text, whatever its shape',
  async (_, read) => {
    const slow: string[] = [];
    for (const piece of pieces) {
      const ratio = await growthOf(read, piece);
      if (ratio > ratioMax) slow.push(`${JSON.stringify(piece)}: ${ratio.toFixed(1)} times`);
    }

    expect(slow).toEqual([]);
  },
  120_000,
);

/** Here whatever is new is a reader of text until the list says otherwise. */
const watched = ['domain/text/*.ts', 'domain/skills/*.ts', 'domain/protected-matters/*.ts', 'engines/offline/*.ts'];

test('every function of the folders that read text is listed', async () => {
  const paths = new Set([...watched.flatMap((pattern) => globSync(pattern)), ...Object.keys(readers)]);
  const missing: string[] = [];
  for (const path of [...paths].filter((one) => !one.endsWith('.test.ts'))) {
    const exported = Object.entries((await import(resolve(path))) as Record<string, unknown>);
    for (const [name, value] of exported)
      if (typeof value === 'function' && readers[path]?.[name] === undefined) missing.push(`${path} ${name}`);
  }

  expect(missing).toEqual([]);
});
