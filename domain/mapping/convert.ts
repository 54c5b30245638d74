// From a value of the document to what stands in a field: converters first, then the type of the field.
import type { AtsField, AtsValue } from '../ports/ats-records.ts';
import type { ResultDocument } from '../result-document/schema.ts';
import type { Converter } from './mapping.ts';
import { absent, readPath } from './paths.ts';

/** Why no value could be made. */
export const conversionFailures = [
  'not_a_value',
  'not_a_number',
  'not_a_date',
  'not_a_boolean',
  'not_an_address',
  'no_row',
  'no_option',
  'too_long',
  'field_not_writable',
] as const;
export type ConversionFailure = (typeof conversionFailures)[number];

export type Converted = { value: AtsValue } | { failure: ConversionFailure };

type Plain = string | number | boolean;
/** What passes between the steps: one value, several, or none. */
type Between = Plain | Plain[] | null;

export const fieldTextMax = 50_000;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

/** Null where it is no value; lists lose what is empty. */
const betweenOf = (value: unknown): { between: Between } | null => {
  if (value === null || value === undefined || value === absent) return { between: null };
  if (isPlain(value)) return { between: value };
  if (!Array.isArray(value)) return null;
  const kept = value.flat(3).filter((one) => one !== null && one !== undefined && one !== absent);
  return kept.every(isPlain) ? { between: kept } : null;
};

const numberPattern = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/;

const numberOf = (value: Between): number | null => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && numberPattern.test(value.trim()) ? Number(value) : null;
};

const rounded = (value: number, digits: number): number => {
  const made = Number(value.toFixed(digits));
  return Object.is(made, -0) ? 0 : made;
};

/** Linear between the two ends, whichever of them is larger. */
const scaled = (value: number, { from, to, round }: Extract<Converter, { kind: 'scale' }>): number => {
  const [start, end] = from;
  const share = start === end ? 0 : Math.min(1, Math.max(0, (value - start) / (end - start)));
  return rounded(to[0] + share * (to[1] - to[0]), round);
};

/** Null where this program knows no such zone, though one did that saved it. */
const partsIn = (at: Date, timeZone: string): Record<string, string> | null => {
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  } catch {
    return null;
  }
};

const timePattern = /^\d{4}-\d\d-\d\d(?:T[\d:.]{5,15}(?:Z|[+-]\d\d:\d\d))?$/;

const dated = (value: Between, { format, timezone }: Extract<Converter, { kind: 'date' }>): string | null => {
  if (typeof value !== 'string' || !timePattern.test(value)) return null;
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return null;
  const parts = partsIn(at, timezone);
  if (parts === null) return null;
  const { year = '', month, day, hour, minute } = parts;
  const date = `${year.padStart(4, '0')}-${month}-${day}`;
  return format === 'date' ? date : `${date} ${hour}:${minute}`;
};

const textOf = (value: Between): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));

const placeholder = /\{([A-Za-z][^{}]{0,299})\}/g;

export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(placeholder)].map(([, name = '']) => name.trim());

const filled = (text: string, value: Between, document: ResultDocument): string =>
  text.replaceAll(placeholder, (_, name: string) =>
    name.trim() === 'value' ? textOf(value) : textOf(betweenOf(readPath(document, name.trim()))?.between ?? null),
  );

type Step = { between: Between } | { failure: ConversionFailure };

const looked = (value: Between, { values, else: other }: Extract<Converter, { kind: 'table' }>): Step => {
  const rowOf = (one: Plain): Plain | null | undefined =>
    Object.hasOwn(values, String(one)) ? values[String(one)] : other;
  const rows = (Array.isArray(value) ? value : [value ?? 'null']).map(rowOf);
  if (rows.includes(undefined)) return value === null ? { between: null } : { failure: 'no_row' };
  const kept = rows.filter((row) => row !== null && row !== undefined);
  return { between: Array.isArray(value) ? kept : (kept[0] ?? null) };
};

const isNothing = (value: Between): value is null =>
  value === null || (Array.isArray(value) ? value.length === 0 : String(value).trim() === '');

const converted = (value: Between, converter: Converter, document: ResultDocument): Step => {
  if (converter.kind === 'table') return looked(value, converter);
  if (isNothing(value)) return { between: null };
  switch (converter.kind) {
    case 'scale': {
      const number = numberOf(value);
      return number === null ? { failure: 'not_a_number' } : { between: scaled(number, converter) };
    }
    case 'date': {
      const date = dated(value, converter);
      return date === null ? { failure: 'not_a_date' } : { between: date };
    }
    case 'template':
      return { between: filled(converter.text, value, document) };
    case 'join':
      return { between: (Array.isArray(value) ? value : [value]).join(converter.separator) };
  }
};

const optionOf = ({ options }: AtsField, value: Plain): string | null => {
  const wanted = String(value);
  const exact = options?.find(({ id, label }) => label === wanted || id === wanted);
  const found = exact ?? options?.find(({ label }) => label.toLowerCase() === wanted.toLowerCase());
  return found?.id ?? null;
};

const single = (value: Plain | Plain[]): Plain | null => (Array.isArray(value) ? null : value);

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

const addressOf = (text: string): string | null => (/^https?:\/\/[^\s]{1,2000}$/i.test(text) ? text : null);

const failed = (failure: ConversionFailure): Converted => ({ failure });
const orFailed = (value: AtsValue | undefined, failure: ConversionFailure): Converted =>
  value === null || value === undefined ? failed(failure) : { value };

const asText = (value: Plain | Plain[]): Converted => {
  const text = textOf(value);
  if (text.length > fieldTextMax) return failed('too_long');
  return { value: text === '' ? null : text };
};

const fits: Readonly<Record<NonNullable<AtsField['type']>, (value: Plain | Plain[], field: AtsField) => Converted>> = {
  text: asText,
  long_text: asText,
  number: (value) => orFailed(numberOf(value), 'not_a_number'),
  boolean: (value) => orFailed(booleans.get(String(single(value)).toLowerCase()), 'not_a_boolean'),
  date: (value) => {
    const text = single(value);
    const date = dated(typeof text === 'string' ? text : null, { kind: 'date', format: 'date', timezone: 'UTC' });
    return orFailed(date, 'not_a_date');
  },
  url: (value) => orFailed(addressOf(String(single(value))), 'not_an_address'),
  single_select: (value, field) => {
    const one = single(value);
    return orFailed(one === null ? null : optionOf(field, one), 'no_option');
  },
  multi_select: (value, field) => {
    const ids = (Array.isArray(value) ? value : [value]).map((one) => optionOf(field, one));
    return ids.includes(null) ? failed('no_option') : { value: [...new Set(ids.filter((id) => id !== null))] };
  },
};

/** Nothing in, nothing out: an empty source empties the field. */
export const convert = (
  source: unknown,
  converter: Converter | undefined,
  { field, document }: { field: AtsField; document: ResultDocument },
): Converted => {
  if (field.type === null) return failed('field_not_writable');
  const first = betweenOf(source);
  if (first === null) return failed('not_a_value');
  const step = converter === undefined ? first : converted(first.between, converter, document);
  if ('failure' in step) return step;
  return isNothing(step.between) ? { value: null } : fits[field.type](step.between, field);
};
