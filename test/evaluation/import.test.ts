import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { importedInterviews, importedMeasures } from '../../domain/evaluation/imported.ts';
import type { Outcome } from '../../domain/evaluation/outcome.ts';
import { parseCsv, readImported } from '../../evaluation/import-file.ts';
import { sha256 } from '../../infra/system.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const anchors = ['none', 'little', 'some', 'much', 'all'];
const interview = (id: string, answer: string, anna: number, ben: number | null) => ({
  id,
  turns: [{ question: 'What did you plan?', answer, competencies: ['Planning'] }],
  ratings: { Anna: { Planning: anna }, ...(ben !== null && { Ben: { Planning: ben } }) },
});
const own = {
  competencies: [{ name: 'Planning', definition: 'Plans, in time', anchors }],
  interviews: [
    interview('one', 'I planned "everything", twice.', 1, 1),
    interview('two', 'First line\nand a second', 3, 2),
    interview('three', 'A third.', 5, 5),
    interview('four', 'A fourth.', 4, null),
  ],
};
const table = [
  'interview,competency,definition,anchor_1,anchor_2,anchor_3,anchor_4,anchor_5,question,answer,rating:Anna,rating:Ben',
  'one,Planning,"Plans, in time",none,little,some,much,all,What did you plan?,"I planned ""everything"", twice.",1,1',
  'two,Planning,,,,,,,What did you plan?,"First line\nand a second",3,2',
  'three,Planning,,,,,,,What did you plan?,A third.,5,5',
  'four,Planning,,,,,,,What did you plan?,A fourth.,4,',
].join('\r\n');

describe('interviews of a company’s own', () => {
  it('are read from a table as from JSON', () => {
    const fromTable = readImported(file('own.csv', `\uFEFF${table}\r\n`));

    expect(fromTable).toEqual(readImported(file('own.json', JSON.stringify(own))));
    expect(importedInterviews(fromTable, sha256).map(({ id, turns }) => [id, turns[0]?.answer])).toEqual([
      ['imported/one', 'I planned "everything", twice.'],
      ['imported/two', 'First line\nand a second'],
      ['imported/three', 'A third.'],
      ['imported/four', 'A fourth.'],
    ]);
  });

  it('show how people agree with each other beside how the model agrees with them', () => {
    const found: Record<string, number | null> = { one: 1, two: 3, three: 4, four: null };
    const outcomes = Object.entries(found).map(([id, score]): Outcome => {
      const competency = { id: 'c1', score, reason: null, spread: 0, readings: [], evidence: 1 };
      const more = { held: null, withheld: false, quotesLost: null };
      return {
        interview: `imported/${id}`,
        repeat: 0,
        competencies: [{ ...competency, ...more }],
        overallScore: null,
        verdict: null,
      };
    });
    const measures = importedMeasures(readImported(file('own.json', JSON.stringify(own))), outcomes);

    expect(measures).toMatchObject({ answers: 4, people: 2, scored: 3 });
    // Pairs 1 1, 3 2, 5 5: squares 1 of 1 × (0 1 16 | 4 1 4 | 16 9 0) / 3 = 17.
    expect(measures.humanHuman).toMatchObject({ count: 3, exact: 2 / 3, adjacent: 1 });
    expect(measures.humanHuman.qwk).toBeCloseTo(1 - 1 / 17, 12);
    // Anna 1 1, 3 3, 5 4 and Ben 1 1, 2 3, 5 4.
    expect(measures.humanModel).toMatchObject({ count: 6, exact: 3 / 6, adjacent: 1 });
    expect(measures.humanModel.icc.raters).toBe(3);
    // 2.5 is rounded up.
    expect(measures.byBand.map(({ band, exact }) => [band, exact])).toEqual([
      [1, 1],
      [3, 1],
      [5, 0],
    ]);
  });

  it.each([
    [
      'ratings of one person',
      JSON.stringify({ ...own, interviews: [interview('one', 'x', 1, null)] }),
      'at least two people',
    ],
    [
      'a competency that is not there',
      JSON.stringify(own).replace('["Planning"]', '["Other"]'),
      'there is no competency "Other"',
    ],
    [
      'a rating of six',
      JSON.stringify(own).replace('"Ben":{"Planning":1}', '"Ben":{"Planning":6}'),
      'ratings.Ben.Planning',
    ],
    ['no JSON', '{', 'cannot be read as JSON'],
  ])('with %s are refused', (_name, content, expected) => {
    expect(() => readImported(file('bad.json', content))).toThrow(expected);
  });

  it('in a table without its columns are refused', () => {
    expect(() => readImported(file('bad.csv', 'a,b\n1,2'))).toThrow('lacks the columns interview, competency');
  });

  it('in a table are parsed as spreadsheets write them', () => {
    expect(parseCsv('a,"b ""c""",\r\n\r\n"1\n2",3,')).toEqual([
      ['a', 'b "c"', ''],
      ['1\n2', '3', ''],
    ]);
    expect(() => parseCsv('a,b\n1,two "words" here\n"open,2')).toThrow('from its row 3 on');
  });
});
