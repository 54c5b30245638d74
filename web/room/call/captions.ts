// What was said, made of the newest lines that a service tells again and again: each is known by its number, and final once nobody adds to it.
export type Told = { by: 'interviewer' | 'you'; text: string };
export type Caption = Told & { n: number; isFinal: boolean };

/** Older ones would push the buttons off a phone; all of it can be read before the end. */
const captionsMax = 4;

/** Whether the newest `count` lines are the first of those that were told; the last of them may have grown. */
const meet = (known: readonly Caption[], told: readonly Told[], count: number): boolean =>
  known
    .slice(known.length - count)
    .every(({ by, text }, at) => by === told[at]?.by && (at === count - 1 || text === told[at].text));

const sharedBy = (known: readonly Caption[], told: readonly Told[]): number => {
  for (let count = Math.min(known.length, told.length); count > 0; count -= 1)
    if (meet(known, told, count)) return count;
  return 0;
};

/** `told` goes on where `known` ends: what both hold keeps its number. */
export const captionsAfter = (known: readonly Caption[], told: readonly Told[]): Caption[] => {
  const shared = sharedBy(known, told);
  const first = (known.at(-1)?.n ?? -1) + 1 - shared;
  const newest = told.map(({ by, text }, at) => {
    const before = at < shared ? known[known.length - shared + at] : undefined;
    return { by, text, n: first + at, isFinal: at < told.length - 1 || before?.isFinal === true };
  });
  return [...known.slice(0, known.length - shared), ...newest].slice(-captionsMax);
};

export const silentNow = (known: readonly Caption[], who: Told['by']): Caption[] =>
  known.map((line, at) => (at === known.length - 1 && line.by === who ? { ...line, isFinal: true } : line));
