// What changed between two wordings, word by word, for people who read what a revision made of a text.

export type WordChange = { kind: 'same' | 'added' | 'removed'; text: string };

/** Beyond these the changed stretch is shown as replaced: nobody reads a hundred small edits, and time stays bounded. */
const editsMax = 120;
const wordsMax = 4_000;
/** A stretch that shares less than this part of its words reads better replaced whole than as crumbs. */
const sharedMin = 0.3;

/** Spaces, single characters of scripts that set none, words, and signs. */
const token =
  /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}'’_])+|[^\s]/gu;

const tokensOf = (text: string): string[] => text.match(token) ?? [];

const isSpace = (text: string): boolean => text.trim() === '';

type Words = readonly string[];

const valueAt = (row: Int32Array, index: number): number => row[index] ?? 0;

/** Whether the step onto diagonal `k` adds a word of the new text (else it removes one of the old). */
const adds = (row: Int32Array, k: number, edits: number, zero: number): boolean =>
  k === -edits || (k !== edits && valueAt(row, zero + k - 1) < valueAt(row, zero + k + 1));

/** Myers: for each number of edits how far each diagonal gets; null where more edits than the cap are needed. */
const reach = (before: Words, after: Words): Int32Array[] | null => {
  const zero = editsMax + 1;
  const row = new Int32Array(2 * zero + 1);
  const rows: Int32Array[] = [];
  for (let edits = 0; edits <= editsMax; edits += 1) {
    rows.push(row.slice());
    for (let k = -edits; k <= edits; k += 2) {
      let x = adds(row, k, edits, zero) ? valueAt(row, zero + k + 1) : valueAt(row, zero + k - 1) + 1;
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x += 1;
      row[zero + k] = x;
      if (x >= before.length && x - k >= after.length) return rows;
    }
  }
  return null;
};

/** The way back through what was reached, turned around. */
const wayThrough = (before: Words, after: Words, rows: readonly Int32Array[]): WordChange[] => {
  const zero = editsMax + 1;
  const way: WordChange[] = [];
  let x = before.length;
  let y = after.length;
  for (const [edits, row] of [...rows.entries()].toReversed()) {
    const k = x - y;
    const added = adds(row, k, edits, zero);
    const from = added ? k + 1 : k - 1;
    const fromX = edits === 0 ? 0 : valueAt(row, zero + from);
    const fromY = edits === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      way.push({ kind: 'same', text: before[x] ?? '' });
    }
    if (edits > 0)
      way.push(added ? { kind: 'added', text: after[fromY] ?? '' } : { kind: 'removed', text: before[fromX] ?? '' });
    x = fromX;
    y = fromY;
  }
  return way.toReversed();
};

const replaced = (before: Words, after: Words): WordChange[] => [
  { kind: 'removed', text: before.join('') },
  { kind: 'added', text: after.join('') },
];

const countWords = (words: Words): number => words.filter((word) => !isSpace(word)).length;

/** Of a stretch that begins and ends with a change. */
const changesWithin = (before: Words, after: Words): WordChange[] => {
  if (before.length === 0 || after.length === 0 || before.length + after.length > wordsMax)
    return replaced(before, after);
  const rows = reach(before, after);
  if (rows === null) return replaced(before, after);
  const way = wayThrough(before, after, rows);
  const shared = countWords(way.flatMap(({ kind, text }) => (kind === 'same' ? [text] : [])));
  const isCrumbs = shared < sharedMin * Math.max(countWords(before), countWords(after));
  return isCrumbs ? replaced(before, after) : way;
};

const joined = (parts: readonly WordChange[]): WordChange[] => {
  const whole: WordChange[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (part.text === '') continue;
    if (last?.kind === part.kind) whole[whole.length - 1] = { kind: part.kind, text: last.text + part.text };
    else whole.push(part);
  }
  return whole;
};

/** A space between two changes belongs to both. */
const isBetween = (way: readonly WordChange[], at: number): boolean => {
  const { kind, text } = way[at] ?? { kind: 'same', text: '' };
  return kind === 'same' && isSpace(text) && way[at - 1]?.kind !== 'same' && way[at + 1]?.kind !== 'same';
};

/** What was taken out stands before what came instead. */
const gathered = (way: readonly WordChange[]): WordChange[] => {
  const parts: WordChange[] = [];
  let removed = '';
  let added = '';
  for (const [at, { kind, text }] of way.entries()) {
    if (kind === 'same' && !isBetween(way, at)) {
      parts.push({ kind: 'removed', text: removed }, { kind: 'added', text: added }, { kind, text });
      removed = '';
      added = '';
      continue;
    }
    if (kind !== 'added') removed += text;
    if (kind !== 'removed') added += text;
  }
  return joined([...parts, { kind: 'removed', text: removed }, { kind: 'added', text: added }]);
};

const sharedStart = (before: Words, after: Words): number => {
  let count = 0;
  while (count < Math.min(before.length, after.length) && before[count] === after[count]) count += 1;
  return count;
};

/** `same` with `removed` is the old text, `same` with `added` the new one; linear in texts that differ a little. */
export const wordDiff = (before: string, after: string): WordChange[] => {
  const [old, fresh] = [tokensOf(before), tokensOf(after)];
  const start = sharedStart(old, fresh);
  const [oldRest, freshRest] = [old.slice(start), fresh.slice(start)];
  const end = sharedStart(oldRest.toReversed(), freshRest.toReversed());
  const changed = changesWithin(oldRest.slice(0, oldRest.length - end), freshRest.slice(0, freshRest.length - end));
  const same = (words: Words): WordChange => ({ kind: 'same', text: words.join('') });
  return gathered(joined([same(old.slice(0, start)), ...changed, same(old.slice(old.length - end))]));
};
