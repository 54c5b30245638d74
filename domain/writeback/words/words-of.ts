// The words around a record, by the language of its interview.
import type { RoomLanguage } from '../../room/language.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { RecordWords } from './record-words.ts';

export const recordWords: Readonly<Record<RoomLanguage, RecordWords>> = { en, de, fr, es };
