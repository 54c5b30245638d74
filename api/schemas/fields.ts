// The fields that several native calls share, each with its bound.
import { z } from 'zod';
import { canonicalLanguageTag, languageTag, languageTagRule } from '../../domain/text/language-tag.ts';
import { parseDuration } from '../../domain/text/duration.ts';
import { said, typed } from '../../domain/text/typed-schema.ts';
import { normalised, typedAs } from '../../domain/text/typed-text.ts';
import { cursorPattern } from '../../usecases/cursor.ts';

export const basePath = '/api/v1/integration';

/** Of a job, as it came: its markup is taken off behind this, and what is left is kept as prose or as a line. */
export const text = (lengthMax: number) => z.string().trim().max(lengthMax);
export const words = (lengthMax: number) => z.string().trim().min(1).max(lengthMax);

export { said, typed };

/** The caller's own id. It is shown in lists, events and links, so nothing that looks like a person's address fits. */
export const opaqueReference = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^@\s\u0000-\u001f\u007f]+$/, { error: 'An opaque id: no @, no white space.' })
  // It is given back as it came, so what cannot be seen is refused instead of left out.
  .refine((id) => typedAs('line', id) === normalised(id), {
    error: 'An opaque id: no characters that cannot be seen.',
    params: { code: 'bad_characters' },
  });

const withoutOffset = /^\d{4}-\d\d-\d\d(?:T[\d:.]{1,20})?$/;

export const instant = z.iso
  .datetime({
    offset: true,
    error: ({ input }) =>
      typeof input === 'string' && withoutOffset.test(input)
        ? 'Say the time with its offset from UTC: 2027-03-01T09:00:00Z, or …T09:00:00+02:00.'
        : 'RFC 3339 with an offset, such as 2027-03-01T09:00:00Z.',
  })
  .max(40);

/** For filters: times outside what the database can hold mean the same as its bounds. */
export const storableInstant = instant.transform((at) =>
  new Date(Math.min(Math.max(Date.parse(at), 0), Date.UTC(2200, 0, 1))).toISOString(),
);

export const locale = z.string().max(35).overwrite(canonicalLanguageTag).regex(languageTag, { error: languageTagRule });

const overlapMaxMs = 7 * 86_400_000;

const isOverlap = (duration: string): boolean => {
  const durationMs = parseDuration(duration);
  return durationMs !== null && durationMs <= overlapMaxMs;
};

/** For how long the old one goes on beside the new one. */
export const overlapOf = (description: string) =>
  z
    .string()
    .max(30)
    .refine(isOverlap, { error: 'An ISO 8601 duration of at most P7D.', params: { code: 'not_allowed' } })
    .default('PT24H')
    .meta({ description });

/** Who decided, as the caller names them; sealed, never part of a history or a log. */
export const personName = said('name', 200);

export const revision = z.int().min(1).max(10_000);

/** A code of the caller's own list. */
export const reasonCode = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_.:-]+$/, { error: 'Letters, digits and _ . : - only.' });

const runIdInAnyCase = /^run_[0-9A-Z]{26}$/i;

/** Ids of interviews have no small letters behind their prefix; some systems keep everything in one case. */
export const runIdField = z
  .string()
  .min(1)
  .max(100)
  .overwrite((id) => (runIdInAnyCase.test(id) ? `run_${id.slice('run_'.length).toUpperCase()}` : id));

export const runParams = z.object({ runId: runIdField.meta({ description: 'The handle of the interview.' }) });
export const runExample = { params: { runId: 'run_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } };

/** Where a list goes on; what is no cursor of ours is refused by whoever reads it. */
export const cursorField = (description: string) =>
  z
    .string()
    .max(500)
    .optional()
    .meta({
      pattern: cursorPattern.source,
      description: `Opaque: ${description} Empty or absent: from the beginning.`,
    });

/** How every list is paged. */
export const pageQuery = {
  limit: z.int().min(1).max(100).default(50),
  cursor: cursorField('`nextCursor` of the page before, unchanged, with the same filters.'),
};

export const pageOf = (item: z.ZodType, id: string) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() }).meta({ id });

export const toIso = (at: number): string => new Date(at).toISOString();
export const toIsoOrNull = (at: number | null): string | null => (at === null ? null : toIso(at));
