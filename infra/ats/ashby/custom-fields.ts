// Custom fields of candidates and applications at Ashby: options are texts, and each value is set alone.
import { z } from 'zod';
import type {
  AtsField,
  AtsFieldObject,
  AtsFieldType,
  AtsRecords,
  AtsSession,
  RecordRef,
} from '../../../domain/ports/ats-records.ts';
import { fieldFor, fieldOf, knownWithin, valueOf } from '../fields.ts';
import { listOf, resultsOf } from './calls.ts';

/** Addresses and numbers of phones are checked by Ashby as such; ranges, money and UUIDs are nothing that we write. */
const types: ReadonlyMap<string, AtsFieldType> = new Map([
  ['String', 'text'],
  ['LongText', 'long_text'],
  ['Number', 'number'],
  ['Boolean', 'boolean'],
  ['Date', 'date'],
  ['Url', 'url'],
  ['ValueSelect', 'single_select'],
  ['MultiValueSelect', 'multi_select'],
]);

const objects: ReadonlyMap<string, AtsFieldObject> = new Map([
  ['Candidate', 'candidate'],
  ['Application', 'application'],
]);
const objectTypes: Record<AtsFieldObject, string> = { candidate: 'Candidate', application: 'Application' };

const definitionSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  fieldType: z.string(),
  objectType: z.string(),
  isArchived: z.boolean().nullish(),
  selectableValues: z
    .array(z.looseObject({ value: z.string(), label: z.string().nullish(), isArchived: z.boolean().nullish() }))
    .nullish(),
});
const ownerSchema = z.looseObject({
  customFields: z.array(z.looseObject({ id: z.string(), value: z.unknown() })).nullish(),
});

const fieldOfDefinition = (definition: z.output<typeof definitionSchema>): AtsField[] => {
  const { id, title, fieldType, objectType, isArchived, selectableValues } = definition;
  const object = objects.get(objectType);
  if (object === undefined || isArchived === true) return [];
  const type = types.get(fieldType) ?? null;
  const isSelect = type === 'single_select' || type === 'multi_select';
  const options = (selectableValues ?? []).filter((option) => option.isArchived !== true);
  return [
    {
      object,
      key: id,
      name: title,
      type,
      options: isSelect ? options.map(({ value, label }) => ({ id: value, label: label ?? value })) : null,
    },
  ];
};

const listFields = async (session: AtsSession): Promise<AtsField[]> =>
  (await listOf(session, 'customField.list', definitionSchema)).flatMap(fieldOfDefinition);

const knownFields = knownWithin(listFields);

const idOf = (ref: RecordRef, object: AtsFieldObject): string =>
  object === 'candidate' ? ref.candidateId : ref.applicationId;

const standingOf = async (
  session: AtsSession,
  ref: RecordRef,
  object: AtsFieldObject,
): Promise<Map<string, unknown>> => {
  const asked = object === 'candidate' ? { id: ref.candidateId } : { applicationId: ref.applicationId };
  const owner = await resultsOf(session, `${object}.info`, ownerSchema, asked);
  return new Map((owner.customFields ?? []).map(({ id, value }) => [id, value]));
};

const readFields: AtsRecords['readFields'] = async (session, ref, refs) => {
  const fields = await knownFields(session);
  const asked = refs.map((each) => fieldOf(fields, each));
  const standing = new Map<AtsFieldObject, Map<string, unknown>>();
  for (const object of new Set(asked.map((field) => field.object)))
    standing.set(object, await standingOf(session, ref, object));
  return asked.map((field) => valueOf(field, standing.get(field.object)?.get(field.key), String));
};

const writeFields: AtsRecords['writeFields'] = async (session, ref, values) => {
  const fields = await knownFields(session);
  const checked = values.map((each) => ({ field: fieldFor(fields, each), value: each.value }));
  // One after the other: Ashby warns of races between values of one object.
  for (const { field, value } of checked)
    await resultsOf(session, 'customField.setValue', z.unknown(), {
      objectType: objectTypes[field.object],
      objectId: idOf(ref, field.object),
      fieldId: field.key,
      fieldValue: value,
    });
};

export const ashbyFields = { listFields: knownFields, readFields, writeFields } satisfies Partial<AtsRecords>;
