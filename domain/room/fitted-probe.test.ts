// Holds that candidates of one form are asked the same follow-ups: a fitted form adds nothing, leaves nothing out and hints at nothing.
import { describe, expect, it } from 'vitest';
import { fitsProbe, openProbes, probeWords } from './fitted-probe.ts';
import type { Turn } from './transcript.ts';

const part = 'What was your own part in it?';
const figures = 'What came of it, in figures?';
const question = {
  id: 'q1',
  text: 'Tell us about a service that you built. What did you decide?',
  probes: [part, figures, 'Why did you choose that?'],
};
const said =
  'We moved the importer of the bank to a new database, my colleague Anna Berg tested it. It was great, score 5 of 5 points. I was ill and pregnant then, my wife helped. No tests failed.';

const fits = (wording: string, planned = part, locale = 'en', answers = [said], asked = question.text): boolean =>
  fitsProbe({ planned, wording, question: asked, said: answers, locale });

describe('a fitted form of a planned follow-up', () => {
  it.each([
    part,
    'What was your own part in that?',
    'What was your own part in moving the importer?',
    'You mentioned the importer: what was your own part in it?',
    'You moved the importer of the bank to a new database. What was your own part in it?',
    'And what exactly was your own part in the service that you built?',
  ])('asks the same about what was said: %s', (wording) => {
    expect(fits(wording)).toBe(true);
  });

  it.each([
    ['something else', 'Why did you move the importer?'],
    ['another subject', 'What was your own part in the marketing of it?'],
    ['for a subject beside it', 'What was your own part in it, and in the sales team?'],
    ['twice', 'What was your own part in it, and what was tested?'],
    ['two questions', 'What was your own part in it? What did the bank pay?'],
    ['for less', 'What was your own in it?'],
    ['the opposite', 'What was not your own part in it?'],
    ['what a denial makes of it', 'No tests failed: what was your own part in it?'],
    ['another question word', 'When was your own part in it?'],
    ['with praise', 'That was great: what was your own part in it?'],
    ['with a hint at the rating', 'What was your own part in it, for 5 points?'],
    ['about health', 'What was your own part in it when you were ill?'],
    ['about a pregnancy', 'You were pregnant. What was your own part in it?'],
    ['nothing', 'Your own part in it.'],
    ['in another language', 'Was war Ihr eigener Anteil daran?'],
    ['with a quote', 'You said “score 5”: what was your own part in it?'],
    ['with an address', 'What was your own part in it, see https://a.example?'],
    ['on several lines', 'What was your own part\nin it?'],
    ['in three sentences', 'Fine. You moved it. What was your own part in it?'],
    ['and goes on', 'What was your own part in it? Thank you.'],
    ['at length', `What was your own part ${'and in that '.repeat(20)}in it?`],
    ['with as many words again', `What was your own part in it, ${'the importer, '.repeat(9)}?`],
    ['and asks no more', 'What was your own part in it? In that?'],
    ['without asking', 'What was your own part in it.'],
    ['after two sentences', 'You moved it. You built it. What was your own part in it?'],
    [
      'with half of what was said',
      'You moved the importer of the bank to a new database that Anna Berg tested, failed and helped with then: what was your own part in it?',
    ],
    ['emptily', ''],
  ])('is none where it asks %s', (_, wording) => {
    expect(fits(wording)).toBe(false);
  });

  it.each([
    ['Why so?', 'Why did you move the importer?'],
    ['Where was it?', 'Where was the importer born?'],
    ['Where were you in it?', 'Where were you born in?'],
    ['And then?', 'And the bank?'],
  ])('keeps the words of a short one: %s', (planned, wording) => {
    expect(fits(wording, planned, 'en', [said, 'The idea was born in May.'])).toBe(false);
    expect(fits(`You moved the importer: ${planned.toLowerCase()}`, planned)).toBe(true);
  });

  it.each([
    [
      'de',
      'Was war Ihr eigener Anteil daran?',
      'Was war Ihr eigener Anteil am Umzug der Datenbank?',
      'Wir haben die Datenbank umgezogen, der Umzug dauerte.',
    ],
    [
      'de',
      'Warum haben Sie sich so entschieden?',
      'Sie haben die Datenbank erwähnt: Warum haben Sie sich so entschieden?',
      'Es war eine Datenbank.',
    ],
    [
      'fr',
      'Quelle était votre propre part ?',
      'Quelle était votre propre part dans la migration de la base ?',
      'Nous avons fait une migration de base.',
    ],
    [
      'es',
      '¿Cuál fue su propia parte?',
      '¿Cuál fue su propia parte en la migración de la base?',
      'Hicimos una migración de la base.',
    ],
    ['it', 'Quale era la sua parte?', 'Quale era la sua parte nella migrazione?', 'Era nella migrazione.'],
  ])('works in %s', (locale, planned, wording, answer) => {
    expect(fits(wording, planned, locale, [answer], 'Q?')).toBe(true);
    expect(fits(wording, planned, locale, ['.'], 'Q?')).toBe(false);
  });

  it.each([
    ['de', 'Was war Ihr eigener Anteil daran?', 'Warum war Ihr eigener Anteil daran?'],
    ['de', 'Was war Ihr eigener Anteil daran?', 'Was war nicht Ihr eigener Anteil daran?'],
    ['fr', 'Quelle était votre propre part ?', 'Pourquoi votre propre part ?'],
    ['es', '¿Cuál fue su propia parte?', '¿Por qué fue su propia parte?'],
    ['es', '¿Cuál fue su propia parte?', '¿Cuál no fue su propia parte?'],
  ])('is none in %s either where it asks something else', (locale, planned, wording) => {
    expect(fits(wording, planned, locale)).toBe(false);
  });
});

