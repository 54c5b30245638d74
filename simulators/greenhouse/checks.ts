// What the documents of Greenhouse and MarioHR ask of a partner's answers and calls, as schemas: anything else is a complaint.
import { z } from 'zod';
import { basic, type Received } from '../stage.ts';

const primitive = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const httpUrl = z.string().regex(/^https?:\/\/\S+$/);

export const listAnswer = z.array(
  z.looseObject({ partner_test_id: z.string().min(1), partner_test_name: z.string().min(1) }),
);
export const sentAnswer = z.looseObject({ partner_interview_id: z.string().min(1) });

const statusMembers = {
  partner_status: z.string().min(1),
  partner_profile_url: httpUrl.nullable(),
  partner_score: z.number().nullable(),
  // Flat: its keys and values are shown to people.
  metadata: z.record(z.string(), primitive),
};
const urlOnlyWhenComplete = {
  path: ['partner_profile_url'],
  error: 'Is there if, and only if, the status is complete.',
};
const isRight = (said: { partner_status: string; partner_profile_url: string | null }): boolean =>
  (said.partner_status === 'complete') === (said.partner_profile_url !== null);

export const statusAnswer = z.looseObject(statusMembers).refine(isRight, urlOnlyWhenComplete);
export type StatusAnswer = z.output<typeof statusAnswer>;

const spoken = z.looseObject({ turn: z.number(), role: z.string(), text: z.string() });
const callback = z
  .looseObject({
    ...statusMembers,
    recording_url: httpUrl.optional(),
    report: z.looseObject({ transcript: z.array(spoken).optional(), scores: z.array(z.looseObject({})) }).optional(),
  })
  .refine(isRight, urlOnlyWhenComplete)
  .refine(({ partner_status: status, report }) => status !== 'complete' || report !== undefined, {
    path: ['report'],
    error: 'A complete one comes with its report.',
  });

export type Verdict = { status: number; complaint: string | null; told: StatusAnswer | null };

const refused = (status: number, complaint: string): Verdict => ({ status, complaint, told: null });

const first = ({ issues: [issue] }: z.ZodError): string => `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;

const judgeRich = ({ headers, body }: Received): Verdict => {
  if (!(headers['content-type'] ?? '').startsWith('application/json')) return refused(415, 'The callback is not JSON.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return refused(422, 'The callback is not JSON.');
  }
  const read = callback.safeParse(parsed);
  return read.success
    ? { status: 200, complaint: null, told: read.data }
    : refused(422, `The callback: ${first(read.error)}`);
};

/** How the host answers a partner's call about a test that it has: credential first, then the form of the call. */
export const judgeCallback = (request: Received, { variant, apiKey }: { variant: string; apiKey: string }): Verdict => {
  const { method, headers, body, query } = request;
  if (headers['authorization'] !== basic(apiKey)) return refused(401, 'The callback does not carry our credential.');
  if (method !== 'PATCH') return refused(405, `The callback is a ${method}, not a PATCH.`);
  if (variant === 'mariohr') return judgeRich(request);
  if (body !== '' || query !== '') return refused(422, 'Marking a test as complete takes no body and no parameters.');
  return { status: 200, complaint: null, told: null };
};

/** The parsed answer, or what to complain about to the partner. */
export const readAnswer = <Told>(schema: z.ZodType<Told>, answer: { status: number; body: unknown }): Told | string => {
  if (answer.status !== 200) return `Answered with ${answer.status}.`;
  const read = schema.safeParse(answer.body);
  return read.success ? read.data : first(read.error);
};
