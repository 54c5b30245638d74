// Finds the text of a mail: the tenant's before ours, the closest language before English.
import type { MailTemplate } from './placeholders.ts';
import type { LocaleMails } from './locales/candidate-mails.ts';
import { germanMails } from './locales/de.ts';
import { englishMails } from './locales/en.ts';
import { spanishMails } from './locales/es.ts';
import { frenchMails } from './locales/fr.ts';
import type { MailLocale, MailOverrides, MailText } from './mail-text.ts';

const fallback = 'en';
const ours: Readonly<Record<string, LocaleMails>> = {
  en: { templates: englishMails.templates, sentences: englishMails },
  de: germanMails,
  fr: frenchMails,
  es: spanishMails,
};

/** `de-AT` → `de-at`, `de`, `en`. */
const languagesFor = (locale: string): string[] => {
  const parts = locale.toLowerCase().split('-');
  const shorter = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  return [...new Set([...shorter, fallback])];
};

const underLanguage = <T>(texts: Readonly<Record<string, T>>, language: string): T | undefined =>
  Object.entries(texts).find(([tag]) => tag.toLowerCase() === language)?.[1];

export type FoundText = {
  text: MailText;
  /** Of the text, for dates and the HTML's `lang`. */
  language: string;
  /** The sentences around it: those of the closest language that we have. */
  locale: MailLocale;
};

export const findText = (template: MailTemplate, locale: string, overrides: MailOverrides): FoundText => {
  const languages = languagesFor(locale);
  const sentences = languages
    .map((language) => underLanguage(ours, language))
    .find((found) => found !== undefined)?.sentences;
  for (const language of languages) {
    const text =
      underLanguage(overrides[template] ?? {}, language) ?? underLanguage(ours, language)?.templates[template];
    if (text !== undefined) return { text, language, locale: sentences ?? englishMails };
  }
  return { text: englishMails.templates[template], language: fallback, locale: englishMails };
};
