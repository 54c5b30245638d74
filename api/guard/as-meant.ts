// Reads a request as it was meant before its schema judges it: the one rule of what counts as absent, and what is unambiguous.
import { z } from 'zod';
import { canonicalCode } from '../../domain/text/meant-name.ts';
import { showsNothing } from '../../domain/text/typed-text.ts';

/** Null, an empty text and one that shows nothing are the same as nothing. An empty list is a list of none. */
export const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && showsNothing(value));

/** Longer texts are no number or time of ours. */
const shortMax = 100;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a schema is beneath its wrappers; nullable where null means something of its own, such as "back to the default". */
const opened = (schema: z.ZodType, nullable = false): { inner: z.ZodType; nullable: boolean } => {
  if (schema instanceof z.ZodNullable) return opened(schema.unwrap() as z.ZodType, true);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return opened(schema.unwrap() as z.ZodType, nullable);
  if (schema instanceof z.ZodPipe) return opened(schema.in as z.ZodType, nullable);
  return { inner: schema, nullable };
};

/** The schema of a member; undefined for one that nobody declared, and for what callers fill as they like. */
const memberOf = (object: z.ZodType, name: string): z.ZodType | undefined => {
  if (object instanceof z.ZodObject) return Object.hasOwn(object.shape, name) ? object.shape[name] : undefined;
  if (!(object instanceof z.ZodRecord) || object.valueType instanceof z.ZodUnknown) return undefined;
  return object.valueType as z.ZodType;
};

// The + of an offset arrives as a blank when nobody encoded it.
const loosely =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d(?:[.,]\d{1,9})?)? ?(?:[Zz]|([+ \u2212-])(\d\d)(?::?(\d\d))?)$/;

/** RFC 3339 as our schemas want it, of the spellings that can mean nothing else. */
const canonicalInstant = (text: string): string => {
  const [, date, time = '', seconds = ':00', sign, hours, minutes = '00'] = loosely.exec(text.trim()) ?? [];
  if (date === undefined) return text;
  const direction = sign === undefined || sign === ' ' || sign === '+' ? '+' : '-';
  return `${date}T${time}${seconds.replace(',', '.')}${hours === undefined ? 'Z' : `${direction}${hours}:${minutes}`}`;
};

const plainNumber = /^-?\d{1,15}(?:\.\d{1,15})?$/;

const ofText = (schema: z.ZodType, text: string): unknown => {
  if (schema instanceof z.ZodEnum) return canonicalCode(schema.options.map(String), text);
  if (text.length > shortMax) return text;
  if (schema instanceof z.ZodISODateTime) return canonicalInstant(text);
  const trimmed = text.trim();
  if (schema instanceof z.ZodNumber) return plainNumber.test(trimmed) ? Number(trimmed) : text;
  if (schema instanceof z.ZodBoolean) return { true: true, false: false }[trimmed.toLowerCase()] ?? text;
  return text;
};

/** Where each entry of a list stood before blank ones were left out. */
const places = new WeakMap<object, number[]>();

const ofList = (element: z.ZodType, list: readonly unknown[]): unknown[] => {
  const said = [...list.entries()].filter(([, entry]) => !isNothing(entry));
  const meant = said.map(([, entry]) => asMeant(element, entry));
  places.set(
    meant,
    said.map(([index]) => index),
  );
  return meant;
};

const ofMembers = (schema: z.ZodType, members: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]): [string, unknown][] => {
      const member = memberOf(schema, name);
      if (member === undefined) return [[name, value]];
      if (!isNothing(value)) return [[name, asMeant(member, value)]];
      return opened(member).nullable ? [[name, null]] : [];
    }),
  );

/** Where a member tells the options apart, the one that it names. */
const optionsFor = (union: z.ZodUnion, input: unknown): readonly z.ZodType[] => {
  const options = union.options as readonly z.ZodType[];
  if (!(union instanceof z.ZodDiscriminatedUnion) || !isObject(input)) return options;
  const { discriminator } = union.def;
  const named = options.filter((option) => memberOf(option, discriminator)?.safeParse(input[discriminator]).success);
  return named.length > 0 ? named : options;
};

/** The input without its absent members and blank entries, and with codes, numbers and times in their own form. */
export const asMeant = (schema: z.ZodType, input: unknown): unknown => {
  const { inner } = opened(schema);
  if (typeof input === 'string') return ofText(inner, input);
  if (inner instanceof z.ZodUnion)
    return optionsFor(inner, input).reduce<unknown>((meant, option) => asMeant(option, meant), input);
  if (Array.isArray(input)) return inner instanceof z.ZodArray ? ofList(inner.element as z.ZodType, input) : input;
  return isObject(input) ? ofMembers(inner, input) : input;
};

/** A path into what was meant as it leads through what was sent. */
export const placeOf = (meant: unknown, path: readonly PropertyKey[]): PropertyKey[] => {
  let value = meant;
  return path.map((key) => {
    const at = typeof value === 'object' && value !== null ? value : null;
    value = at === null ? undefined : Reflect.get(at, key);
    return (at === null ? undefined : places.get(at)?.[Number(key)]) ?? key;
  });
};

const childrenOf = (schema: z.ZodType, key: PropertyKey): z.ZodType[] => {
  const { inner } = opened(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => childrenOf(option as z.ZodType, key));
  if (inner instanceof z.ZodArray) return [inner.element as z.ZodType];
  const member = memberOf(inner, String(key));
  return member === undefined ? [] : [member];
};

const namesOf = (schema: z.ZodType): string[] => {
  const { inner } = opened(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => namesOf(option as z.ZodType));
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
};

/** The members that may stand at a path. */
export const namesAt = (schema: z.ZodType, path: readonly PropertyKey[]): string[] => [
  ...new Set(
    path
      .reduce<z.ZodType[]>((at, key) => at.flatMap((one) => childrenOf(one, key)), [schema])
      .flatMap((one) => namesOf(one)),
  ),
];
