// Opens a PDF as far as tests need it: its pages, and the words on them by the fonts' own tables. Knows what pdfkit writes, no more.
import { inflateSync } from 'node:zlib';

type Found = { head: string; stream: string | null };

const objectsOf = (bytes: Uint8Array): Map<string, Found> => {
  const text = Buffer.from(bytes).toString('latin1');
  const found = new Map<string, Found>();
  for (let at = text.indexOf(' 0 obj\n'); at !== -1; at = text.indexOf(' 0 obj\n', at + 1)) {
    const id = text.slice(text.lastIndexOf('\n', at) + 1, at);
    const body = text.slice(at + ' 0 obj\n'.length);
    const head = body.slice(
      0,
      Math.min(...['stream\n', 'endobj'].map((end) => body.indexOf(end)).filter((end) => end >= 0)),
    );
    const length = /\/Length (\d+)/.exec(head)?.[1];
    const start = head.length + 'stream\n'.length;
    const raw = length === undefined ? null : Buffer.from(body.slice(start, start + Number(length)), 'latin1');
    const isPacked = head.includes('/FlateDecode');
    found.set(id, { head, stream: raw === null ? null : (isPacked ? inflateSync(raw) : raw).toString('latin1') });
  }
  return found;
};

const ref = (head: string, name: string): string => new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1] ?? '';

/** Letters by glyph, in the order in which the table names them. */
const lettersOf = (table: string): Map<number, string> => {
  const letters = new Map<number, string>();
  for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi))
    for (const [index, [, units = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries())
      letters.set(
        Number.parseInt(first, 16) + index,
        Buffer.from(units.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
      );
  return letters;
};

export type ReadPdf = {
  pages: number;
  /** Lines as they were set, one to a line. */
  text: string;
  /** Glyphs on the pages that stand for no letter. */
  unknownGlyphs: number;
  /** Every tag of the structure, such as H1. */
  tags: Set<string>;
  /** The leftmost and rightmost beginnings of lines, and the lowest and highest. */
  edges: { left: number; bottom: number; top: number };
};

export const readPdf = (bytes: Uint8Array): ReadPdf => {
  const objects = objectsOf(bytes);
  const of = (id: string): Found => objects.get(id) ?? { head: '', stream: null };
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\n/.test(head));
  const lines: string[] = [];
  const edges = { left: Infinity, bottom: Infinity, top: 0 };
  let unknownGlyphs = 0;
  for (const { head } of pages) {
    const resources = of(ref(head, 'Resources')).head;
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [
        name,
        lettersOf(of(ref(of(id).head, 'ToUnicode')).stream ?? ''),
      ]),
    );
    const content = of(ref(head, 'Contents')).stream ?? '';
    for (const [, x = '', y = '', font = '', shown = ''] of content.matchAll(
      /BT\n1 0 0 1 ([\d.]+) ([\d.]+) Tm\n\/(F\d+) [\d.]+ Tf\n(.*?)\nET/gs,
    )) {
      const letters = fonts.get(font);
      const glyphs = [...shown.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
      const line = glyphs.map((glyph) => letters?.get(Number.parseInt(glyph, 16)));
      unknownGlyphs += glyphs.filter((glyph, index) => glyph === '0000' || line[index] === undefined).length;
      lines.push(line.join(''));
      edges.left = Math.min(edges.left, Number(x));
      edges.bottom = Math.min(edges.bottom, Number(y));
      edges.top = Math.max(edges.top, Number(y));
    }
  }
  const tags = new Set([...objects.values()].flatMap(({ head }) => /^<<\n\/S \/(\w+)/.exec(head)?.[1] ?? []));
  return { pages: pages.length, text: lines.join('\n'), unknownGlyphs, tags, edges };
};
