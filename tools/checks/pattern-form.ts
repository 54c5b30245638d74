// Brings a pattern into the form in which it is checked: the same growth, in terms that the checker decides exactly.

/** Up to here a counter is a constant factor; what counts further may as well have no end. */
const countMax = 100;

const tokens =
  /\\(?:[pP]\{[^{}]*\}|u\{[^{}]*\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|[\s\S])|\[(?:[^\]\\]|\\[\s\S])*\]?|\{\d+(?:,\d*)?\}|\(\?<?[=!:]|[\s\S]/gu;
const classTokens = /\\(?:[pP]\{[^{}]*\}|u\{[^{}]*\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|[\s\S])|[\s\S]/gu;

const partsOf = (source: string): string[] => source.match(tokens) ?? [];

/** Of characters only: a group that is counted may be slow in itself. */
const shortened = (token: string, before: string | undefined): string => {
  const [, least = '', comma, most = ''] = (before === ')' ? null : /^\{(\d+)(?:(,)(\d*))?\}$/.exec(token)) ?? [];
  if (least === '') return token;
  const from = Math.min(Number(least), 2);
  if (comma === undefined) return `{${from}}`;
  if (most === '' || Number(most) > countMax) return from === 0 ? '*' : '+';
  return `{${from},${Math.min(Number(most), Math.max(from, 3))}}`;
};

/** Stand-ins of few characters: which classes share characters stays the same, and automata stay small. */
const standIns: Readonly<Record<string, string>> = {
  L: 'a-zA-Z',
  Lu: 'A-Z',
  Ll: 'a-z',
  Lo: '\\u3040-\\u30ff',
  M: '\\u0300-\\u036f',
  N: '0-9',
  Nd: '0-9',
  Cc: '\\0-\\x1f',
  Cf: '\\u200b-\\u200f',
};

/** A class or an escape with stand-ins for the properties of Unicode. */
const plain = (token: string): string => {
  const isClass = token.startsWith('[');
  return token.replaceAll(/\\p\{(\w+)\}/g, (property, name: string) => {
    const range = standIns[name];
    if (range === undefined) return property;
    return isClass ? range : `[${range}]`;
  });
};

const lowered = (token: string): string => {
  if (token.startsWith('\\')) return token.replace(/^\\([pP])\{L[ul]\}$/, '\\$1{L}');
  return token.startsWith('[') && token.length > 1
    ? `[${(token.slice(1, -1).match(classTokens) ?? []).map(lowered).join('')}]`
    : token.toLowerCase();
};

/** Everything but what a class, an escape or a character stands for. */
const others = (one: string): string => {
  if (one.startsWith('[^')) return `[${one.slice(2)}`;
  return one.startsWith('[') ? `[^${one.slice(1)}` : `[^${one}]`;
};

const anchors = ['(', '^', '$', '\\b', '\\B'];

/** What is taken instead of refusing one neighbour. */
const takenFor = (look: string, one: string): string | null => {
  if (look === '(?!') return `(?:$|${others(one)})`;
  return look === '(?<!' ? `(?:^|${others(one)})` : null;
};

/**
 * Looking at one neighbour becomes taking it, which the checker's automata know: `(?<!x)x+$` starts where `(?:^|[^x])x+$`
 * does. Looking ahead at more stands at ends, where taking it costs the same.
 */
const withoutLooks = (parts: readonly string[]): string[] => {
  const seen: string[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const [token = '', one = '', close = ''] = parts.slice(at, at + 3);
    const isOne = close === ')' && !anchors.includes(one);
    const taken = isOne ? takenFor(token, one) : null;
    const isAhead = token === '(?=' || (isOne && token === '(?<=');
    seen.push(taken ?? (isAhead ? '(?:' : token));
    if (taken !== null) at += 2;
  }
  return seen;
};

/** Case is folded beforehand, a sticky pattern is one with a fixed start, and what only tells where to go on is left out. */
export const checkedForm = (source: string, flags: string): { source: string; flags: string } => {
  const written = partsOf(source);
  const parts = (flags.includes('i') ? written.map(lowered) : written).map(plain);
  const form = withoutLooks(parts.map((token, at) => shortened(token, parts[at - 1]))).join('');
  const unicode = /\\[pPu]|[\u{10000}-\u{10FFFF}]/u.test(form) ? 'u' : '';
  return { source: flags.includes('y') ? `^(?:${form})` : form, flags: unicode + flags.replaceAll(/[giudyv]/g, '') };
};

/** Where the alternatives of `parts` begin and end, and the first group of alternatives among them that is taken once. */
const splitParts = (parts: readonly string[]): { bars: number[]; group: [number, number] | null } => {
  const bars: number[] = [];
  let [depth, opened] = [0, -1];
  let group: [number, number] | null = null;
  for (const [at, token] of parts.entries()) {
    if (token === '|' && depth === 0) bars.push(at);
    if (token.startsWith('(')) {
      if (depth === 0) opened = at;
      depth += 1;
    }
    if (token !== ')') continue;
    depth -= 1;
    const isPlain = parts[opened] === '(?:' && !/^[*+?{]/.test(parts[at + 1] ?? '');
    if (depth === 0 && isPlain) group ??= [opened, at];
  }
  return { bars, group };
};

const alternativesIn = (parts: readonly string[]): string[][] => {
  const ends = [...splitParts(parts).bars, parts.length];
  return ends.map((end, index) => parts.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end));
};

/** What a pattern is made of, as patterns: alternatives, also those of a group in their middle. What each costs adds up, and no more. */
export const alternativesOf = (source: string): string[] =>
  alternativesIn(partsOf(source)).flatMap((parts) => {
    const { group } = splitParts(parts);
    if (group === null) return [parts.join('')];
    const [before, after] = [parts.slice(0, group[0]).join(''), parts.slice(group[1] + 1).join('')];
    return alternativesIn(parts.slice(group[0] + 1, group[1])).map((one) => `${before}(?:${one.join('')})${after}`);
  });

/** Without a repetition that has no end, a pattern takes a bounded time at each place. */
export const isBounded = (source: string): boolean =>
  !partsOf(source).some((token) => token === '*' || token === '+' || /^\{\d+,\}$/.test(token));
