// Brings characters that only look different to one form: what word processors, PDF files and old code pages leave behind.
import { normalised, typedAs } from '../../domain/text/typed-text.ts';

const codePage = new TextDecoder('windows-1252');
/** Text of old Windows programs that was read as Latin-1: its quotes and bullets stand where controls should. */
const fromCodePage = (control: string): string => codePage.decode(Uint8Array.of(control.charCodeAt(0)));

/** A soft hyphen at the end of a line was seen as one; anywhere else nobody saw it. */
const softHyphen = /\u00AD(?:[^\S\n]*\n[^\S\n]*)?/gu;
/** Bullets of the fonts Symbol and Wingdings; the other characters of such fonts say nothing without them. */
const symbolBullets = /[\uF0B7\uF0A7\uF0D8\uF0FC\uF076\uF06E\uF0A8\uF0E8\uF0DE]/gu;
const quotes = /[«][\u00A0\u202F]|[\u00A0\u202F][»]|[“”„‟«»]/gu;

/** The same characters for the same text, wherever it was written. */
export const evenCharacters = (text: string): string =>
  typedAs(
    'prose',
    text
      .replaceAll(/[\u0080-\u009F]/gu, fromCodePage)
      .replaceAll(/\r\n?|[\u2028\u2029\v\f]/gu, '\n')
      .replaceAll(softHyphen, '')
      .replaceAll(symbolBullets, '•')
      .replaceAll(/[\uE000-\uF8FF]/gu, ' ')
      .replaceAll(quotes, '"')
      .replaceAll(/[‘’‚‛]/gu, "'")
      .replaceAll(/[\u2010\u2011]/gu, '-')
      .replaceAll(/[\uFB00-\uFB06]/gu, (ligature) => normalised(ligature, 'NFKC'))
      .replaceAll(/[^\S\n\t]/gu, ' '),
  );
