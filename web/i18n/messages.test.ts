import { describe, expect, test } from 'vitest';
import { insufficientReasons } from '../../domain/assessment/assessment.ts';
import { roomLanguages } from '../../domain/room/language.ts';
import { messages as de } from './de/all.ts';
import { messages as reviewDe } from './de/review/all.ts';
import { messages as en } from './en/all.ts';
import { messages as reviewEn } from './en/review/all.ts';
import { messages as es } from './es/all.ts';
import { messages as reviewEs } from './es/review/all.ts';
import { messages as fr } from './fr/all.ts';
import { messages as reviewFr } from './fr/review/all.ts';

const all = {
  en: { ...en, review: reviewEn },
  de: { ...de, review: reviewDe },
  es: { ...es, review: reviewEs },
  fr: { ...fr, review: reviewFr },
};

/** Every text with its path; lists count as well. */
const textsOf = (value: unknown, path = ''): [string, string][] => {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is neither text nor texts`);
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, path === '' ? key : `${path}.${key}`));
};

const holesOf = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

const english = new Map(textsOf(all.en));

describe.each(roomLanguages)('what the pages say in %s', (language) => {
  const texts = textsOf(all[language]);

  test('explains every reason for which there is no score, each in words of its own', () => {
    const { reasons } = all[language].mine.result;
    expect(Object.keys(reasons).sort()).toEqual(insufficientReasons.toSorted());
    expect(new Set(Object.values(reasons)).size).toBe(insufficientReasons.length);
    const inEnglish = insufficientReasons.filter((reason) => reasons[reason] === en.mine.result.reasons[reason]);
    expect(inEnglish).toHaveLength(language === 'en' ? insufficientReasons.length : 0);
  });

  test('has every text that English has, and no other', () => {
    expect(texts.map(([path]) => path).sort()).toEqual([...english.keys()].sort());
  });

  test('leaves no text empty or with space around it', () => {
    expect(texts.filter(([, text]) => text.trim() === '' || text !== text.trim())).toEqual([]);
  });

  test('never shouts, and names nothing by a long dash', () => {
    expect(texts.filter(([, text]) => /[!¡—]/.test(text))).toEqual([]);
  });

  test('sets quotation marks and apostrophes as its readers do', () => {
    expect(texts.filter(([, text]) => /['"`]/.test(text))).toEqual([]);
    const french = texts.filter(([, text]) => / [:;?»]|« /.test(text));
    expect(language === 'fr' ? french : []).toEqual([]);
  });

  test('has the same places for values as English', () => {
    const differing = texts.filter(([path, text]) => {
      const own = holesOf(text);
      return own.join() !== holesOf(english.get(path) ?? '').join() || /[{}]/.test(text.replaceAll(/\{\w+\}/g, ''));
    });
    expect(differing).toEqual([]);
  });
});
