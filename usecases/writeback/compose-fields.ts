// The fields of a mapping with their values, as the result stands: paths read, expressions evaluated, all of it converted.
import { applies } from '../../domain/mapping/applies.ts';
import { convert } from '../../domain/mapping/convert.ts';
import { isSameTarget, type Mapping, type MappingField, type MappingTargets } from '../../domain/mapping/mapping.ts';
import { absent, readPath } from '../../domain/mapping/paths.ts';
import { problemOf, type MappingProblem } from '../../domain/mapping/problems.ts';
import type { ExpressionResult, Expressions } from '../../domain/ports/expressions.ts';
import type { ResultDocument } from '../../domain/result-document/schema.ts';
import type { IntendedItem, RecordPart, UnmakeableItem } from '../../domain/writeback/item.ts';

type Inputs = {
  tenantId: string;
  document: ResultDocument;
  /** There was something to tell before, whatever became of it. */
  wasAssessed: boolean;
  mapping: Mapping;
  targets: MappingTargets;
};

export const fieldTarget = ({ target }: Pick<MappingField, 'target'>): string => `field:${target.object}:${target.key}`;

const partsOf = ({ source = '' }: MappingField): RecordPart[] => {
  if (/^assessment\.score|^competencies\[[^\]]+\]\.score$/.test(source)) return ['scores'];
  return source.startsWith('decision.') ? ['decision'] : [];
};

/** What was told while there was consent is taken back: a value of ours does not outlive it. */
const isTakenBack = ({ when }: MappingField, { document, wasAssessed }: Inputs): boolean =>
  document.interview.consentWithdrawn && wasAssessed && when?.outcomes === undefined;

/** Of several entries for one field the first that applies counts. */
const counting = (inputs: Inputs): { entry: MappingField; isEmptied: boolean }[] => {
  const { mapping, document } = inputs;
  const found = mapping.fields.flatMap((entry) => {
    if (applies(entry.when, document)) return [{ entry, isEmptied: false }];
    return isTakenBack(entry, inputs) ? [{ entry, isEmptied: true }] : [];
  });
  return found.filter(
    ({ entry }, index) => found.findIndex((other) => isSameTarget(other.entry.target, entry.target)) === index,
  );
};

const evaluated = async (
  expressions: Expressions,
  { tenantId, document }: Inputs,
  texts: readonly string[],
): Promise<ReadonlyMap<string, ExpressionResult>> => {
  const distinct = [...new Set(texts)];
  if (distinct.length === 0) return new Map();
  const results = await expressions.evaluate(tenantId, document, distinct);
  return new Map(distinct.map((text, index) => [text, results[index] ?? { failure: 'failed' }]));
};

type Made = { item: IntendedItem } | { problem: MappingProblem } | null;

const valueOf = (entry: MappingField, document: ResultDocument, results: ReadonlyMap<string, ExpressionResult>) => {
  if (entry.source !== undefined) return { value: readPath(document, entry.source) };
  const result = results.get(entry.expression ?? '') ?? { failure: 'failed' as const };
  // Nothing found is nothing meant, as with a path.
  return 'failure' in result || result.value !== undefined ? result : { value: absent };
};

const makeOne = (entry: MappingField, inputs: Inputs, results: ReadonlyMap<string, ExpressionResult>): Made => {
  const { document, targets } = inputs;
  const field = targets.find((one) => isSameTarget(one, entry.target));
  if (field === undefined) return { problem: problemOf('target_unknown') };
  const source = valueOf(entry, document, results);
  if ('failure' in source) return { problem: problemOf(`expression_${source.failure}`) };
  // The rubric of this interview does not have it: the field is not ours to empty.
  if (source.value === absent) return null;
  const made = convert(source.value, entry.convert, { field, document });
  if ('failure' in made) return { problem: problemOf(made.failure) };
  const target = fieldTarget(entry);
  return { item: { kind: 'field', target, parts: partsOf(entry), ...entry.target, value: made.value } };
};

export const composeFields = async (
  expressions: Expressions,
  inputs: Inputs,
): Promise<{ items: IntendedItem[]; problems: UnmakeableItem[] }> => {
  const entries = counting(inputs);
  const texts = entries.flatMap(({ entry, isEmptied }) =>
    isEmptied || entry.expression === undefined ? [] : [entry.expression],
  );
  const results = await evaluated(expressions, inputs, texts);
  const items: IntendedItem[] = [];
  const problems: UnmakeableItem[] = [];
  for (const { entry, isEmptied } of entries) {
    const target = fieldTarget(entry);
    if (isEmptied) {
      items.push({ kind: 'field', target, parts: [], ...entry.target, value: null });
      continue;
    }
    const made = makeOne(entry, inputs, results);
    if (made === null) continue;
    if ('item' in made) items.push(made.item);
    else problems.push({ target, kind: 'field', code: made.problem });
  }
  return { items, problems };
};
