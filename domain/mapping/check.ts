// Holds a mapping against the vendor's own fields and the published document: everything that is wrong, each with where it stands.
import type { FieldProblem } from '../errors.ts';
import { verdicts } from '../lifecycle/state.ts';
import type { AtsField, AtsFieldType } from '../ports/ats-records.ts';
import type { ExpressionReading } from '../ports/expressions.ts';
import { isTimeZone } from '../text/time-zone.ts';
import { placeholdersOf } from './convert.ts';
import { isSameTarget, type Converter, type Mapping, type MappingField } from './mapping.ts';
import { kindOfPath, parsePath, type PathKind } from './paths.ts';

export type VendorFacts = {
  fields: readonly AtsField[];
  /** Null where the vendor has stages per job only: then they are not checked. */
  stages: readonly { id: string; name: string }[] | null;
  canMoveStage: boolean;
};

type Problem = FieldProblem & { pointer: string };

const problem = (pointer: string, code: string, message: string): Problem => ({ pointer, code, message });

/** What comes out of a converter; `unknown` of an expression, which only a value shows. */
type Out = {
  type: 'string' | 'number' | 'boolean' | 'time' | 'date' | 'unknown';
  isList: boolean;
  values: string[] | null;
};

const outOfTable = ({ values, else: other }: Extract<Converter, { kind: 'table' }>, isList: boolean): Out => {
  const rows = [...Object.values(values), ...(other === undefined ? [] : [other])].filter((row) => row !== null);
  const types = new Set(rows.map((row) => typeof row));
  const type = types.size === 1 ? ([...types][0] as 'string' | 'number' | 'boolean') : 'string';
  return { type, isList, values: [...new Set(rows.map(String))] };
};

const outOf = (kind: Out, converter: Converter | undefined): Out => {
  switch (converter?.kind) {
    case undefined:
      return kind;
    case 'scale':
      return { type: 'number', isList: false, values: null };
    case 'table':
      return outOfTable(converter, kind.isList);
    case 'date':
      return { type: converter.format === 'date' ? 'date' : 'string', isList: false, values: null };
    case 'template':
    case 'join':
      return { type: 'string', isList: false, values: null };
  }
};

const takes: Readonly<Record<AtsFieldType, readonly Out['type'][]>> = {
  text: ['string', 'number', 'boolean', 'time', 'date'],
  long_text: ['string', 'number', 'boolean', 'time', 'date'],
  number: ['number'],
  boolean: ['boolean'],
  date: ['time', 'date'],
  url: ['string'],
  single_select: ['string', 'number', 'boolean'],
  multi_select: ['string', 'number', 'boolean'],
};

const listTakers: readonly AtsFieldType[] = ['text', 'long_text', 'multi_select'];

const sourceKind = (entry: MappingField): Out | 'object' | null => {
  if (entry.source === undefined) return { type: 'unknown', isList: false, values: null };
  const kind: PathKind | null = kindOfPath(entry.source);
  if (kind === null) return null;
  return kind.type === 'object' ? 'object' : { ...kind, type: kind.type };
};

const wrongKind = (kind: Out, wanted: Out['type'], at: string, message: string): Problem[] =>
  kind.type === wanted || kind.type === 'unknown' ? [] : [problem(at, 'wrong_type', message)];

const tableProblems = (
  { values, else: other }: Extract<Converter, { kind: 'table' }>,
  kind: Out,
  at: string,
): Problem[] => {
  const missing = other === undefined ? (kind.values ?? []).filter((value) => !Object.hasOwn(values, value)) : [];
  if (missing.length === 0) return [];
  return [problem(`${at}/values`, 'values_missing', `No row and no “else” for: ${missing.join(', ')}.`)];
};

const unknownPath = (at: string, path: string): Problem =>
  problem(at, 'unknown_path', `The result document has no “${path}”.`);

const converterProblems = (convert: Converter | undefined, kind: Out, at: string): Problem[] => {
  switch (convert?.kind) {
    case 'scale':
      if (convert.from[0] === convert.from[1])
        return [problem(`${at}/from`, 'not_allowed', 'The two ends of a scale differ.')];
      return wrongKind(kind, 'number', at, 'A scale takes a number, and the source is none.');
    case 'date':
      if (!isTimeZone(convert.timezone))
        return [problem(`${at}/timezone`, 'not_allowed', 'A zone such as Europe/Berlin, or UTC.')];
      return wrongKind(kind, 'time', at, 'A date is made of a time, and the source is none.');
    case 'template':
      return placeholdersOf(convert.text)
        .filter((path) => path !== 'value' && kindOfPath(path) === null)
        .map((path) => unknownPath(`${at}/text`, path));
    case 'table':
      return tableProblems(convert, kind, at);
    case 'join':
    case undefined:
      return [];
  }
};

const optionProblems = ({ options }: AtsField, { values }: Out, at: string): Problem[] => {
  const known = new Set((options ?? []).flatMap(({ id, label }) => [id, label.toLowerCase()]));
  const unknown = (values ?? []).filter((value) => !known.has(value) && !known.has(value.toLowerCase()));
  const labels = (options ?? []).slice(0, 20).map(({ label }) => label);
  return unknown.length === 0
    ? []
    : [problem(at, 'no_option', `No option of the drop-down: ${unknown.join(', ')}. It has: ${labels.join(', ')}.`)];
};

