// Holds what a simulator says against an example from a vendor's pages: every documented member is there, with a value of the same kind.
const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
};

/** Paths that are missing or hold something else; null may stand for any value, and an empty list for any list. */
export const lacking = (documented: unknown, said: unknown, path = ''): string[] => {
  if (documented === null || said === null) return said === undefined ? [path] : [];
  if (kindOf(documented) !== kindOf(said)) return [path];
  if (Array.isArray(documented) && Array.isArray(said)) {
    return said.length === 0 || documented.length === 0 ? [] : lacking(documented[0], said[0], `${path}[]`);
  }
  if (typeof documented !== 'object' || typeof said !== 'object') return [];
  const members = said as Record<string, unknown>;
  return Object.entries(documented).flatMap(([name, value]) => {
    const place = path === '' ? name : `${path}.${name}`;
    return Object.hasOwn(members, name) ? lacking(value, members[name], place) : [place];
  });
};
