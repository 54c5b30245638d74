// Light stemming for English: enough that "migrated", "migrating" and "migrations" meet, without a dictionary.

const endings: readonly [RegExp, string][] = [
  [/(?:'s|')$/u, ''],
  [/ies$/u, 'y'],
  [/(ss|sh|ch|x|z)es$/u, '$1'],
  [/([^su])s$/u, '$1'],
];

type Suffix = { of: readonly string[]; leaves: number; gives: string };

const suffix = (leaves: number, list: string, gives = ''): Suffix => ({ of: list.split(' '), leaves, gives });

/** `leaves`: how many letters must stand before it. */
const suffixes: readonly Suffix[] = [
  suffix(3, 'isation isations ization izations', 'is'),
  suffix(3, 'ation ations ator ators ated ating', 'at'),
  suffix(3, 'ment ments'),
  suffix(4, 'fully ful ness'),
  suffix(4, 'ily', 'y'),
  suffix(4, 'ly'),
  suffix(3, 'ion ions'),
  suffix(3, 'ing ed er or ors ers'),
];

const withoutSuffix = (word: string): string => {
  for (const { of, leaves, gives } of suffixes) {
    const found = of.find((ending) => word.endsWith(ending) && word.length - ending.length >= leaves);
    if (found !== undefined) return word.slice(0, -found.length) + gives;
  }
  return word;
};

const tidy = (stem: string): string => {
  const undoubled = stem.replace(/([bdfgmnprt])\1$/u, '$1');
  const noE = undoubled.length > 4 ? undoubled.replace(/e$/u, '') : undoubled;
  return noE.length > 3 ? noE.replace(/([^aeiou])y$/u, '$1i') : noE;
};

/** What is longer is no word of a language. */
const lettersMax = 64;

/** The stem of a lower-case word; what has at most three or over 64 letters, or digits, stays as it is. */
export const stem = (word: string): string => {
  if (word.length <= 3 || word.length > lettersMax || /[\d+#./_-]/u.test(word)) return word;
  const ending = endings.find(([pattern]) => pattern.test(word));
  return tidy(withoutSuffix(ending ? word.replace(...ending) : word));
};
