// One text for one value: what is hashed must not depend on the order in which keys were written.

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, nested]) => nested !== undefined);
  // Object.fromEntries defines properties, so a key named __proto__ stays a key.
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, nested]) => [key, sorted(nested)]));
};

/** JSON without white space, keys in the order of their UTF-16 code units; takes JSON values only. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
