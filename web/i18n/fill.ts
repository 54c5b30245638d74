// Puts values into the words of a language: `{name}` in a text, and the form that a number takes.
import type { RoomLanguage } from '../../domain/room/language.ts';

const startsSentence = /(?:^|[.?] )$/;

/** What begins a sentence begins it with a capital: "the employer has been told" never stands alone. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string, at: number) => {
    const value = String(values[name] ?? whole);
    return startsSentence.test(text.slice(0, at)) ? value.charAt(0).toUpperCase() + value.slice(1) : value;
  });

/** How a text is with one and with any other number; both hold `{count}`. French also takes `one` for 0. */
export type Counted = { one: string; other: string };

export const counted = (language: RoomLanguage, { one, other }: Counted, count: number): string =>
  fill(new Intl.PluralRules(language).select(count) === 'one' ? one : other, {
    count: new Intl.NumberFormat(language).format(count),
  });
