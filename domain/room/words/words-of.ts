// Finds what the room says in a language, and how sentences of it name the employer.
import type { RoomLanguage } from '../language.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { french } from './fr.ts';
import type { RoomWords } from './words.ts';

const all: Readonly<Record<RoomLanguage, RoomWords>> = { en: english, de: german, fr: french, es: spanish };

export const wordsIn = (language: RoomLanguage): RoomWords => all[language];

export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** As sentences about it name the employer. */
export const companyIn = (language: RoomLanguage, companyName: string | null): string =>
  companyName === null ? all[language].employer : oneLine(companyName);
