// What was said, apart from how it was written down: time codes and fillers carry no word of the speaker's.
import { withoutFillers } from './stop-words.ts';
import { countWords } from './tokens.ts';

// A run of blanks is entered at its beginning only: from each of them anew, long runs would take forever.
const timeCode =
  /(?:(?<!\s)\s+)?[[(<]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]\s*|(?:^|(?<!\s)[^\S\n]*\n)\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?=\s)\s*/gu;

/** Blanks instead of time codes and of the line breaks around them; every other character keeps its place. */
export const withoutTimeCodes = (text: string): string => text.replaceAll(timeCode, (code) => ' '.repeat(code.length));

export const countSpokenWords = (text: string): number => countWords(withoutFillers(withoutTimeCodes(text)));
