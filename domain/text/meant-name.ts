// Which of the known names and codes somebody meant who wrote another one.

/** No name or code of ours is longer. */
const lengthMax = 100;

const folded = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_');

/** The one code that a text is another spelling of (`senior`, `Strong hire`), or the text as it is. */
export const canonicalCode = <Code extends string>(codes: readonly Code[], text: string): Code | string => {
  if (text.length > lengthMax || codes.some((code) => code === text)) return text;
  const [same, another] = codes.filter((code) => folded(code) === folded(text));
  return same === undefined || another !== undefined ? text : same;
};

const bareOf = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

const isSwap = (from: string, to: string, at: number, other: number): boolean =>
  from[at - 1] === to[other - 2] && from[at - 2] === to[other - 1];

/** How many letters must be put in, taken out, changed, or swapped with the next one. */
const distance = (from: string, to: string): number => {
  const rows = [...Array(from.length + 1).keys()].map((at) =>
    [...Array(to.length + 1).keys()].map((other) => (at === 0 ? other : at)),
  );
  const far = (at: number, other: number): number => rows[at]?.[other] ?? Infinity;
  for (let at = 1; at <= from.length; at += 1)
    for (let other = 1; other <= to.length; other += 1) {
      const changed = far(at - 1, other - 1) + (from[at - 1] === to[other - 1] ? 0 : 1);
      const swapped = isSwap(from, to, at, other) ? far(at - 2, other - 2) + 1 : Infinity;
      rows[at]?.splice(other, 1, Math.min(changed, swapped, far(at - 1, other) + 1, far(at, other - 1) + 1));
    }
  return far(from.length, to.length);
};

const only = (names: readonly string[]): string | null => (names.length === 1 ? (names[0] ?? null) : null);

/** For "did you mean": another case, `snake_case`, a slip of the hand, or the end of a longer name (`email`); null when it could be several. */
export const nearestName = (name: string, known: readonly string[]): string | null => {
  if (name.length > lengthMax) return null;
  const bare = bareOf(name);
  const ranked = known
    .map((one) => ({ one, far: distance(bare, bareOf(one)) }))
    .filter(({ one, far }) => far <= Math.min(3, Math.floor(Math.max(bare.length, bareOf(one).length) / 3)));
  const least = Math.min(...ranked.map(({ far }) => far));
  const nearest = ranked.filter(({ far }) => far === least).map(({ one }) => one);
  if (nearest.length > 0) return only(nearest);
  return bare.length < 4 ? null : only(known.filter((one) => bareOf(one).endsWith(bare)));
};
