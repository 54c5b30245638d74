import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointLength, codePointOffsets } from './code-points.ts';
import { cutAtSentence, splitClauses, splitSentences } from './sentences.ts';
import { stem } from './stem.ts';
import { withoutFillers } from './stop-words.ts';
import { countWords, tokenise } from './tokens.ts';

const slice = (text: string, part: { start: number; end: number }): string =>
  Array.from(text).slice(part.start, part.end).join('');
const anyText = fc.string({ unit: 'grapheme', maxLength: 200 });

describe('texts', () => {
  it('every sentence and word is exactly the slice of code points that it names', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const sentence of splitSentences(text)) {
          expect(slice(text, sentence)).toBe(sentence.text);
          for (const clause of splitClauses(sentence)) expect(slice(text, clause)).toBe(clause.text);
        }
        for (const token of tokenise(text)) expect(slice(text, token)).toBe(token.raw);
      }),
    );
  });

  it('a text that is too long is cut after a sentence, else after a word, and never within a character', () => {
    expect(cutAtSentence('One. Two three.', 15)).toBe('One. Two three.');
    expect(cutAtSentence('One. Two three.', 14)).toBe('One.');
    expect(cutAtSentence('See e.g. Dr. Low. Then more words.', 20)).toBe('See e.g. Dr. Low.');
    expect(cutAtSentence('One two three four', 9)).toBe('One two…');
    expect(cutAtSentence('😀'.repeat(9), 4)).toBe('😀😀😀…');
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, max) => {
        const cut = cutAtSentence(text, max);
        expect(codePointLength(cut)).toBeLessThanOrEqual(Math.max(max, 1));
        expect(text.startsWith(cut) || cut.endsWith('…')).toBe(true);
      }),
    );
  });

  it('sentences come in order and never overlap', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const sentences = splitSentences(text);
        for (const [index, sentence] of sentences.entries()) {
          expect(sentence.start).toBeLessThan(sentence.end);
          expect(sentence.start).toBeGreaterThanOrEqual(sentences[index - 1]?.end ?? 0);
        }
      }),
    );
  });

  it('abbreviations and decimals do not end a sentence, line breaks do', () => {
    const parts = splitSentences('We used e.g. Redis at 3.5 GB. It held!\nThen Dr. Who left 👋. Why?');

    expect(parts.map(({ text }) => text)).toEqual([
      'We used e.g. Redis at 3.5 GB.',
      'It held!',
      'Then Dr. Who left 👋.',
      'Why?',
    ]);
  });

  it('characters outside the basic plane count once', () => {
    expect(codePointLength('a👋🏽b')).toBe(4);
    expect([...codePointOffsets('a👋b')]).toEqual([0, 1, 1, 2, 3]);
  });

  it('forms of a word meet in one stem', () => {
    for (const forms of [
      ['deployed', 'deploying', 'deploys'],
      ['complaint', 'complaints'],
      ['query', 'queries'],
      ['migrated', 'migrating'],
    ]) {
      expect(new Set(forms.map(stem)).size, forms.join(' ')).toBe(1);
    }
    expect(stem('p95')).toBe('p95');
  });

  it('fillers go, words stay', () => {
    expect(withoutFillers('So, um, I uh fixed, you know, the errors')).toBe('So, I fixed, the errors');
    expect(countWords("node.js isn't 3.5 ci/cd")).toBe(4);
    expect(countWords('می\u200cخواهم کتاب\u200cها क्\u200dष')).toBe(3);
  });
});
