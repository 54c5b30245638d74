// Says what to mend in a body that is not JSON, by the slips that people and their tools make; never a word of the body itself.

// Up to the end where the closing quote is missing.
const quoted = /"(?:[^"\\]|\\[^])*("?)/g;

/** Without what the texts say, and with single blanks. */
const skeletonOf = (text: string): string =>
  text
    .replaceAll(quoted, (_, closing: string) => `"${closing}`)
    .replaceAll(/\s+/g, ' ')
    .trim();

const slips: readonly [pattern: RegExp, advice: string][] = [
  [/^</, 'This looks like XML or HTML: send JSON.'],
  [/^[\w.%+-]+=/, 'This looks like the fields of a form (name=value): send a JSON object.'],
  [/[\u201c\u201d\u201e\u2018\u2019]/, 'JSON wants straight double quotes, no typographic ones.'],
  [/'/, 'JSON wants double quotes, no single ones.'],
  [/\/\*|\/\/|#/, 'JSON has no comments: take them out.'],
  [/, ?[\]}]/, 'There is a comma after the last member or entry: take it out.'],
  [/[[{,:] ?[,:]|: ?[\]}]/, 'A value is missing beside a comma or colon.'],
  [/\b(?:True|False|None|undefined|NaN|Infinity)\b/, 'JSON has true, false, null and plain numbers only.'],
  [/[{,] ?[\p{L}_$][^,:{}[\]"]*:/u, 'The names of members stand in double quotes.'],
  [/[^"]"(?!")$|^"$/, 'A text has no closing quote, or a line break or quote in it that is not escaped.'],
  [
    /(?:""|[\w\]}]) ?(?:""|[[{])|"" ?\w/,
    'A comma is missing, there is more than one value, or a quote inside of a text is not escaped.',
  ],
];

const countOf = (text: string, wanted: RegExp): number => text.match(wanted)?.length ?? 0;

/** One sentence about a text that `JSON.parse` refuses. */
export const jsonFault = (text: string): string => {
  const skeleton = skeletonOf(text);
  const slip = slips.find(([pattern]) => pattern.test(skeleton));
  if (slip !== undefined) return slip[1];
  const open = countOf(skeleton, /[{[]/g) - countOf(skeleton, /[}\]]/g);
  if (open > 0) return 'It ends too early: a brace or bracket is not closed.';
  return open < 0 ? 'There is a closing brace or bracket too many.' : 'Check the body with any JSON parser.';
};
