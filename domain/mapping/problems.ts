// Why an entry of a mapping gives nothing, by code and in words: what the ledger shows instead of a value.
import type { ExpressionFailure } from '../ports/expressions.ts';
import type { ConversionFailure } from './convert.ts';

type Cause = ConversionFailure | `expression_${ExpressionFailure}` | 'target_unknown';

export const mappingProblemWords: Readonly<Record<`mapping.${Cause}`, string>> = {
  'mapping.not_a_value': 'The source is a structure, not a value: name one of its members, or join a list.',
  'mapping.not_a_number': 'The value is no number.',
  'mapping.not_a_date': 'The value is no date.',
  'mapping.not_a_boolean': 'The value is neither true nor false.',
  'mapping.not_an_address': 'The value is no http address.',
  'mapping.no_row': 'The table has no row for the value, and no “else”.',
  'mapping.no_option': 'The drop-down has no such option.',
  'mapping.too_long': 'The value is longer than a field may be.',
  'mapping.field_not_writable': 'The ATS does not let this kind of field be written.',
  'mapping.target_unknown': 'The field is not one that was checked when the mapping was saved: save it again.',
  'mapping.expression_invalid': 'The expression is not valid JSONata.',
  'mapping.expression_failed': 'The expression failed on this result.',
  'mapping.expression_slow': 'The expression took too long and was ended.',
  'mapping.expression_memory': 'The expression took too much memory and was ended.',
  'mapping.expression_large': 'The value of the expression is too long.',
  'mapping.expression_busy': 'The expression could not be begun in time: too many are evaluated at once.',
};

export type MappingProblem = keyof typeof mappingProblemWords;

export const problemOf = (cause: Cause): MappingProblem => `mapping.${cause}`;
