// What may be written into a customer's own field: the same rules for every vendor, before anything is sent.
import type { AtsField, AtsFieldRef, AtsFieldType, AtsSession, AtsValue } from '../../domain/ports/ats-records.ts';
import { trouble } from './trouble.ts';

/** A session lives for one attempt: within it the definitions are asked for once, and again after a failure. */
export const knownWithin = (list: (session: AtsSession) => Promise<AtsField[]>) => {
  const known = new WeakMap<AtsSession, Promise<AtsField[]>>();
  return async (session: AtsSession): Promise<AtsField[]> => {
    const asked = known.get(session) ?? list(session);
    known.set(session, asked);
    try {
      return await asked;
    } catch (error) {
      known.delete(session);
      throw error;
    }
  };
};

/** A field that can be written. */
export type WritableField = AtsField & { type: AtsFieldType };

export const fieldOf = (fields: readonly AtsField[], { object, key }: AtsFieldRef): AtsField => {
  const field = fields.find((each) => each.object === object && each.key === key);
  if (field === undefined) throw trouble('vendor.field_unknown');
  return field;
};

const isOption = (field: AtsField, value: unknown): boolean => (field.options ?? []).some(({ id }) => id === value);

const isWebAddress = (value: string): boolean => ['https:', 'http:'].includes(URL.parse(value)?.protocol ?? '');

const fits: Record<AtsFieldType, (value: AtsValue, field: AtsField) => boolean> = {
  text: (value) => typeof value === 'string',
  long_text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)),
  url: (value) => typeof value === 'string' && isWebAddress(value),
  single_select: (value, field) => isOption(field, value),
  multi_select: (value, field) => Array.isArray(value) && value.every((each) => isOption(field, each)),
};

/** The field, when it is there, can be written, and takes the value; null empties it. */
export const fieldFor = (
  fields: readonly AtsField[],
  { value, ...ref }: AtsFieldRef & { value: AtsValue },
): WritableField => {
  const field = fieldOf(fields, ref);
  const { type } = field;
  if (type === null) throw trouble('vendor.field_not_writable');
  if (value !== null && !fits[type](value, field)) throw trouble('vendor.value_unfit');
  return { ...field, type };
};

const isEmpty = (raw: unknown): boolean =>
  raw === null || raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0);

const asNumber = (raw: unknown): AtsValue => {
  if (typeof raw === 'string' && raw.trim() === '') return null;
  const number = typeof raw === 'string' ? Number(raw) : raw;
  return typeof number === 'number' && Number.isFinite(number) ? number : String(raw);
};

const asText = (raw: unknown): string => (typeof raw === 'string' ? raw : JSON.stringify(raw));

const yes = /^(?:true|yes)$/i;

/** What stands in a field, in our words; `optionOf` tells an option's id by what the vendor says of it. */
export const valueOf = (field: AtsField, raw: unknown, optionOf: (told: unknown) => string): AtsValue => {
  if (isEmpty(raw)) return null;
  switch (field.type) {
    case 'number':
      return asNumber(raw);
    case 'boolean':
      return typeof raw === 'boolean' ? raw : yes.test(String(raw));
    case 'date':
      return asText(raw).slice(0, 10);
    case 'single_select':
      return optionOf(raw);
    case 'multi_select':
      return [raw].flat().map(optionOf);
    case 'text':
    case 'long_text':
    case 'url':
    case null:
      return asText(raw);
  }
};
