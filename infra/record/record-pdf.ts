// The record as a PDF to print and to keep: tagged for screen readers, with a font of its own for Latin, Greek and Cyrillic letters.
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { runsRightToLeft } from '../../domain/text/typed-text.ts';
import type { InterviewRecordText, RecordBlock } from '../../domain/writeback/record.ts';
import { recordWords } from '../../domain/writeback/words/words-of.ts';

const fontOf = (name: string): string => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
const fonts = { plain: fontOf('DejaVuSans'), bold: fontOf('DejaVuSans-Bold') };

const margin = 56;
const setIn = 14;
/** Stands for every letter that the font lacks; it has this one. */
const unknownLetter = '□';

type Style = {
  tag: 'H1' | 'H2' | 'H3' | 'P' | 'BlockQuote';
  font: keyof typeof fonts;
  size: number;
  before: number;
  indent: number;
};

const styles = {
  title: { tag: 'H1', font: 'bold', size: 18, before: 0, indent: 0 },
  section: { tag: 'H2', font: 'bold', size: 13, before: 14, indent: 0 },
  heading: { tag: 'H3', font: 'bold', size: 10, before: 8, indent: 0 },
  line: { tag: 'P', font: 'plain', size: 10, before: 2, indent: 0 },
  said: { tag: 'BlockQuote', font: 'plain', size: 10, before: 2, indent: setIn },
} as const satisfies Record<string, Style>;

type Glyphs = { hasGlyphForCodePoint(codePoint: number): boolean };

/** What the library knows of the font in use and does not publish. */
const glyphsOf = (doc: PDFKit.PDFDocument): Glyphs => (doc as unknown as { _font: { font: Glyphs } })._font.font;

const isFormatting = /[\p{Cf}\p{Cc}\p{Cs}]/u;

/** Nothing that the library could stumble over; letters that run from right to left would come out backwards. */
const createPrintable = (glyphs: Glyphs) => {
  const known = new Map<string, string>();
  const printed = (letter: string): string => {
    if (letter === '\n') return letter;
    if (letter === '\t') return '    ';
    if (isFormatting.test(letter)) return '';
    const canBe = glyphs.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) && !runsRightToLeft(letter);
    return canBe ? letter : unknownLetter;
  };
  const seen = { isAnyUnknown: false };
  const printable = (text: string): string =>
    Array.from(text.replaceAll(/\r\n?/g, '\n'), (letter) => {
      const shown = known.get(letter) ?? printed(letter);
      known.set(letter, shown);
      seen.isAnyUnknown ||= shown === unknownLetter && letter !== unknownLetter;
      return shown;
    }).join('');
  return { printable, seen };
};

const put = (doc: PDFKit.PDFDocument, text: string, { tag, font, size, before, indent }: Style): void => {
  if (text.trim() === '') return;
  doc.addStructure(
    doc.struct(tag, {}, () => {
      const room = doc.page.height - margin - doc.y;
      // A heading at the foot of a page is taken over to what it is the heading of.
      if (tag.startsWith('H') && room < 5 * size) doc.addPage();
      doc.font(fonts[font]).fontSize(size);
      doc.y += before;
      doc.text(text, margin + indent, doc.y, { width: doc.page.width - 2 * margin - indent, lineGap: 2 });
    }),
  );
};

const bytesOf = async (doc: PDFKit.PDFDocument): Promise<Uint8Array> => {
  const pieces: Buffer[] = [];
  doc.on('data', (piece: Buffer) => pieces.push(piece));
  await new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
    doc.end();
  });
  return new Uint8Array(Buffer.concat(pieces));
};

export const recordPdf = async (
  { title, language, head, sections }: InterviewRecordText,
  name: string,
): Promise<Uint8Array> => {
  const info = { Title: title, Keywords: name };
  const doc = new PDFDocument({
    size: 'A4',
    margin,
    info,
    lang: language,
    displayTitle: true,
    tagged: true,
    pdfVersion: '1.7',
    font: fonts.plain,
    bufferPages: false,
  });
  const { printable, seen } = createPrintable(glyphsOf(doc));
  // Before anything is written it is known whether something is missing, which is said at the top.
  const printed = ({ kind, text }: RecordBlock): RecordBlock => ({ kind, text: printable(text) });
  const blocks = head.map(printed);
  const shown = sections.map((section) => ({ title: printable(section.title), blocks: section.blocks.map(printed) }));
  put(doc, printable(title), styles.title);
  if (seen.isAnyUnknown) put(doc, recordWords[language].lettersMissing(unknownLetter), styles.line);
  for (const { kind, text } of blocks) put(doc, text, styles[kind]);
  for (const section of shown) {
    put(doc, section.title, styles.section);
    for (const { kind, text } of section.blocks) put(doc, text, styles[kind]);
  }
  put(doc, name, styles.line);
  return await bytesOf(doc);
};
