// Light stemming for English: enough that "migrated", "migrating" and "migrations" meet, without a dictionary.

const endings: readonly [RegExp, string][] = [
  [/(?:'s|')$/u, ''],
  [/ies$/u, 'y'],
  [/(ss|sh|ch|x|z)es$/u, '$1'],
  [/([^su])s$/u, '$1'],
];

const suffixes: readonly [RegExp, string][] = [
  [/(.{3,})(?:isations?|izations?)$/u, '$1is'],
  [/(.{3,})(?:ations?|ators?|ated|ating)$/u, '$1at'],
  [/(.{3,})(?:ments?)$/u, '$1'],
  [/(.{4,})(?:fully|ful|ness)$/u, '$1'],
  [/(.{4,})(?:ily)$/u, '$1y'],
  [/(.{4,})(?:ly)$/u, '$1'],
  [/(.{3,})(?:ions?)$/u, '$1'],
  [/(.{3,})(?:ing|ed|er|ors?|ers)$/u, '$1'],
];

const tidy = (stem: string): string => {
  const undoubled = stem.replace(/([bdfgmnprt])\1$/u, '$1');
  const noE = undoubled.length > 4 ? undoubled.replace(/e$/u, '') : undoubled;
  return noE.length > 3 ? noE.replace(/([^aeiou])y$/u, '$1i') : noE;
};

/** The stem of a lower-case word; words of three letters or fewer and words with digits stay as they are. */
export const stem = (word: string): string => {
  if (word.length <= 3 || /[\d+#./_-]/u.test(word)) return word;
  let result = word;
  for (const [ending, replacement] of endings) {
    if (ending.test(result)) {
      result = result.replace(ending, replacement);
      break;
    }
  }
  const suffix = suffixes.find(([pattern]) => pattern.test(result));
  return tidy(suffix ? result.replace(suffix[0], suffix[1]) : result);
};
