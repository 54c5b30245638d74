// What Ashby takes as `assessment.update`, as strictly as its documents are, and what then stands in the candidate's record.
import { z } from 'zod';
import type { Reply } from '../stage.ts';

const described = { identifier: z.string().min(1), label: z.string().min(1), description: z.string().optional() };
const field = z.discriminatedUnion('type', [
  z.strictObject({ ...described, type: z.enum(['string', 'url']), value: z.string().min(1) }),
  z.strictObject({ ...described, type: z.enum(['numeric_score', 'numeric_duration_minutes']), value: z.number() }),
  z.strictObject({ ...described, type: z.literal('boolean_success'), value: z.boolean() }),
]);
type Field = z.output<typeof field>;

const update = z
  .strictObject({
    assessment_id: z.string(),
    timestamp: z.int().positive(),
    assessment_status: field.optional(),
    assessment_profile_url: field.optional(),
    assessment_result: field.optional(),
    cancelled_reason: field.optional(),
    metadata: z.array(field).optional(),
  })
  .refine(({ assessment_status: status, cancelled_reason: reason }) => status !== undefined || reason !== undefined)
  .refine(({ assessment_result: result, assessment_profile_url: page }) => result === undefined || page?.type === 'url')
  .refine(({ assessment_id: _, timestamp: _t, metadata = [], ...named }) => {
    const fields = [...Object.values(named), ...metadata].filter((one) => one !== undefined);
    return new Set(fields.map(({ identifier }) => identifier)).size === fields.length;
  });
type Update = z.output<typeof update>;

export type Assessment = {
  /** Of every update that was taken. */
  timestamps: number[];
  statuses: string[];
  /** Kept when a status says "Started". */
  startedAt: number | null;
  result: Field | null;
  pageUrl: string | null;
  cancelled: string | null;
  metadata: Field[];
};

export const newAssessment = (): Assessment => ({
  timestamps: [],
  statuses: [],
  startedAt: null,
  result: null,
  pageUrl: null,
  cancelled: null,
  metadata: [],
});

/** A failure has status 200 as well. */
export const failure = (...errors: string[]): Reply => ({ status: 200, body: { success: false, errors } });

const note = (known: Assessment, { timestamp, assessment_status: status, ...rest }: Update): void => {
  known.timestamps.push(timestamp);
  if (status !== undefined) known.statuses.push(String(status.value));
  if (status?.value === 'Started') known.startedAt ??= timestamp;
  known.result = rest.assessment_result ?? null;
  known.pageUrl = rest.assessment_profile_url?.value.toString() ?? known.pageUrl;
  known.cancelled = rest.cancelled_reason === undefined ? null : String(rest.cancelled_reason.value);
  known.metadata = rest.metadata ?? [];
};

export const takeUpdate = (assessments: ReadonlyMap<string, Assessment>, body: string): Reply => {
  const { data } = update.safeParse(JSON.parse(body));
  if (data === undefined) return failure('invalid_input');
  const known = assessments.get(data.assessment_id);
  if (known === undefined) return failure('assessment_not_found');
  if (data.timestamp <= (known.timestamps.at(-1) ?? 0)) return failure('timestamp_not_newer');
  // The same result may come twice, since an answer can get lost; another one is a mistake.
  const isOther = JSON.stringify(known.result) !== JSON.stringify(data.assessment_result ?? null);
  if (known.result !== null && isOther && data.cancelled_reason === undefined)
    return failure('assessment_already_complete');
  note(known, data);
  return { status: 200, body: { success: true, results: {} } };
};