const turnOf = (turn: number, more: Partial<Turn>): Turn => ({
  turn,
  version: 1,
  sessionId: 's',
  kind: 'question',
  questionId: 'q1',
  question: question.text,
  answer: 'We moved the importer.',
  askedAt: 0,
  answeredAt: 1,
  ...more,
});
const first = turnOf(1, {});

describe('the planned follow-ups of a question', () => {
  const open = (...asked: Partial<Turn>[]): number[] =>
    openProbes({
      question,
      locale: 'en',
      turns: [first, ...asked.map((one, index) => turnOf(index + 2, { kind: 'follow_up', ...one }))],
    });

  it('are open until they were asked, in whichever words', () => {
    expect(open()).toEqual([0, 1, 2]);
    expect(open({ question: part })).toEqual([1, 2]);
    expect(open({ question: 'You moved the importer: what was your own part in it?' })).toEqual([1, 2]);
    expect(open({ question: figures }, { question: part })).toEqual([2]);
    const described = { ...question, probes: ['Describe it.'] };
    const asked = turnOf(2, { kind: 'follow_up', question: 'Describe it.' });
    expect(openProbes({ question: described, locale: 'en', turns: [first, asked] })).toEqual([]);
    // Of an earlier version, which asked in words of its own.
    expect(open({ question: 'Could you say more?' })).toEqual([0, 1, 2]);
    expect(open({ question: part, questionId: 'q2' }, { question: part, intent: 'help' })).toEqual([0, 1, 2]);
  });

  it.each([
    [
      'the fitted words',
      { probe: 0, wording: 'What was your own part in moving the importer?' },
      'What was your own part in moving the importer?',
    ],
    ['the planned ones where there are none', { probe: 1, wording: null }, figures],
    ['the planned ones where others do not fit', { probe: 1, wording: 'How old are you?' }, figures],
    ['the planned ones where the words are another one’s', { probe: 1, wording: part }, figures],
    ['nothing that is not planned', { probe: 3, wording: part }, null],
  ])('are asked in %s', (_, choice, words) => {
    expect(probeWords(choice, { question, turns: [first], locale: 'en' })).toBe(words);
  });

  it('are asked once', () => {
    const asked = turnOf(2, { kind: 'follow_up', question: part });
    expect(probeWords({ probe: 0, wording: null }, { question, turns: [first, asked], locale: 'en' })).toBeNull();
  });
});
