// Markdown within a line to plain words, where it cannot be anything else: `snake_case`, `5 * 3 * 2` and `__init__` stay.
import { Lexer, type Token, type Tokens } from 'marked';

/** Nobody writes longer lines by hand. */
const lineLengthMax = 5_000;
const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character);
const opens = /^[\p{L}\p{N}"'([<@#$€£.&¿¡*_`~+-]/u;
const closes = /[\p{L}\p{N}"')\]>.!?:;,%€$+#*_`~…]$/u;
/** `__init__`, `_id`: names of programmers. */
const isIdentifier = /^[a-z][a-z0-9_]*$/u;

type Around = { before: string | undefined; after: string | undefined };

const isEmphasis = ({ raw, text }: Tokens.Strong | Tokens.Em | Tokens.Del, { before, after }: Around): boolean =>
  !isWordCharacter(before) &&
  !isWordCharacter(after) &&
  opens.test(text) &&
  closes.test(text) &&
  !(raw.startsWith('_') && isIdentifier.test(text)) &&
  !(raw.startsWith('~') && !raw.startsWith('~~'));

/** `[x](y)` of a program is no link: an address has a point, a slash or a scheme. */
const isLink = ({ raw, href }: Tokens.Link | Tokens.Image): boolean => /^!?\[/u.test(raw) && /[./:#@]/u.test(href);

const plainToken = (token: Token, around: Around): string => {
  const inner = (): string => plainTokens('tokens' in token ? (token.tokens ?? []) : []);
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return isEmphasis(token as Tokens.Strong, around) ? inner() : token.raw;
    case 'link':
      return isLink(token as Tokens.Link) ? inner() : token.raw;
    case 'image':
      return isLink(token as Tokens.Image) ? '' : token.raw;
    case 'codespan':
      return (token as Tokens.Codespan).text;
    case 'escape':
      return token.raw === '\\\\' ? token.raw : (token as Tokens.Escape).text;
    default:
      return token.raw;
  }
};

const plainTokens = (tokens: readonly Token[]): string =>
  tokens
    .map((token, at) => plainToken(token, { before: tokens[at - 1]?.raw.at(-1), after: tokens[at + 1]?.raw.at(0) }))
    .join('');

/** One line without its emphasis, code marks, escapes and addresses of links; addresses that stand for themselves stay. */
export const plainLine = (line: string): string =>
  line.length > lineLengthMax || !/[*_`~[\\]/u.test(line) ? line : plainTokens(Lexer.lexInline(line));
