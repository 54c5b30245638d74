// The record as a PDF, opened again: what somebody said stands on its pages in every script of the font, however long it is.
import { describe, expect, it } from 'vitest';
import { recordHtml } from '../../domain/writeback/record-html.ts';
import type { InterviewRecordText } from '../../domain/writeback/record.ts';
import { recordWords } from '../../domain/writeback/words/words-of.ts';
import { recordPdf } from '../../infra/record/record-pdf.ts';
import { readPdf } from './read-pdf.ts';

const name = 'interview-record-parley-abc.pdf';

const recordWith = (...said: string[]): InterviewRecordText => ({
  title: 'Interview record',
  language: 'en',
  head: [{ kind: 'line', text: 'Complete.' }],
  sections: [
    {
      title: 'Transcript',
      parts: ['transcript'],
      blocks: said.flatMap((text, index) => [
        { kind: 'heading' as const, text: `Question ${index + 1}` },
        { kind: 'said' as const, text },
      ]),
    },
  ],
});
const made = async (...said: string[]) => readPdf(await recordPdf(recordWith(...said), name));
/** However it was broken into lines. */
const unbroken = (text: string): string => text.replaceAll(/\s+/g, '');

describe('the PDF of a record', () => {
  it('has every letter of German, Polish, Greek, Cyrillic, Turkish and Vietnamese, and none that is unknown', async () => {
    const said = [
      'Größe, Öl und „Straße“ – ẞ',
      'Zażółć gęślą jaźń',
      'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία',
      'Съешь же ещё этих мягких французских булок, їжак',
      'İstanbul’da ığdır; Đặng Thuỳ; fi ffl ﬁ',
      'é as one letter and as two: e\u0301',
    ];
    const { text, unknownGlyphs, pages, tags } = await made(...said);

    for (const one of said) expect(text.normalize('NFC')).toContain(one.normalize('NFC').replaceAll('ﬁ', 'fi'));
    expect(text).toContain(name);
    expect(text).not.toContain('□');
    expect([unknownGlyphs, pages]).toEqual([0, 1]);
    expect(tags).toEqual(new Set(['H1', 'P', 'H2', 'H3', 'BlockQuote']));
  });

  it('has □ for letters that its font lacks and for those that run from right to left, and says so at the top; the page in HTML has them', async () => {
    const said = ['日本語で話す', 'مرحبا بالعالم', 'שלום', 'नमस्ते', '👩‍👩‍👧 hired \u{1F9D1}\u{1F3FD}'];
    const { text, unknownGlyphs } = await made(...said, 'plain');

    expect(text).toContain('□□□□□□');
    expect(text).toContain('hired');
    for (const one of ['日', 'م', 'ש', 'न']) expect(text).not.toContain(one);
    expect(unbroken(text)).toContain(unbroken(recordWords.en.lettersMissing('□')));
    expect(unknownGlyphs).toBe(0);
    const page = recordHtml(recordWith(...said), name);
    for (const one of said) expect(page).toContain(one);
    expect((await made('plain')).text).not.toContain('□');
  });

  it('is made of whatever somebody may have sent: controls, halves of letters, marks, tabs, nothing at all', async () => {
    const zalgo = `a${'\u0301'.repeat(30)}`;
    const { text, unknownGlyphs } = await made(
      'a\u0000b\u0007c\uD800d\u202Ee\u200Bf\uFEFFg\u{E0041}h',
      `\t${zalgo}\r\nnext\u2028line`,
      '',
      '   ',
      '(not) a <dict> /of \\ the % file endobj endstream',
      '\u{10FFFF}\uFFFE',
    );

    expect(text).toContain('abcdefgh');
    expect(text).toContain('next');
    expect(text).toContain('(not) a <dict> /of \\ the % file endobj endstream');
    expect(unknownGlyphs).toBe(0);
  });

  it('holds answers of 10,000 characters and a word of 3,000 letters whole, within the edges of its pages', async () => {
    const answer = 'I led the migration of the whole ward, step by step. '.repeat(189).slice(0, 10_000);
    const word = 'Donaudampfschifffahrt'.repeat(143).slice(0, 3_000);
    const { text, pages, edges } = await made(answer, word, answer);

    expect(unbroken(text)).toContain(unbroken(answer));
    expect(unbroken(text)).toContain(word);
    expect(pages).toBeGreaterThan(4);
    // A4 is 595 × 842 points.
    expect(edges.left).toBeGreaterThanOrEqual(56);
    expect(edges.bottom).toBeGreaterThanOrEqual(50);
    expect(edges.top).toBeLessThanOrEqual(842 - 56);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(130);
  });

  it('says the same whenever it is made: a second making differs in its date alone', async () => {
    const record = recordWith('the same');
    const [one, again] = [await recordPdf(record, name), await recordPdf(record, name)];
    const undated = (bytes: Uint8Array): string =>
      Buffer.from(bytes)
        .toString('latin1')
        .replaceAll(/\(D:\d{14}Z\)|<xmp:CreateDate>[^<]*|\/ID \[[^\]]*\]/g, '');

    expect(undated(one)).toBe(undated(again));
    expect(undated(one)).not.toBe(Buffer.from(one).toString('latin1'));
  });
});
