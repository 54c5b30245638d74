// What a change of a JSON Schema takes away from callers: from what they may send, or from what they may rely on getting.

export type Json = Record<string, unknown>;
/** `in` is what callers send, `out` what they get. */
export type Direction = 'in' | 'out';
type Pair = { before: Json; after: Json; place: string; direction: Direction };
/** What breaks somebody: where (`createInterview body.position`, or `Schema.member` where the schema has a name), and how. */
export type SchemaChange = { place: string; what: string };

export const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A part that may be named by `$ref`, from the document that it stands in. */
export const resolve = (document: Json, value: unknown): Json => {
  const { $ref } = record(value);
  if (typeof $ref !== 'string') return record(value);
  const path = $ref.split('/').slice(1);
  return record(path.reduce<unknown>((part, name) => record(part)[name.replaceAll('~1', '/')], document));
};

const alternatives = (schema: Json): unknown[] => {
  const types = list(schema['type']);
  if (types.length > 0) return types.map((type) => ({ ...schema, type }));
  return Array.isArray(schema['anyOf']) ? schema['anyOf'] : [schema];
};

const typesOf = (schema: Json): unknown =>
  schema['type'] ?? (schema['const'] === undefined ? undefined : typeof schema['const']);
const fits = (narrow: unknown, wide: unknown): boolean =>
  wide === undefined || narrow === wide || (narrow === 'integer' && wide === 'number');

const typeName = (type: unknown): string => (typeof type === 'string' ? type : 'anything');

const typeChanges = ({ before, after, place, direction }: Pair): SchemaChange[] => {
  const [old, now] = [typesOf(before), typesOf(after)];
  const kept = direction === 'in' ? fits(old, now) : fits(now, old);
  return kept ? [] : [{ place, what: `is ${typeName(now)} instead of ${typeName(old)}` }];
};

const valuesOf = (schema: Json): unknown[] | null => {
  if (Array.isArray(schema['enum'])) return schema['enum'];
  return schema['const'] === undefined ? null : [schema['const']];
};

/** New values may come in answers at any time; what callers send today must stay good. */
const valueChanges = ({ before, after, place, direction }: Pair): SchemaChange[] => {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  if (direction === 'out' || now === null) return [];
  if (old === null) return [{ place, what: 'takes certain values only' }];
  const gone = old.filter((value) => !now.some((other) => same(value, other)));
  return gone.map((value) => ({ place, what: `no longer takes ${JSON.stringify(value)}` }));
};

const upper = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'];
const lower = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'];
const exact = ['pattern', 'format', 'multipleOf', 'uniqueItems', 'not'];

const boundChanges = ({ before, after, place, direction }: Pair): SchemaChange[] => {
  if (direction === 'out') return [];
  const tighter = (name: string): boolean => {
    const [old, now] = [before[name], after[name]];
    if (now === undefined || same(old, now)) return false;
    if (name === 'pattern' && typeof old === 'string' && typeof now === 'string') return !now.endsWith(`|${old}`);
    if (typeof old !== 'number' || typeof now !== 'number') return true;
    return upper.includes(name) ? now < old : now > old;
  };
  return [...upper, ...lower, ...exact].filter(tighter).map((name) => ({ place, what: `has a stricter ${name}` }));
};

const memberChanges = ({ before, after, place, direction }: Pair): SchemaChange[] => {
  const [old, now] = [record(before['properties']), record(after['properties'])];
  const [neededBefore, needed] = [list(before['required']), list(after['required'])];
  const [from, to, what] =
    direction === 'in' ? [neededBefore, needed, 'is required'] : [needed, neededBefore, 'may be absent'];
  const at = (name: unknown): string => `${place}.${String(name)}`;
  const stillTaken = direction === 'in' && after['additionalProperties'] !== false;
  const gone = Object.keys(old).filter((name) => now[name] === undefined && !stillTaken);
  return [
    ...gone.map((name) => ({ place: at(name), what: 'is gone' })),
    ...to
      .filter((name) => !from.includes(name) && !gone.includes(String(name)))
      .map((name) => ({ place: at(name), what })),
    ...(direction === 'in' &&
    after['additionalProperties'] === false &&
    before['additionalProperties'] !== false &&
    before['type'] === 'object'
      ? [{ place, what: 'refuses other members' }]
      : []),
  ];
};

/** Compares the schemas of two documents; a pair that has a name is looked at once per direction, as it may hold itself. */
export const schemaComparison = (before: Json, after: Json) => {
  const known = new Map<string, SchemaChange[]>();

  const parts = ({ before: old, after: now, place, direction }: Pair): SchemaChange[] => {
    const both = (name: string): boolean => typeof old[name] === 'object' && typeof now[name] === 'object';
    const below = ['items', 'additionalProperties', 'propertyNames'].filter(both);
    const [members, others] = [record(old['properties']), record(now['properties'])];
    const shared = Object.keys(members).filter((name) => others[name] !== undefined);
    return [
      ...below.flatMap((name) => compare(old[name], now[name], `${place}[]`, direction)),
      ...shared.flatMap((name) => compare(members[name], others[name], `${place}.${name}`, direction)),
    ];
  };

  const single = (pair: Pair): SchemaChange[] => {
    const types = typeChanges(pair);
    if (types.length > 0) return types;
    return [...valueChanges(pair), ...boundChanges(pair), ...memberChanges(pair), ...parts(pair)];
  };

  /** Each old way to send must still do; each new thing to get must be like an old one. The nearest one tells the difference. */
  const ofAlternatives = (olds: unknown[], nows: unknown[], place: string, direction: Direction): SchemaChange[] => {
    const [wanted, offered] = direction === 'in' ? [olds, nows] : [nows, olds];
    return wanted.flatMap((one) =>
      offered
        .map((other) => (direction === 'in' ? compare(one, other, place, 'in') : compare(other, one, place, 'out')))
        .reduce((best, next) => (next.length < best.length ? next : best)),
    );
  };

  const resolved = (old: Json, now: Json, place: string, direction: Direction): SchemaChange[] => {
    const [olds, nows] = [alternatives(old), alternatives(now)];
    if (olds.length > 1 || nows.length > 1) return ofAlternatives(olds, nows, place, direction);
    return single({ before: record(olds[0]), after: record(nows[0]), place, direction });
  };

  const compare = (oldPart: unknown, newPart: unknown, place: string, direction: Direction): SchemaChange[] => {
    const [old, now] = [resolve(before, oldPart), resolve(after, newPart)];
    const { $ref } = record(oldPart);
    if (typeof $ref !== 'string') return resolved(old, now, place, direction);
    const pair = JSON.stringify([$ref, record(newPart)['$ref'] ?? newPart, direction]);
    const found = known.get(pair);
    if (found !== undefined) return found;
    known.set(pair, []);
    const changes = resolved(old, now, $ref.split('/').at(-1) ?? '', direction);
    known.set(pair, changes);
    return changes;
  };
  return compare;
};
