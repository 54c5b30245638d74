// Custom fields of candidates and applications in Harvest v3: their definitions, what stands in them, and how all of an object's are written.
import { z } from 'zod';
import { VendorTrouble } from '../../../domain/ports/ats-records.ts';
import type {
  AtsField,
  AtsFieldObject,
  AtsFieldRef,
  AtsFieldType,
  AtsRecords,
  AtsSession,
  AtsValue,
  RecordRef,
} from '../../../domain/ports/ats-records.ts';
import { fieldFor, fieldOf, knownWithin, valueOf } from '../fields.ts';
import { trouble } from '../trouble.ts';
import { idOf, listOf, oneOf, send } from './harvest.ts';

const types: ReadonlyMap<string, AtsFieldType> = new Map([
  ['short_text', 'text'],
  ['long_text', 'long_text'],
  ['yes_no', 'boolean'],
  ['boolean', 'boolean'],
  ['number', 'number'],
  ['date', 'date'],
  ['url', 'url'],
  ['single_select', 'single_select'],
  ['multi_select', 'multi_select'],
]);

const definitionSchema = z.looseObject({
  id: z.int(),
  name: z.string(),
  name_key: z.string(),
  value_type: z.string(),
  active: z.boolean().nullish(),
});
const optionSchema = z.looseObject({
  id: z.int(),
  custom_field_id: z.int(),
  name: z.string(),
  active: z.boolean().nullish(),
});
const ownerSchema = z.looseObject({
  id: z.int(),
  custom_fields: z.record(z.string(), z.looseObject({ value: z.unknown() }).nullable()).nullish(),
});

type Definition = z.output<typeof definitionSchema>;
type Option = z.output<typeof optionSchema>;

const isSelect = (type: AtsFieldType | null): boolean => type === 'single_select' || type === 'multi_select';
const typeOf = ({ value_type }: Definition): AtsFieldType | null => types.get(value_type) ?? null;

/** Filters by ids take fifty. */
const idsMax = 50;

const optionsOf = async (session: AtsSession, definitions: readonly Definition[]): Promise<Option[]> => {
  const ids = definitions.filter((each) => isSelect(typeOf(each))).map(({ id }) => id);
  const options: Option[] = [];
  for (let start = 0; start < ids.length; start += idsMax) {
    const custom_field_ids = ids.slice(start, start + idsMax).join(',');
    options.push(...(await listOf(session, '/custom_field_options', optionSchema, { custom_field_ids })));
  }
  return options.filter(({ active }) => active !== false);
};

const fieldsOf = async (session: AtsSession, object: AtsFieldObject): Promise<AtsField[]> => {
  const all = await listOf(session, '/custom_fields', definitionSchema, { field_type: object });
  const definitions = all.filter(({ active }) => active !== false);
  const options = await optionsOf(session, definitions);
  return definitions.map((definition) => {
    const type = typeOf(definition);
    const own = options.filter(({ custom_field_id }) => custom_field_id === definition.id);
    return {
      object,
      key: definition.name_key,
      name: definition.name,
      type,
      options: isSelect(type) ? own.map(({ id, name }) => ({ id: String(id), label: name })) : null,
    };
  });
};

const allFields = async (session: AtsSession): Promise<AtsField[]> => [
  ...(await fieldsOf(session, 'candidate')),
  ...(await fieldsOf(session, 'application')),
];

const knownFields = knownWithin(allFields);

const paths: Record<AtsFieldObject, string> = { candidate: '/candidates', application: '/applications' };

const ownerId = (ref: RecordRef, object: AtsFieldObject): number =>
  idOf(object === 'candidate' ? ref.candidateId : ref.applicationId);

type Standing = ReadonlyMap<string, unknown>;

const standingOf = async (session: AtsSession, ref: RecordRef, object: AtsFieldObject): Promise<Standing> => {
  const owner = await oneOf(session, paths[object], ownerSchema, ownerId(ref, object));
  if (owner === null) throw trouble('record_missing');
  const entries = Object.entries(owner.custom_fields ?? {});
  return new Map(entries.map(([key, entry]) => [key, entry?.value ?? null]));
};

/** Greenhouse tells an option by its name; one that is none of the present options stays what it is. */
const optionIdOf =
  (field: AtsField) =>
  (told: unknown): string =>
    field.options?.find(({ id, label }) => label === told || id === String(told))?.id ?? String(told);

const labelOf = (field: AtsField, id: string): string => field.options?.find((option) => option.id === id)?.label ?? id;

const toldValue = (field: AtsField, value: AtsValue): unknown => {
  if (value === null || !isSelect(field.type)) return value;
  return Array.isArray(value) ? value.map((id: string) => labelOf(field, id)) : labelOf(field, String(value));
};

const objectsOf = (refs: readonly AtsFieldRef[]): AtsFieldObject[] => [...new Set(refs.map(({ object }) => object))];

const readFields: AtsRecords['readFields'] = async (session, ref, refs) => {
  const fields = await knownFields(session);
  const asked = refs.map((each) => fieldOf(fields, each));
  const standing = new Map<AtsFieldObject, Standing>();
  for (const object of objectsOf(refs)) standing.set(object, await standingOf(session, ref, object));
  return asked.map((field) => valueOf(field, standing.get(field.object)?.get(field.key), optionIdOf(field)));
};

const isRefusal = (error: unknown): boolean => error instanceof VendorTrouble && error.code === 'vendor.refused';

const bodyOf = (values: Standing) => ({
  custom_fields: [...values].map(([name_key, value]) => ({ name_key, value })),
});

/** Whether it is theirs that is refused: sent back as they were read they change nothing. */
const areTheirsRefused = async (session: AtsSession, path: string, theirs: Standing): Promise<boolean> => {
  try {
    await send(session, 'PATCH', path, bodyOf(theirs));
    return false;
  } catch (error) {
    if (isRefusal(error)) return true;
    throw error;
  }
};

type Owner = { ref: RecordRef; object: AtsFieldObject; fields: readonly AtsField[] };

/**
 * v3 is said to take what is sent for all of an object's fields, so what stands in the others goes with it; left out, a person's
 * value could be gone.
 */
const writeObject = async (session: AtsSession, { ref, object, fields }: Owner, ours: Standing): Promise<void> => {
  const standing = await standingOf(session, ref, object);
  const theirs = new Map([...standing].filter(([key, value]) => value !== null && !ours.has(key)));
  const path = `${paths[object]}/${ownerId(ref, object)}`;
  try {
    await send(session, 'PATCH', path, bodyOf(new Map([...theirs, ...ours])));
  } catch (error) {
    const isPeoples = fields.some(({ object: of, key, type }) => of === object && type === null && theirs.has(key));
    if (!isRefusal(error) || !isPeoples || !(await areTheirsRefused(session, path, theirs))) throw error;
    throw trouble('vendor.field_beside');
  }
};

const writeFields: AtsRecords['writeFields'] = async (session, ref, values) => {
  const fields = await knownFields(session);
  const checked = values.map((each) => ({ field: fieldFor(fields, each), value: each.value }));
  for (const object of objectsOf(values)) {
    const own = checked.filter(({ field }) => field.object === object);
    const ours = new Map(own.map(({ field, value }) => [field.key, toldValue(field, value)]));
    await writeObject(session, { ref, object, fields }, ours);
  }
};

export const greenhouseFields = { listFields: knownFields, readFields, writeFields } satisfies Partial<AtsRecords>;
