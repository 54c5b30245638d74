// The custom fields of a simulated Ashby: every documented type, what may be written into each, and how they are listed.
import type { Book, FieldDefinition, FieldObject, Value } from '../book.ts';

export const ashbyFields = [
  { object: 'application', key: 'ai_score', name: 'AI score', type: 'Number' },
  {
    object: 'application',
    key: 'ai_verdict',
    name: 'AI verdict',
    type: 'ValueSelect',
    options: ['Advance', 'Hold', 'Decline'],
  },
  { object: 'application', key: 'ai_summary', name: 'AI summary', type: 'LongText' },
  { object: 'application', key: 'ai_report', name: 'AI report', type: 'Url' },
  { object: 'application', key: 'ai_interviewed_on', name: 'AI interviewed on', type: 'Date' },
  { object: 'application', key: 'ai_reviewed', name: 'AI reviewed', type: 'Boolean' },
  {
    object: 'application',
    key: 'ai_strengths',
    name: 'AI strengths',
    type: 'MultiValueSelect',
    options: ['Craft', 'Teamwork', 'Communication'],
  },
  { object: 'application', key: 'ai_reviewer', name: 'AI reviewer', type: 'String' },
  { object: 'application', key: 'salary', name: 'Salary', type: 'Currency' },
  { object: 'application', key: 'hours', name: 'Hours', type: 'NumberRange' },
  { object: 'application', key: 'salary_range', name: 'Salary range', type: 'CompensationRange' },
  { object: 'candidate', key: 'second_email', name: 'Second e-mail', type: 'Email' },
  { object: 'candidate', key: 'nickname', name: 'Nickname', type: 'String' },
  { object: 'candidate', key: 'last_ai_score', name: 'Last AI score', type: 'Number' },
] as const satisfies readonly { object: FieldObject; key: string; name: string; type: string; options?: string[] }[];

const isText = (given: unknown): given is string => typeof given === 'string';
const isDate = (given: unknown): boolean =>
  isText(given) && /^\d{4}-\d\d-\d\d/.test(given) && !Number.isNaN(Date.parse(given));
const isUrl = (given: unknown): boolean => isText(given) && /^https?:\/\/\S{1,2000}$/.test(given);
const has =
  (...names: string[]) =>
  (given: unknown): boolean =>
    typeof given === 'object' && given !== null && names.every((name) => Object.hasOwn(given, name));
const isOption = ({ options }: FieldDefinition, given: unknown): boolean =>
  options.some(({ label }) => label === given);

const fits: Record<string, (given: unknown, field: FieldDefinition) => boolean> = {
  Boolean: (given) => typeof given === 'boolean',
  Date: isDate,
  String: isText,
  LongText: isText,
  Email: (given) => isText(given) && given.includes('@'),
  Phone: isText,
  Url: isUrl,
  Number: (given) => typeof given === 'number' && Number.isFinite(given),
  ValueSelect: (given, field) => isOption(field, given),
  MultiValueSelect: (given, field) => Array.isArray(given) && given.every((one: unknown) => isOption(field, one)),
  Currency: has('value', 'currencyCode'),
  NumberRange: has('type', 'minValue', 'maxValue'),
  CompensationRange: has('type', 'minValue', 'maxValue', 'currencyCode', 'interval'),
};

/** Null empties a field of any type. */
export const isRightValue = (field: FieldDefinition, given: unknown): given is Value =>
  given === null || fits[field.type]?.(given, field) === true;

const objectWords = { application: 'Application', candidate: 'Candidate' } as const;
const objects = ['application', 'candidate'] as const;

/** Null for what this simulator keeps no fields of. */
export const objectOf = (word: unknown): FieldObject | null =>
  objects.find((object) => objectWords[object] === word) ?? null;

/** As `customField.list` has it. */
export const fieldRow = ({ id, name, object, type, options }: FieldDefinition) => ({
  id,
  title: name,
  objectType: objectWords[object],
  fieldType: type,
  isArchived: false,
  isPrivate: false,
  isRequired: false,
  ...(options.length > 0 && {
    selectableValues: options.map(({ label }) => ({ label, value: label, isArchived: false })),
  }),
});

/** Those that have a value. */
export const customFields = ({ fields }: Book, object: FieldObject, values: ReadonlyMap<string, Value>) =>
  fields
    .filter((field) => field.object === object && values.has(field.key))
    .map(({ id, key, name }) => ({ id, title: name, isPrivate: false, value: values.get(key) }));
