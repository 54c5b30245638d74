// HTML to the text that a reader would see: known tags only, everything else between angle brackets is text.
import { toText } from 'hast-util-to-text';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { AppError } from '../../domain/errors.ts';
import { isTooDeep } from '../open-tags.ts';

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** One of these alone makes a text HTML: nobody writes them for anything else. */
const breaks = setOf('br p li tr td');
const blocks = setOf(
  'address article aside blockquote body caption center col colgroup dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html main nav ol pre section table tbody tfoot th thead ul',
);
const others = setOf(
  'a abbr acronym b base big button cite code del em embed font i iframe img input ins kbd label link mark meta noscript object option picture q s samp script select small source span strike strong style sub sup svg template textarea title tt u wbr',
);
/** What Word adds for itself. */
const ofWord = /^(?:o|w|v|m|x|st1):/iu;

const isKnown = (name: string): boolean =>
  breaks.has(name) || blocks.has(name) || others.has(name) || ofWord.test(name) || name === 'xml';

const tag =
  /<(\/?)([a-z][a-z0-9]*(?::[a-z0-9]+)?)((?:\s+[\w:@.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+)|\s+(?:nowrap|hidden|disabled|checked|noshade|compact|reversed|async|defer))*)\s*\/?>/giu;
/** Conditions of Word, document types, instructions. */
const aside = /<!\[[^\]]{0,100}\]>|<!doctype\b[^<>]{0,500}>|<\?xml\b[^<>]{0,500}>/giu;
const entity = /&(?!#\d{1,7};|#x[\da-f]{1,6};|[a-z][a-z\d]{1,31};)/giu;
/** Encoded more than once: "&amp;amp;#39;". */
const encodedAgain = /&(?:amp;|#0{0,4}38;|#x0{0,4}26;)+(?=#?\w{2,31};)/giu;

const withoutComments = (text: string): string => {
  const parts: string[] = [];
  let from = 0;
  for (let start = text.indexOf('<!--'); start !== -1; start = text.indexOf('<!--', from)) {
    const end = text.indexOf('-->', start + 4);
    if (end === -1) break;
    parts.push(text.slice(from, start));
    from = end + 3;
  }
  return [...parts, text.slice(from)].join(' ');
};

type Found = { markup: boolean; inline: boolean };

/** Whether the tags of a text are meant as such, and whether its own line breaks count because none of them makes any. */
const judge = (text: string): Found => {
  const found = { markup: false, inline: true };
  for (const [, slash, written = '', attributes] of text.matchAll(tag)) {
    const name = written.toLowerCase();
    if (!isKnown(name)) continue;
    if (slash === '/' || attributes !== '' || breaks.has(name)) found.markup = true;
    if (breaks.has(name) || blocks.has(name)) found.inline = false;
  }
  return found;
};

/** Leaves to the parser nothing but what is markup beyond doubt. */
const onlyKnown = (text: string, markup: boolean): string => {
  const parts: string[] = [];
  let from = 0;
  const plain = (to: number): string => text.slice(from, to).replaceAll('<', '&lt;');
  for (const { 0: whole, 2: name = '', index } of text.matchAll(tag)) {
    if (!markup || !isKnown(name.toLowerCase())) continue;
    parts.push(plain(index), whole);
    from = index + whole.length;
  }
  return [...parts, plain(text.length)].join('');
};

type Node = Parameters<typeof toText>[0];
type Element = Extract<Node, { type: 'element' }>;
type Root = Extract<Node, { type: 'root' }>;

const isElement = (node: Node): node is Element => node.type === 'element';
const isList = ({ tagName }: Element): boolean => tagName === 'ul' || tagName === 'ol';

/** Marks where list items begin, and sets tables apart from what follows them; `toText` does neither. */
const markItems = (parent: Root | Element, open: { item: boolean }): void => {
  parent.children.forEach((node, index) => {
    if (node.type === 'text' && open.item && node.value.trim() !== '') {
      node.value = `- ${node.value.trimStart()}`;
      open.item = false;
    }
    if (!isElement(node)) return;
    if (isList(node)) open.item = false;
    markItems(node, node.tagName === 'li' ? { item: true } : open);
    if (node.tagName === 'table')
      parent.children[index] = { type: 'element', tagName: 'div', properties: {}, children: [node] };
  });
};

const parser = unified().use(rehypeParse, { fragment: true });

/** Decodes entities too, also in texts without any tag; blank lines stay between paragraphs. */
export const textOfHtml = (text: string): string => {
  const once = withoutComments(text)
    .replaceAll(aside, ' ')
    .replaceAll(/&nbsp(?!;)/gu, '&nbsp;')
    .replaceAll(encodedAgain, '&');
  const { markup, inline } = judge(once);
  const html = onlyKnown(once.replaceAll(entity, '&amp;'), markup);
  if (isTooDeep(html)) throw new AppError('text.too_complex');
  const tree = parser.parse(html);
  markItems(tree, { item: false });
  const read = toText(tree, { whitespace: markup && !inline ? 'normal' : 'pre' });
  if (inline) return read;
  const cells = read.replaceAll(/\t[ \t]*/gu, ' | ');
  // Tags that were encoded stand beside lines that tags made: the next layer must not take those for blanks.
  return judge(cells).markup ? cells.replaceAll('\n', '<br>') : cells;
};
