// The customer's table: what of the result document goes where in the ATS's record. Nothing is written without one.
import { z } from 'zod';
import { outcomes, verdicts } from '../lifecycle/state.ts';
import { atsFieldObjects, type AtsField } from '../ports/ats-records.ts';
import { said, typed } from '../text/typed-schema.ts';

export const mappingLimits = {
  fields: 100,
  tags: 20,
  path: 300,
  expression: 1_000,
  template: 2_000,
  tableRows: 100,
  value: 500,
  key: 200,
  tag: 60,
} as const;

const key = said('line', mappingLimits.key);
const tag = said('line', mappingLimits.tag).regex(/^[^,]+$/, { error: 'No commas.' });

const target = z.strictObject({
  object: z.enum(atsFieldObjects),
  key: key.meta({ description: 'As `GET …/fields` names it.' }),
});

const end = z.number().min(-1e6).max(1e6);
/** Described as a list of two: checkers of API descriptions do not know tuples. */
const scale = z.tuple([end, end]).meta({ items: { type: 'number' }, minItems: 2, maxItems: 2 });
const plain = z.union([typed('line', mappingLimits.value), z.number(), z.boolean()]).nullable();

const digits = z.int().min(0).max(6);

const convert = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('scale'), from: scale, to: scale, round: digits.default(0) }).meta({
      description: 'A number from one scale to another, to so many digits; what is beyond an end is that end.',
    }),
    z
      .strictObject({
        kind: z.literal('table'),
        values: z
          .record(typed('line', mappingLimits.value), plain)
          .refine((values) => Object.keys(values).length <= mappingLimits.tableRows, {
            error: `At most ${mappingLimits.tableRows} rows.`,
          }),
        else: plain.optional(),
      })
      .meta({ description: 'A value for each value: labels of a drop-down for verdicts. `else` for all others.' }),
    z
      .strictObject({
        kind: z.literal('date'),
        format: z.enum(['date', 'datetime']).default('date'),
        timezone: z
          .string()
          .regex(/^[A-Za-z0-9_+/-]{1,60}$/)
          .default('UTC')
          .meta({ description: 'A named zone such as `Europe/Berlin`, or `UTC`.' }),
      })
      .meta({
        description: '`2026-11-27`, or `2026-11-27 14:05` for a text field, where the clock of that place says so.',
      }),
    z
      .strictObject({ kind: z.literal('template'), text: said('prose', mappingLimits.template) })
      .meta({ description: '`{value}` is the value of the source, `{assessment.score100}` that of any other path.' }),
    z
      .strictObject({
        kind: z.literal('join'),
        separator: z
          .string()
          .regex(/^[ -~\u00A0-\u00AC\u00AE-\u00FF\u2010-\u2027\n]{0,20}$/)
          .default(', '),
      })
      .meta({ description: 'A list of values as one text.' }),
  ])
  .meta({ id: 'MappingConverter' });

const when = z
  .strictObject({
    decided: z.literal(true).optional().meta({ description: 'Not before a person has decided.' }),
    verdicts: z.array(z.enum(verdicts)).min(1).max(verdicts.length).optional(),
    outcomes: z.array(z.enum(outcomes)).min(1).max(outcomes.length).optional(),
  })
  .meta({
    id: 'MappingCondition',
    description:
      'Everything that is said has to hold. Without `outcomes` a result has to be complete as well, which is also what holds without any of it.',
  });

const fieldEntry = z
  .strictObject({
    source: said('line', mappingLimits.path).optional().meta({
      description: 'A path in the result document: `assessment.score100`, `competencies[Problem solving].score`.',
    }),
    expression: said('prose', mappingLimits.expression)
      .optional()
      .meta({ description: 'JSONata over the result document, where a path does not do.' }),
    target,
    convert: convert.optional(),
    when: when.optional(),
  })
  .refine((entry) => (entry.source === undefined) !== (entry.expression === undefined), {
    error: 'Either a source or an expression.',
    path: ['source'],
  })
  .meta({ id: 'MappingField' });

export const fileFormats = ['html', 'pdf'] as const;

export const mappingSchema = z
  .strictObject({
    fields: z.array(fieldEntry).max(mappingLimits.fields).default([]),
    note: z.boolean().default(true).meta({
      description: 'The whole record as notes: questions, transcript, rubric, scores with quotes, reasons, decision.',
    }),
    tags: z
      .array(z.strictObject({ tag, when: when.optional() }))
      .max(mappingLimits.tags)
      .default([]),
    fallbackTag: tag
      .nullable()
      .default('phone-screen')
      .meta({ description: 'Where a person has to go on with the candidate; null for none.' }),
    files: z
      .array(z.enum(fileFormats))
      .max(fileFormats.length)
      .default([])
      .meta({ description: 'The record as files, besides.' }),
    link: z.boolean().default(true).meta({ description: 'The address of the result page, where the ATS has links.' }),
    stage: z
      .strictObject({
        onVerdict: z.partialRecord(z.enum(verdicts), key),
        setsOffAutomaticMails: z.literal(true).meta({
          description:
            'That you know: a move sets off whatever your ATS does at that stage, mails to the candidate among it, and we cannot stop them.',
        }),
      })
      .nullable()
      .default(null)
      .meta({ description: 'Moves the application after a person’s decision; off unless you say so.' }),
    theirs: z
      .array(target)
      .max(mappingLimits.fields)
      .default([])
      .meta({ description: 'Fields that your ATS or your people own: no entry may write them.' }),
  })
  .meta({ id: 'Mapping' });

export type Mapping = z.output<typeof mappingSchema>;
export type MappingField = Mapping['fields'][number];
export type MappingCondition = z.output<typeof when>;
export type Converter = z.output<typeof convert>;
export type MappingTarget = z.output<typeof target>;

/** What is known of the targets since the mapping was checked: values are made without asking the vendor again. */
export type MappingTargets = readonly AtsField[];

/** A mapping as saved; each saving counts up. */
export type SavedMapping = { version: number; mapping: Mapping; targets: MappingTargets; updatedAt: string };

/** Proposed where none is saved. */
export const proposedMapping: Mapping = mappingSchema.parse({});

export const isSameTarget = (a: MappingTarget, b: MappingTarget): boolean => a.object === b.object && a.key === b.key;
