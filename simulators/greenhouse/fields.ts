// The custom fields of a simulated Greenhouse: every documented type, what may be written into each, and how a value is shown.
import type { Book, FieldDefinition, FieldObject, Value } from '../book.ts';

/** Of Greenhouse's documented types each has one. */
export const greenhouseFields = [
  { object: 'application', key: 'ai_score', name: 'AI score', type: 'number' },
  {
    object: 'application',
    key: 'ai_verdict',
    name: 'AI verdict',
    type: 'single_select',
    options: ['Advance', 'Hold', 'Decline'],
  },
  { object: 'application', key: 'ai_summary', name: 'AI summary', type: 'long_text' },
  { object: 'application', key: 'ai_report', name: 'AI report', type: 'url' },
  { object: 'application', key: 'ai_interviewed_on', name: 'AI interviewed on', type: 'date' },
  { object: 'application', key: 'ai_reviewed', name: 'AI reviewed', type: 'boolean' },
  {
    object: 'application',
    key: 'ai_strengths',
    name: 'AI strengths',
    type: 'multi_select',
    options: ['Craft', 'Teamwork', 'Communication'],
  },
  { object: 'application', key: 'ai_reviewer', name: 'AI reviewer', type: 'short_text' },
  { object: 'application', key: 'salary', name: 'Salary', type: 'currency' },
  { object: 'application', key: 'salary_range', name: 'Salary range', type: 'currency_range' },
  { object: 'application', key: 'hours', name: 'Hours', type: 'number_range' },
  { object: 'application', key: 'sponsor', name: 'Sponsor', type: 'user' },
  { object: 'candidate', key: 'nickname', name: 'Nickname', type: 'short_text' },
  { object: 'candidate', key: 'last_ai_score', name: 'Last AI score', type: 'number' },
] as const satisfies readonly { object: FieldObject; key: string; name: string; type: string; options?: string[] }[];

type Read = { value: Value } | { error: string };
const wrong = (error: string): Read => ({ error });

const text =
  (most: number) =>
  (given: unknown): Read => {
    if (typeof given !== 'string') return wrong('must be a string');
    return given.length <= most ? { value: given } : wrong(`is too long (maximum is ${most} characters)`);
  };

const number = (given: unknown): Read => {
  const value = typeof given === 'string' && /^-?\d{1,15}(?:\.\d{1,10})?$/.test(given) ? Number(given) : given;
  return typeof value === 'number' && Number.isFinite(value) ? { value } : wrong('must be a number');
};

const isDate = (given: unknown): given is string =>
  typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given));

/** An option is named, or told by its id. */
const option = ({ options }: FieldDefinition, given: unknown): string | null =>
  options.find(({ id, label }) => label === given || id === String(given))?.label ?? null;

const single = (field: FieldDefinition, given: unknown): Read => {
  const value = option(field, given);
  return value === null ? wrong('is not an option of this field') : { value };
};

const several = (field: FieldDefinition, given: unknown): Read => {
  if (!Array.isArray(given)) return wrong('must be an array');
  const labels = given.map((one: unknown) => option(field, one));
  const known = labels.filter((label) => label !== null);
  return known.length === labels.length ? { value: known } : wrong('holds what is not an option of this field');
};

/** Of an object exactly these members. */
const members =
  (names: readonly string[]) =>
  (given: unknown): Read => {
    if (typeof given !== 'object' || given === null) return wrong('must be an object');
    const value = given as Record<string, unknown>;
    return names.every((name) => value[name] !== undefined) ? { value } : wrong(`must have ${names.join(', ')}`);
  };

const isTruth = (given: unknown): given is boolean => typeof given === 'boolean';

const readers: Record<string, (given: unknown, field: FieldDefinition) => Read> = {
  short_text: text(255),
  long_text: text(1_000_000),
  url: text(2_000),
  number,
  boolean: (given) => (isTruth(given) ? { value: given } : wrong('must be true or false')),
  date: (given) => (isDate(given) ? { value: given } : wrong('must be a date like 2026-01-31')),
  single_select: (given, field) => single(field, given),
  multi_select: (given, field) => several(field, given),
  currency: members(['amount', 'unit']),
  currency_range: members(['min_value', 'max_value', 'unit']),
  number_range: members(['min_value', 'max_value']),
  user: members(['user_id']),
};

type Change = { field: FieldDefinition; value: Value };

const nameOf = ({ name_key: key, custom_field_id: id }: Record<string, unknown>): string =>
  typeof key === 'string' ? key : JSON.stringify(id ?? null);

const readOne = (fields: readonly FieldDefinition[], entry: unknown): Change | { field: string; error: string } => {
  if (typeof entry !== 'object' || entry === null) return { field: 'custom_fields', error: 'must hold objects' };
  const given = entry as Record<string, unknown>;
  const name = nameOf(given);
  const field = fields.find(({ id, key }) => key === given['name_key'] || id === String(given['custom_field_id']));
  if (field === undefined) return { field: name, error: 'does not exist' };
  if (given['value'] === null || given['delete_value'] === 'true') return { field, value: null };
  const read = readers[field.type]?.(given['value'], field) ?? wrong('cannot be written');
  return 'error' in read ? { field: name, error: read.error } : { field, value: read.value };
};

const isChange = (read: Change | { field: string; error: string }): read is Change => 'value' in read;

/** `custom_fields` of a PATCH: a list of `{name_key | custom_field_id, value}`, all of them right or none written. */
export const readChanges = (
  { fields }: Book,
  object: FieldObject,
  given: unknown,
): { changes: Change[]; errors: { field: string; message: string }[] } => {
  if (!Array.isArray(given)) {
    return { changes: [], errors: [{ field: 'custom_fields', message: 'custom_fields must be an array' }] };
  }
  const own = fields.filter((field) => field.object === object);
  const read = given.map((entry: unknown) => readOne(own, entry));
  const errors = read.flatMap((one) =>
    isChange(one) ? [] : [{ field: one.field, message: `${one.field} ${one.error}` }],
  );
  return { changes: read.filter(isChange), errors };
};

const shown = ({ type }: FieldDefinition, value: Value, numbersAsText: boolean): unknown => {
  if (typeof value !== 'number' || type !== 'number' || !numbersAsText) return value;
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
};

/** By key, with those that are empty: null, or an empty list. Harvest shows a number as a text, `85.0`; a hook does not. */
export const customFields = (
  { fields }: Book,
  object: FieldObject,
  values: ReadonlyMap<string, Value>,
  { numbersAsText }: { numbersAsText: boolean },
): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .filter((field) => field.object === object)
      .map((field) => {
        const empty = field.type === 'multi_select' ? [] : null;
        const value = shown(field, values.get(field.key) ?? empty, numbersAsText);
        return [field.key, { name: field.name, type: field.type, value }];
      }),
  );
