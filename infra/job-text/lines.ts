// Lines as they were meant: bullets of every kind become "- ", headings lose their marks, lines that a page cut are joined.

const ornament =
  /^(?:[•‣●○■□▪▫◦◆◇◾◽➢➤➔➜►▶✓✔✅☑✗★☆❖⁃∙⦁·]|👉|🔹|🔸)\uFE0F?\s*|^[-–—−]+(?=\p{L})|^[*+–—−-]\s+(?=\D)|^-\s+/u;
/** Bullets that are letters without the font they were set in; only a gap that no sentence has tells. */
const ofWord = /^[o§Øüvq](?:\t\s*|\s{2,})(?=\S)/u;
const inlineBullet = /(?<=\S)[^\S\n]*[•‣●■▪◦⦁][^\S\n]+(?=\S)/gu;
const checkbox = /^- \[[ xX]?\]\s+/u;
const rule = /^(?:[=_*~─═—–-]{3,}|(?:[*_-]\s+){2,}[*_-])$/u;
const fence = /^(?:`{3,}|~{3,})[\w+-]{0,30}$/u;
const tableRule = /^\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?\s*$/u;
const bulletAlone = /^(?:[•‣●○■□▪▫◦◆◇➢➤►▶✓✔·]|[*–-])$/u;

const withoutHeading = (line: string): string =>
  line.replace(/^(?:#{2,6}\s+|#\s+(?=["'*_]*\p{Lu}))/u, '').replace(/^>+\s+(?=[\p{L}"'*_-])/u, '');

const withoutPipes = (line: string): string =>
  /^\|.*\|$/u.test(line)
    ? line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim())
        .join(' | ')
    : line;

const tidyLine = (raw: string): string => {
  const line = raw.replace(ofWord, '- ').trim();
  if (rule.test(line) || fence.test(line) || tableRule.test(line)) return '';
  const heading = withoutHeading(withoutPipes(line));
  return heading.replace(ornament, '- ').replaceAll(/\s+/gu, ' ').replace(checkbox, '- ').trim();
};

/** A bullet on a line of its own belongs to the next line that says something. */
const withBulletsJoined = (lines: readonly string[]): string[] => {
  const joined: string[] = [];
  let bullet = false;
  for (const line of lines) {
    if (bulletAlone.test(line.trim())) bullet = true;
    else if (bullet && line.trim() !== '') {
      joined.push(`- ${line.trim().replace(ornament, '')}`);
      bullet = false;
    } else joined.push(line);
  }
  return joined;
};

const startsItem = /^(?:- |\(?\d{1,2}[.)]\s)/u;
const wholePart = /^(?:und|oder|bzw|and|or|y|e|o|u|et|ou)\b/iu;
const firstWord = (line: string): string => /^\S+/u.exec(line)?.[0] ?? '';
/** Wider than this no page is set, narrower none either. */
const [widthMin, widthMax] = [40, 130];
const wrappedShareMin = 0.7;

/** Whether the break between two lines can be a page's: the next word would not have fitted. */
const isFull = (line: string, next: string, width: number): boolean =>
  line.length + 1 + firstWord(next).length > width && line.length >= width / 2;

const isCut = (line: string, next: string): boolean => /\p{L}-$/u.test(line.slice(-4)) && /^\p{L}/u.test(next);

/** The width of a text that a page has cut into lines; 0 for lines that somebody ended. */
const widthOf = (lines: readonly string[]): number => {
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  if (width < widthMin || width > widthMax) return 0;
  const inner = lines.flatMap((line, at) => {
    const next = lines[at + 1] ?? '';
    return line === '' || next === '' || startsItem.test(next) ? [] : [isCut(line, next) || isFull(line, next, width)];
  });
  return inner.length >= 2 && inner.filter(Boolean).length >= inner.length * wrappedShareMin ? width : 0;
};

const goesOn = (line: string, next: string, width: number): boolean =>
  !line.endsWith(':') &&
  ((width > 0 && isFull(line, next, width)) ||
    (line.length >= widthMin && !/[.!?;]$/u.test(line) && /^\p{Ll}/u.test(next)));

const words = /[\p{L}\p{N}-]+/gu;
const wordEnd = /[\p{L}\p{N}]{1,60}-$/u;

/** Its hyphen stays where the text spells the word so elsewhere, or where half a word follows: "sales- and support". */
const cutWord = (line: string, next: string, known: ReadonlySet<string>): string => {
  if (wholePart.test(next)) return `${line} `;
  const [head, tail] = [wordEnd.exec(line.slice(-61))?.[0] ?? '', /^\p{L}+/u.exec(next)?.[0] ?? ''];
  const isOneWord = /^\p{Ll}/u.test(next) && /\p{Ll}-$/u.test(line.slice(-4));
  return isOneWord && !known.has(`${head}${tail}`.toLowerCase()) ? line.slice(0, -1) : line;
};

/** Lines that a page has cut, whole again. */
const unwrapped = (lines: readonly string[]): string => {
  const width = widthOf(lines);
  const known = new Set(
    lines.flatMap((line) => line.toLowerCase().match(words) ?? []).filter((word) => word.includes('-')),
  );
  const ended = lines.map((line, at) => {
    const next = lines[at + 1];
    if (next === undefined) return line;
    if (line === '' || next === '' || startsItem.test(next)) return `${line}\n`;
    if (isCut(line, next)) return cutWord(line, next, known);
    return goesOn(line, next, width) ? `${line} ` : `${line}\n`;
  });
  return ended.join('');
};

const isItem = (line: string | undefined): boolean => line?.startsWith('- ') === true;

/** Paragraphs apart by one blank line, list items on lines that begin with "- ". */
export const tidyLines = (text: string): string =>
  unwrapped(withBulletsJoined(text.replaceAll(inlineBullet, '\n• ').split('\n')).map(tidyLine))
    .replaceAll(/\n{3,}/gu, '\n\n')
    .split('\n')
    .filter((line, at, all) => !(line === '' && isItem(all[at - 1]) && isItem(all[at + 1])))
    .join('\n')
    .trim();
