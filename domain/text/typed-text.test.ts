import { describe, expect, it } from 'vitest';
import { faultOf, marksMax, normalised } from './typed-text.ts';

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
