// One spelling for equal values, so that equal values have equal hashes.

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sorted(entry)]));
};

/** JSON with sorted keys, without white space and without absent fields; texts are kept as they are. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
