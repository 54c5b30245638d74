import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutText, noteCharactersMin, notesOf } from './note-text.ts';
import { recordHtml } from './record-html.ts';
import type { InterviewRecordText, RecordBlock } from './record.ts';
import { recordWords } from './words/words-of.ts';

const block = fc.record({
  kind: fc.constantFrom<RecordBlock['kind']>('heading', 'line', 'said'),
  text: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.lorem({ maxCount: 80 }),
    fc.constant('🔥'.repeat(300)),
  ),
});
const record: fc.Arbitrary<InterviewRecordText> = fc.record({
  title: fc.constant('Record'),
  language: fc.constantFrom('en' as const, 'de' as const, 'fr' as const, 'es' as const),
  head: fc.array(block, { maxLength: 3 }),
  sections: fc.array(
    fc.record({
      title: fc.lorem({ maxCount: 2 }),
      parts: fc.subarray(['questions', 'transcript', 'rubric', 'rationale', 'decision', 'scores'] as const),
      blocks: fc.array(block, { maxLength: 8 }),
    }),
    { maxLength: 5 },
  ),
});
const limits = fc.integer({ min: noteCharactersMin, max: 5_000 });
const markOf = (piece: number): string => `parley:${String(piece).padStart(12, '0')}`;
const notes = (one: InterviewRecordText, max: number) =>
  notesOf(one, { words: recordWords[one.language], max, markOf });
const letters = (text: string): string => text.replaceAll(/\s/g, '');

describe('a record as notes', () => {
  test('loses nothing, keeps the limit, and has its place and its mark in each piece', () => {
    fc.assert(
      fc.property(record, limits, (one, max) => {
        const pieces = notes(one, max);
        const whole = pieces.map(({ body }) => body.slice(body.indexOf('\n\n') + 2)).join('');
        const [uncut] = notes(one, 10_000_000);
        expect(letters(whole)).toBe(letters(uncut?.body.slice(uncut.body.indexOf('\n\n') + 2) ?? ''));
        for (const [index, { body, mark }] of pieces.entries()) {
          expect(body.length).toBeLessThanOrEqual(max);
          expect(mark).toBe(markOf(index + 1));
          expect(body.split('\n')[0]).toContain(mark);
          if (pieces.length > 1) expect(body).toContain(recordWords[one.language].part(index + 1, pieces.length));
        }
        expect(new Set(pieces.flatMap(({ parts }) => parts))).toEqual(
          new Set(one.sections.flatMap(({ parts }) => parts)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('is cut between words and letters, never inside of one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3_000 }), limits, (text, max) => {
        const pieces = cutText(text, max);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(max);
          expect(piece.isWellFormed()).toBe(text.isWellFormed() || piece.isWellFormed());
        }
      }),
    );
  });
});

describe('a record as a page', () => {
  const hostile = '<script>alert(1)</script> "quoted" \' & </blockquote> שלום ‮evil';
  const page = recordHtml(
    {
      title: hostile,
      language: 'de',
      head: [{ kind: 'line', text: hostile }],
      sections: [
        {
          title: hostile,
          parts: [],
          blocks: [
            { kind: 'said', text: hostile },
            { kind: 'heading', text: hostile },
          ],
        },
      ],
    },
    hostile,
  );

  test('shows what was said and runs none of it', () => {
    expect(page).not.toMatch(/<script|<\/blockquote> ש|onerror|javascript:/i);
    expect(page.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)).toHaveLength(7);
  });

  test('lets each text find its own direction and loads nothing', () => {
    expect(page).toContain('<blockquote dir="auto">');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/(?:src|href)=/);
    expect(page).toContain('@media print');
  });
});
