import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf, marksMax, normalised, showsNothing, typedAs, type TextKind } from './typed-text.ts';

const acute = '\u0301';
const grave = '\u0316';

/** Whether a normal form moves the first part of a character among combining marks of the least or the greatest class. */
const isMovedAbout = (character: string): boolean =>
  (['NFD', 'NFKD'] as const).some((form) => {
    const first = String.fromCodePoint(character.normalize(form).codePointAt(0) ?? 0);
    return [`a${first}\u0334`, `a\u0345${first}`].some((text) => text.normalize('NFD') !== text);
  });

describe('text that somebody typed', () => {
  it.each(['', 'Zoë', 'Đặng Thị Hương', 'ที่ปรึกษาผู้เชี่ยวชาญ', 'बिल्ली', '👩‍👩‍👧', 'ｶﾞｷﾞ', `e${acute.repeat(marksMax)}`, 'שָׁלוֹם'])(
    'may be %j',
    (text) => {
      expect(faultOf(text)).toBeNull();
      expect(normalised(text)).toBe(text.normalize('NFC'));
    },
  );

  it.each([
    ['a\u0000', 'bad_characters'],
    ['\ud800', 'bad_characters'],
    [`e${acute.repeat(marksMax + 1)}`, 'piled_marks'],
    [`e${`\uff9e${acute}`.repeat(16)}`, 'piled_marks'],
    [`\ud800${acute.repeat(40)}`, 'bad_characters'],
  ])('is not %j', (text, code) => {
    expect(faultOf(text)?.code).toBe(code);
  });

  it('counts every character that a normal form may move', () => {
    const missed: string[] = [];
    for (let code = 0; code < 0x11_00_00; code += 1) {
      const character = String.fromCodePoint(code);
      if (!character.isWellFormed() || !isMovedAbout(character)) continue;
      if (faultOf(character.repeat(marksMax + 1)) === null) missed.push(code.toString(16));
    }

    expect(missed).toEqual([]);
  });

  it('is brought into a normal form even where a pile came in by another way, without what goes beyond the limit', () => {
    const pile = `e${`${acute}${grave}`.repeat(60_000)}x`;

    expect(normalised(pile)).toBe(`e${`${acute}${grave}`.repeat(15)}x`.normalize('NFC'));
    expect(faultOf(normalised(pile))).toBeNull();
  });
});

const kinds: readonly TextKind[] = ['name', 'line', 'prose', 'answer'];
const eachKind = (text: string): string[] => kinds.map((kind) => typedAs(kind, text));

/** Whatever may stand in a text and is not to be seen in it, among letters of several scripts. */
const pieces = Array.from(
  [
    'aZ1 .@\n\r\t\u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202e\u2066\u2069\u2060\ufeff\u00ad\u034f\u115f\u1160\u3164',
    '\u2028\u0085\u0007\u009b\ue000\uf0b7\ufdd0\ufff9\ufffc\u2800\u180b\u180e\u17b4\ufe00\ufe0e\ufe0f\u{e0100}\u{e0041}\u{e007f}\u{1f3f4}',
    'عمرहि्ந்ক্ท้שׁᠠ葛가각❤👩🏽💻é',
  ].join(''),
);
const anyTyped = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 40 });

