// Paths into the result document: `assessment.score100`, `competencies[Problem solving].score`, `transcript[0].question`.
import { resultDocumentJsonSchema, type ResultDocument } from '../result-document/schema.ts';
import { normalised } from '../text/typed-text.ts';

/** Of a list: its place from 0, or what the one that is meant has as its `name`, `id`, `skill` or `code`. */
type Step = { member: string } | { select: string };

const stepPattern = /\.?([A-Za-z][A-Za-z0-9]{0,63})|\[([^[\]]{1,200})\]/gy;

/** Null for what is no path. */
export const parsePath = (path: string): Step[] | null => {
  const steps: Step[] = [];
  let end = 0;
  for (const [whole, member, select = ''] of path.matchAll(stepPattern)) {
    // It begins with a name, and every further one has its dot.
    if (end === 0 ? !/^[A-Za-z]/.test(whole) : member !== undefined && !whole.startsWith('.')) return null;
    if (member === undefined && select.trim() === '') return null;
    steps.push(member === undefined ? { select: select.trim() } : { member });
    end += whole.length;
  }
  return end === 0 || end < path.length ? null : steps;
};

/** `absent`: nothing in this document is meant by it, such as a competency that its rubric does not have. */
export const absent = Symbol('absent');

const namesOf = ['name', 'id', 'skill', 'code'] as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const folded = (text: string): string => normalised(text).toLowerCase();

const selected = (list: readonly unknown[], select: string): unknown => {
  if (/^\d{1,4}$/.test(select)) return list[Number(select)] ?? absent;
  const wanted = folded(select);
  const isMeant = (one: unknown): boolean =>
    isRecord(one) && namesOf.some((name) => typeof one[name] === 'string' && folded(one[name]) === wanted);
  return list.find(isMeant) ?? absent;
};

const stepInto = (value: unknown, step: Step): unknown => {
  if (value === absent || value === null) return value;
  if ('select' in step) return Array.isArray(value) ? selected(value, step.select) : absent;
  if (Array.isArray(value)) return value.map((one) => stepInto(one, step));
  return isRecord(value) && Object.hasOwn(value, step.member) ? value[step.member] : absent;
};

export const readPath = (document: ResultDocument, path: string): unknown => {
  const steps = parsePath(path);
  return steps === null ? absent : steps.reduce<unknown>(stepInto, document);
};

/** What stands at a path, as far as a converter has to know. */
export type PathKind = {
  type: 'string' | 'number' | 'boolean' | 'time' | 'object';
  isList: boolean;
  values: string[] | null;
};

type JsonSchema = {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
};

let known: JsonSchema | undefined;
const documentShape = (): JsonSchema => (known ??= resultDocumentJsonSchema() as JsonSchema);

/** Null is allowed nearly everywhere: what matters is the rest. */
const withoutNull = (schema: JsonSchema): JsonSchema => schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;

const isOf = ({ type = [] }: JsonSchema, ...types: string[]): boolean =>
  [type].flat().some((one) => types.includes(one));

const schemaAt = (schema: JsonSchema, step: Step): { schema: JsonSchema; isList: boolean } | null => {
  const here = withoutNull(schema);
  if ('select' in step) return here.items === undefined ? null : { schema: here.items, isList: false };
  const isList = here.items !== undefined;
  const owner = isList ? withoutNull(here.items ?? {}) : here;
  const member =
    owner.properties && Object.hasOwn(owner.properties, step.member) ? owner.properties[step.member] : undefined;
  return member === undefined ? null : { schema: member, isList };
};

const typeOf = (schema: JsonSchema): PathKind['type'] => {
  if (schema.format === 'date-time') return 'time';
  if (isOf(schema, 'number', 'integer')) return 'number';
  if (isOf(schema, 'boolean')) return 'boolean';
  return isOf(schema, 'string') || schema.enum !== undefined ? 'string' : 'object';
};

/** What the published shape has at these members; null where it has nothing. */
export const kindOfPath = (path: string): PathKind | null => {
  const steps = parsePath(path);
  if (steps === null) return null;
  let schema = documentShape();
  let isList = false;
  for (const step of steps) {
    const next = schemaAt(schema, step);
    if (next === null) return null;
    schema = next.schema;
    isList ||= next.isList;
  }
  const last = withoutNull(schema);
  if (isOf(last, 'array')) {
    const items = withoutNull(last.items ?? {});
    return { type: typeOf(items), isList: true, values: null };
  }
  return { type: typeOf(last), isList, values: last.enum?.filter((value) => value !== null).map(String) ?? null };
};
