// Holds the protected-matter gate by sentences that people labelled, in both directions.
import { describe, expect, it } from 'vitest';
import { findBannedWord } from './find-banned-word.ts';
import { findProtectedMatter } from './find-protected-matter.ts';
import labelled from './labelled-sentences.json' with { type: 'json' };

describe('protected matters', () => {
  it.each(labelled.protected)('%s is refused: %s', (matter, sentence) => {
    expect(findProtectedMatter(sentence ?? '')?.matter).toBe(matter);
  });

  it.each(labelled.fine)('ordinary work is fine: %s', (sentence) => {
    expect(findProtectedMatter(sentence)).toBeNull();
  });

  it('holds by at least a hundred labelled sentences, none of them twice', () => {
    const sentences = [...labelled.protected.map(([, sentence]) => sentence), ...labelled.fine];

    expect(sentences.length).toBeGreaterThanOrEqual(100);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('case, spacing, full-width letters and zero-width characters hide nothing', () => {
    expect(findProtectedMatter('HOW  OLD\nARE YOU')?.matter).toBe('age');
    expect(findProtectedMatter('how ｏｌｄ are you')?.matter).toBe('age');
    expect(findProtectedMatter('your reli\u200bgion')?.matter).toBe('religion');
  });
});

describe('words banned from a rubric', () => {
  it.each([
    'Speaks fluently',
    'Shows confidence',
    'Without an accent',
    'Enthusiastic about it',
    'Positive tone',
    'Great personality',
  ])('"%s" is refused', (text) => {
    expect(findBannedWord(text)).not.toBeNull();
  });

  it.each([
    'Reports confidence intervals',
    'Keeps patient data confidential',
    'Runs sentiment analysis on reviews',
    'Names the stone used',
  ])('"%s" is fine', (text) => {
    expect(findBannedWord(text)).toBeNull();
  });
});
