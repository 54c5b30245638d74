// Keeps what tenants write harmless: a small set of HTML, and links and pictures only from where the operator allows.
// Refused when it is set, and cleaned once more at the turn of each mail: older settings and values have words too.
import sanitizeHtml from 'sanitize-html';
import { htmlOfText, mailDocument } from '../../domain/mail/html.ts';
import type { MailContent, MailWords, WordFault, WrittenMail } from '../../domain/ports/mail-words.ts';
import { isTooDeep, openTagsMax } from '../open-tags.ts';
import { createLinkRule, type LinkRule } from './link-rule.ts';

const tags =
  'a b bdi blockquote br div em h1 h2 h3 h4 hr i img li ol p small span strong sub sup table tbody td tfoot th thead tr u ul'.split(
    ' ',
  );
/** Of a whole document: its frame is ours, and what they hold is kept or meant for nobody to read. */
const frameTags = ['html', 'head', 'body', 'meta', 'title', '!doctype'];
const withoutContent =
  'applet iframe math noembed noframes noscript object option script select style svg template textarea title xmp'.split(
    ' ',
  );

const attributes = {
  '*': ['align', 'dir', 'lang', 'style', 'valign', 'width', 'bgcolor'],
  a: ['href'],
  img: ['src', 'alt', 'height'],
  table: ['border', 'cellpadding', 'cellspacing', 'role'],
  td: ['colspan', 'rowspan', 'height'],
  th: ['colspan', 'rowspan', 'height'],
};

/** Words, numbers, colours and names of fonts; nothing that fetches, moves or covers. */
const plainValue = /^[-\w#%.,\s'"]{1,200}$/;
const colour = /^(?:[a-z]{1,30}|#[0-9a-f]{3,8}|rgba?\([\d\s.,%]{1,40}\))$/i;
const plainStyles =
  'border border-bottom border-collapse border-left border-radius border-right border-spacing border-top font font-family font-size font-style font-weight height letter-spacing line-height margin margin-bottom margin-left margin-right margin-top max-width padding padding-bottom padding-left padding-right padding-top text-align text-decoration vertical-align width';
const styles = {
  '*': {
    ...Object.fromEntries(plainStyles.split(' ').map((name) => [name, [plainValue]])),
    ...Object.fromEntries(['background', 'background-color', 'border-color', 'color'].map((name) => [name, [colour]])),
  },
};

/** Deeper than any layout needs. */
const nestingMax = 60;
const tooDeep: WordFault = { code: 'too_deep', message: `At most ${openTagsMax} tags may be open at once.` };

type Attributes = Record<string, string>;
type Notice = (fault: WordFault) => void;

const shown = (items: string[]): string =>
  [...new Set(items)]
    .slice(0, 5)
    .map((item) => item.slice(0, 100))
    .join(', ');

const linkFault = ({ places }: LinkRule, links: string[]): WordFault => ({
  code: 'link_not_allowed',
  message: `Links and pictures may lead to ${places} only, not to: ${shown(links)}. The operator can allow more.`,
});

const tagFault = (name: string): WordFault => ({
  code: 'tag_not_allowed',
  message: `<${name.slice(0, 30)}> cannot stand in a mail. Allowed: ${tags.join(', ')}.`,
});

const isHandler = (name: string): boolean => name.startsWith('on');

const judgeTag = (links: LinkRule, name: string, given: Attributes, notice: Notice): Attributes => {
  if (!tags.includes(name) && !frameTags.includes(name)) notice(tagFault(name));
  if (Object.keys(given).some(isHandler))
    notice({ code: 'attribute_not_allowed', message: 'Attributes that run scripts cannot stand in a mail.' });
  const foreign = ['href', 'src'].filter((attribute) => {
    const link = given[attribute];
    return link !== undefined && !links.allows(link.trim());
  });
  if (foreign.length > 0)
    notice(
      linkFault(
        links,
        foreign.map((attribute) => given[attribute] ?? ''),
      ),
    );
  return Object.fromEntries(Object.entries(given).filter(([attribute]) => !foreign.includes(attribute)));
};

const sanitize = (links: LinkRule, html: string, notice: Notice): string =>
  sanitizeHtml(html, {
    allowedTags: tags,
    allowedAttributes: attributes,
    allowedStyles: styles,
    allowedSchemes: ['http', 'https'],
    allowProtocolRelative: false,
    nonTextTags: withoutContent,
    nestingLimit: nestingMax,
    transformTags: {
      '*': (name, given) => ({ tagName: name, attribs: judgeTag(links, name, given, notice) }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs['src'] === undefined,
  });

/** Between tags; what was sanitised has no other angle brackets. */
const textParts = /(<[^<>]*>)|([^<]+)/g;

const textOf = (html: string): string => html.replaceAll(textParts, (_, tag?: string, text = '') => (tag ? ' ' : text));

const ignore: Notice = () => undefined;

const faultsInHtml = (links: LinkRule, html: string): WordFault[] => {
  if (isTooDeep(html)) return [tooDeep];
  const faults = new Map<string, WordFault>();
  const clean = sanitize(links, html, (fault) => void (faults.has(fault.code) || faults.set(fault.code, fault)));
  const foreign = links.foreignIn(textOf(clean));
  if (foreign.length > 0 && !faults.has('link_not_allowed')) faults.set('link_not_allowed', linkFault(links, foreign));
  return [...faults.values()];
};

const faultsInText = (links: LinkRule, text: string): WordFault[] => {
  const foreign = links.foreignIn(text);
  return foreign.length === 0 ? [] : [linkFault(links, foreign)];
};

export const createMailWords = (deps: { publicUrl: string; linkDomains: readonly string[] }): MailWords => {
  const links = createLinkRule(deps);
  const cleanHtml = (html: string): string =>
    sanitize(links, html, ignore).replaceAll(
      textParts,
      (_, tag?: string, text = '') => tag ?? links.withoutForeign(text),
    );
  const cleanText = ({ subject, language, ...words }: WrittenMail): MailContent => {
    const text = links.withoutForeign(words.text);
    return { subject: links.withoutForeign(subject), text, html: htmlOfText(text, language) };
  };
  return {
    publicUrl: deps.publicUrl,
    clean: (words) =>
      isTooDeep(words.html)
        ? cleanText(words)
        : { ...cleanText(words), html: mailDocument(cleanHtml(words.html), words.language) },
    cleanText,
    faultsOf: ({ text, html }) => (html === undefined ? faultsInText(links, text) : faultsInHtml(links, html)),
  };
};