const isSelect = (type: AtsFieldType): boolean => type === 'single_select' || type === 'multi_select';

const fitProblems = (field: AtsField, out: Out, at: string): Problem[] => {
  const { type } = field;
  if (type === null)
    return [problem(`${at}/target`, 'not_writable', `“${field.name}” is of a kind that cannot be written.`)];
  if (out.isList && !listTakers.includes(type))
    return [
      problem(
        `${at}/source`,
        'is_list',
        `The source is a list, and “${field.name}” takes one value: join it, or name one.`,
      ),
    ];
  if (out.type !== 'unknown' && !takes[type].includes(out.type))
    return [
      problem(`${at}/target`, 'wrong_type', `“${field.name}” is a ${type} field, and the value is a ${out.type}.`),
    ];
  return isSelect(type) ? optionProblems(field, out, `${at}/target`) : [];
};

const entryProblems = (entry: MappingField, at: string, fields: readonly AtsField[]): Problem[] => {
  const kind = sourceKind(entry);
  if (kind === null)
    return [problem(`${at}/source`, 'unknown_path', `The result document has no “${entry.source ?? ''}”.`)];
  if (kind === 'object')
    return [problem(`${at}/source`, 'not_a_value', 'A structure is no value: name one of its members.')];
  const field = fields.find((one) => isSameTarget(one, entry.target));
  const missing = problem(
    `${at}/target`,
    'unknown_field',
    `The ATS has no ${entry.target.object} field “${entry.target.key}”.`,
  );
  const out = outOf(kind, entry.convert);
  return [
    ...converterProblems(entry.convert, kind, `${at}/convert`),
    ...(field === undefined ? [missing] : fitProblems(field, out, at)),
  ];
};

const pathProblems = (paths: readonly string[], at: string): Problem[] =>
  paths
    // JSONata names lists as if each of their elements was there, as we do.
    .filter((path) => parsePath(path) === null || kindOfPath(path) === null)
    .map((path) => problem(at, 'unknown_path', `The result document has no “${path}”.`));

const expressionProblems = (reading: ExpressionReading | undefined, at: string): Problem[] => {
  if (reading === undefined) return [];
  if ('paths' in reading) return pathProblems(reading.paths, at);
  const place = reading.position === undefined ? '' : `, at character ${reading.position}`;
  return [problem(at, `expression_${reading.failure}`, `This is not JSONata that can be read${place}.`)];
};

/** Two entries for one field are fine as long as they have conditions: the first that applies counts. */
const rivalProblems = ({ fields, theirs }: Mapping): Problem[] =>
  fields.flatMap(({ target }, index) => {
    const at = `/fields/${index}/target`;
    if (theirs.some((one) => isSameTarget(one, target)))
      return [problem(at, 'theirs', 'This field is among those that your ATS owns.')];
    const isHidden = fields
      .slice(0, index)
      .some((other) => isSameTarget(other.target, target) && other.when === undefined);
    return isHidden ? [problem(at, 'written_twice', 'An entry above writes this field in every case.')] : [];
  });

const stageProblems = ({ stage }: Mapping, { stages, canMoveStage }: VendorFacts): Problem[] => {
  if (stage === null) return [];
  if (!canMoveStage) return [problem('/stage', 'not_allowed', 'Applications cannot be moved over this connection.')];
  if (stages === null) return [];
  const names = stages.slice(0, 20).map(({ id, name }) => `${name} (${id})`);
  return verdicts.flatMap((verdict) => {
    const id = stage.onVerdict[verdict];
    if (id === undefined || stages.some((one) => one.id === id)) return [];
    return [
      problem(
        `/stage/onVerdict/${verdict}`,
        'unknown_stage',
        `The ATS has no such stage. It has: ${names.join(', ')}.`,
      ),
    ];
  });
};

const theirsProblems = ({ theirs }: Mapping, { fields }: VendorFacts): Problem[] =>
  theirs.flatMap((target, index) =>
    fields.some((one) => isSameTarget(one, target))
      ? []
      : [problem(`/theirs/${index}`, 'unknown_field', `The ATS has no ${target.object} field “${target.key}”.`)],
  );

/** `readings` are of the entries with an expression, by their place. */
export const mappingProblems = (
  mapping: Mapping,
  vendor: VendorFacts,
  readings: ReadonlyMap<number, ExpressionReading>,
): Problem[] => [
  ...mapping.fields.flatMap((entry, index) => [
    ...entryProblems(entry, `/fields/${index}`, vendor.fields),
    ...expressionProblems(readings.get(index), `/fields/${index}/expression`),
  ]),
  ...rivalProblems(mapping),
  ...theirsProblems(mapping, vendor),
  ...stageProblems(mapping, vendor),
];

/** The fields that it writes, as they were when it was checked. */
export const targetsOf = ({ fields }: Mapping, known: readonly AtsField[]): AtsField[] =>
  known.filter((field) => fields.some(({ target }) => isSameTarget(target, field)));