describe('a text field of any kind', () => {
  it.each([
    ['Persian with its half spaces', 'علی‌رضا می‌خواهد کتاب‌های'],
    ['Persian endings on Latin words', 'HTML‌های PDF‌ها'],
    ['an Arabic letter in its first form', 'ه‍.ق'],
    ['Arabic with its own signs of numbers', '\u0600\u06f1\u06f2 \u06dd'],
    ['Urdu', 'محمّد علی'],
    ['Hindi, half letters and whole ones', 'क्‍ष क्‌ष हिन्दी'],
    ['an older spelling of a Bengali letter at the end', 'হঠাত\u09cd\u200d'],
    ['an older spelling of a Malayalam letter in the middle', 'അവന\u0d4d\u200d പോയി'],
    ['Sinhala', 'ශ\u0dca\u200dරී ලංකා'],
    ['Tamil', 'தமிழ் க்ஷ'],
    ['Thai', 'ที่ปรึกษาผู้เชี่ยวชาญ'],
    ['Hebrew with points', 'שָׁלוֹם יְרוּשָׁלַ\u034fִם'],
    ['Vietnamese', 'Nguyễn Thị Ặ'],
    ['Korean, whole and in parts', '김철수 ᄀᆞᆷ \u115fᅡ ᄀ\u1160'],
    ['Japanese, half width and wide blank', 'ｶﾞｷﾞ 山田\u3000太郎'],
    ['a variant of an ideograph', '葛\u{e0100}城'],
    ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ ᠤᠯᠠ\u180e\u1820'],
    ['Tibetan', 'བོད་སྐད'],
    ['families and professions', '👩‍👩‍👧‍👦 👨🏽‍💻 🧑‍🤝‍🧑'],
    ['emoji and text variants', '❤️‍🔥 ☎︎ 1️⃣ ©️'],
    ['flags', '🇩🇪 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴‍☠️ 🏳️‍🌈'],
    ['mathematics', 'ℵ₀ ≨\ufe00 ∑'],
    ['Braille', '⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙'],
    ['a language without a block of its own name', '𞤀𞤣𞤤𞤢𞤥 ߒߞߏ'],
  ])('keeps %s', (_, text) => {
    expect(eachKind(text)).toEqual(Array(4).fill(text.normalize('NFC')));
  });

  it.each([
    ['zero-width blanks and joiners of words', 'Jo\u200bhn\u2060 \ufeffDoe', 'John Doe'],
    ['joiners where nothing is joined', '\u200dJo\u200chn\u200d Doe\u200c', 'John Doe'],
    ['joiners between other scripts', 'Ив\u200dан 山\u200c田 กข\u200dค', 'Иван 山田 กขค'],
    ['joiners at the ends of a word', '\u200cعلی\u200c رضا\u200c\u200d', 'علی رضا'],
    ['all joiners but one', 'می\u200c\u200d\u200cخواهد', 'می\u200cخواهد'],
    ['soft hyphens', 'Donau\u00addampf', 'Donaudampf'],
    ['overrides, embeddings and isolates', 'a\u202eb\u202ac\u202d\u202c\u2066d\u2067\u2068e\u2069', 'abcde'],
    ['marks of direction where all runs one way', 'a\u200eb\u200fc\u061c', 'abc'],
    ['controls', 'a\u0007b\u001b[1mc\u009bd\u007f', 'ab[1mcd'],
    ['hidden letters spelt in tags', 'Hi\u{e0049}\u{e0067}\u{e006e}\u{e007f}', 'Hi'],
    ['tags behind a flag that is none', '🏴\u{e0078}\u{e0079}\u{e007f}', '🏴'],
    ['variants without a sign', '\ufe0fa\u{e0100}\ufe0fb\ufe01\ufe02 \ufe0f', 'ab\ufe01'],
    ['interlinear notes and what stands for an object', 'a\ufff9b\ufffac\ufffb\ufffc', 'abc'],
    ['private use and what is no character', 'a\ue000b\u{f0000}c\ufdd0d\u{1ffff}', 'abcd'],
    ['halves of pairs', 'a\ud83db\udc69', 'ab'],
    ['fillers', '\u3164a\uffa0b\u115f\u1160', 'ab'],
    ['invisible vowels and operators', 'ក\u17b4a\u2062b\u2064', 'កab'],
    ['a joiner of marks without marks', 'a\u034fb\u034f', 'ab'],
  ])('leaves out %s', (_, text, left) => {
    expect(eachKind(text)).toEqual(Array(4).fill(left));
  });

  it.each([
    '\u200b',
    '\u2800',
    '\u3164',
    '\u115f',
    '\u1160',
    '\u00a0',
    '\u3000',
    '\ufeff\u2060\u00ad',
    '\u202e\u202c',
    '\u200c\u200d',
    '\ufe0f',
    '\u{e0041}\u{e0042}',
    '\u0000\u0007',
    '\u0085\u2028 \r\n\t',
    '\ue000',
    '\ufff9\ufffb',
    '\u034f',
    '\u180e',
    '',
  ])('that is %j was not given', (text) => {
    expect(showsNothing(text)).toBe(true);
    expect(eachKind(text)).toEqual(['', '', '', '']);
  });

  it.each([
    ['CRLF', 'a\r\nb', 'a b', 'a\nb', 'a\nb'],
    ['other ends of lines', 'a\rb\u2028c\u2029d\u0085e\ff', 'a b c d e f', 'a\nb\nc\nd\ne\nf', 'a\nb\nc\nd\ne\nf'],
    ['blanks around a break', 'a \t\n  b', 'a b', 'a\n  b', 'a \t\n  b'],
    ['empty lines', 'a\n\n\n\n\nb', 'a b', 'a\n\nb', 'a\n\n\n\n\nb'],
    ['other blanks', 'a\u00a0\u2003b\tc', 'a b c', 'a\u00a0\u2003b\tc', 'a\u00a0\u2003b\tc'],
    ['ends', ' \u00a0\n a \u2800\u200b\n', 'a', 'a', 'a'],
  ])('has %s on one line or in paragraphs', (_, text, line, prose, answer) => {
    expect(eachKind(text)).toEqual([line, line, prose, answer]);
  });

  it('marks of direction stay beside letters that run from right to left, names need none', () => {
    expect(eachKind('כותב C++\u200f כאן\u200e')).toEqual([
      'כותב C++ כאן',
      ...Array<string>(3).fill('כותב C++\u200f כאן'),
    ]);
  });

  it('is the same when it is read again, says the same, and is empty just when there is nothing to see', () => {
    fc.assert(
      fc.property(anyTyped, fc.constantFrom(...kinds), (text, kind) => {
        const kept = typedAs(kind, text);
        expect(typedAs(kind, kept)).toBe(kept);
        expect(kept === '').toBe(showsNothing(text));
        expect(kept).not.toMatch(/[\u202a-\u202e\u2060-\u206f\u200b\ufeff\u00ad\r\p{Co}]/u);
        expect(faultOf(kept)).toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps no sign that nobody asked for: what is left stood in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const given = new Set(text.normalize('NFC'));
        for (const character of typedAs('answer', text)) expect(given.has(character) || character === '\n').toBe(true);
      }),
    );
  });

  it.each(['\u200c', '\u200f', '\u034f', '\ufe0f', 'ع\u200c', '\u115f', ' ', '\n', ' \n', '\u2800a', `e${acute}`])(
    'is read in time that grows with its length: many %j',
    (part) => {
      const startedAt = performance.now();
      for (const text of eachKind(part.repeat(200_000))) expect(text.length).toBeLessThanOrEqual(part.length * 200_000);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );
});
