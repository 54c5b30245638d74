// Holds the protected-matter gate by sentences that people labelled, in both directions and in four languages.
import { describe, expect, it } from 'vitest';
import { findBannedWord } from './find-banned-word.ts';
import { findProtectedMatter } from './find-protected-matter.ts';
import { labelled, measure } from './measure.ts';

const of = (label: string) => labelled.filter((one) => one.label === label && !one.isHeldOut);
const heldOut = labelled.filter(({ isHeldOut }) => isHeldOut);

describe('protected matters', () => {
  it.each(of('unlawful').map(({ matter, language, sentence }) => [matter, language, sentence]))(
    '%s is not missed (%s): %s',
    (matter, _, sentence) => {
      expect(findProtectedMatter(sentence ?? '')?.matter).toBe(matter);
    },
  );

  it('what is asked plainly is refused, not only warned of', () => {
    const plain = labelled.filter(
      ({ occupation, label }) => label === 'unlawful' && occupation.endsWith('asked plainly'),
    );

    expect(plain.length).toBeGreaterThan(90);
    expect(plain.filter(({ sentence }) => findProtectedMatter(sentence)?.certainty !== 'certain')).toEqual([]);
  });

  it.each(of('lawful').map(({ language, sentence }) => [language, sentence]))(
    'ordinary work is not refused (%s): %s',
    (_, sentence) => {
      expect(findProtectedMatter(sentence ?? '')?.certainty).not.toBe('certain');
    },
  );

  it('of the sentences kept aside few are missed and none of the lawful ones is refused', () => {
    const { lawful, unlawful } = measure(heldOut, findProtectedMatter);

    expect(heldOut.length).toBeGreaterThan(200);
    expect(lawful.certain).toBe(0);
    expect(unlawful.passed).toBeLessThanOrEqual(heldOut.length * 0.02);
  });

  it('few lawful sentences wait for a person', () => {
    const { lawful } = measure(labelled, findProtectedMatter);

    expect(lawful.doubtful).toBeLessThanOrEqual((lawful.passed + lawful.doubtful) * 0.02);
  });

  it('holds by at least 400 labelled sentences of 25 occupations in four languages, none of them twice', () => {
    expect(labelled.length).toBeGreaterThanOrEqual(400);
    expect(new Set(labelled.map(({ sentence }) => sentence)).size).toBe(labelled.length);
    expect(new Set(labelled.map(({ occupation }) => occupation)).size).toBeGreaterThanOrEqual(25);
    expect([...new Set(labelled.map(({ language }) => language))].toSorted()).toEqual(['de', 'en', 'es', 'fr']);
  });

  it('case, spacing, full-width letters, missing accents and zero-width characters hide nothing', () => {
    expect(findProtectedMatter('HOW  OLD\nARE YOU')?.matter).toBe('age');
    expect(findProtectedMatter('how ｏｌｄ are you')?.matter).toBe('age');
    expect(findProtectedMatter('your reli\u200bgion')?.matter).toBe('religion');
    expect(findProtectedMatter('etes vous mariee')?.matter).toBe('family');
    expect(findProtectedMatter('SIND SIE SCHWANGER?')?.matter).toBe('family');
  });

  it('says which words, how certain it is, and by which rule', () => {
    expect(findProtectedMatter('Tell me about your own religion, please.')).toEqual({
      matter: 'religion',
      phrase: 'your own religion',
      certainty: 'certain',
      rule: 'your private matter',
    });
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
    'Speaks with a pleasant voice',
    'Answers without hesitating too long before each word, with little hesitation',
    'A neat appearance',
    'Shows passion for the brand',
  ])('"%s" is refused', (text) => {
    expect(findBannedWord(text)).not.toBeNull();
  });

  it.each([
    'Reports confidence intervals',
    'Keeps patient data confidential',
    'Runs sentiment analysis on reviews',
    'Names the stone used',
    'Escalates a worsening patient without hesitation',
    'Brings the voice of the customer into the design',
    'Checks the surface appearance of each panel',
    'Keeps the tone of the letter to the customer neutral',
    'Names the emotions of the relatives and leaves them room',
    'Wins back the customer’s confidence with a written plan',
    'Changes the team’s attitude to near misses',
    'Sets accent lighting above the counter',
  ])('"%s" is fine', (text) => {
    expect(findBannedWord(text)).toBeNull();
  });
});
