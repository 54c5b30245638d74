// Rich text of word processors to plain text: paragraphs, characters and nothing that only sets them.

const codePage = new TextDecoder('windows-1252');
/** Groups that hold tables of fonts and styles, pictures and notes of the program. */
const silent =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|header|footer|headerl|headerr|footerl|footerr|listtable|listoverridetable|generator|themedata|datastore|fldinst|xmlnstbl|rsidtbl)$/u;
const said = new Map(
  Object.entries({ par: '\n', line: '\n', row: '\n', sect: '\n\n', page: '\n\n', tab: '\t', cell: '\t', bullet: '• ' }),
);
const marks = new Map(
  Object.entries({ lquote: "'", rquote: "'", ldblquote: '"', rdblquote: '"', emdash: '—', endash: '–' }),
);
const token =
  /\\(?<word>[a-z]{1,32})(?<value>-?\d{1,10})? ?|\\'(?<hex>[\da-f]{2})|\\(?<symbol>[^a-z\d])|(?<brace>[{}])|(?<plain>[^\\{}\r\n]+)/giu;

type Group = { silent: boolean; skip: number };

/** What a control word says; `\u8226?` names a character, followed by so many for programs that do not know it. */
const sayWord = (word: string, value: string | undefined, group: Group): string => {
  if (silent.test(word)) group.silent = true;
  if (word === 'uc') group.skip = Number(value ?? 1);
  if (word === 'u') return String.fromCharCode(Number(value ?? 0) & 0xff_ff);
  return said.get(word) ?? marks.get(word) ?? '';
};

const saySymbol = (symbol: string, group: Group): string => {
  if (symbol === '*') group.silent = true;
  if (symbol === '~') return ' ';
  if (symbol === '\n' || symbol === '\r') return '\n';
  return /[{}\\_]/u.test(symbol) ? symbol.replace('_', '-') : '';
};

export const isRtf = (text: string): boolean => /^\s{0,100}\{\\rtf/u.test(text);

const sayCharacter = (hex: string): string => codePage.decode(Uint8Array.of(Number.parseInt(hex, 16)));

type Parts = { word?: string; value?: string; hex?: string; symbol?: string; plain?: string };

const say = ({ word, value, hex, symbol, plain = '' }: Parts, group: Group, skip: number): string => {
  if (word !== undefined) return sayWord(word, value, group);
  if (symbol !== undefined) return saySymbol(symbol, group);
  if (hex !== undefined) return skip > 0 ? '' : sayCharacter(hex);
  return plain.slice(skip);
};

export const textOfRtf = (text: string): string => {
  const parts: string[] = [];
  const groups: Group[] = [];
  let group: Group = { silent: false, skip: 1 };
  let skip = 0;
  for (const { groups: found } of text.matchAll(token)) {
    const part: Parts & { brace?: string } = found ?? {};
    if (part.brace === '{') groups.push({ ...group });
    else if (part.brace === '}') group = groups.pop() ?? group;
    else {
      const shown = say(part, group, skip);
      if (!group.silent) parts.push(shown);
      skip = part.word === 'u' ? group.skip : 0;
    }
  }
  return parts.join('');
};
