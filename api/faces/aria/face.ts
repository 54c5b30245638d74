// The dialect of ARIA's public API: a bearer key, every answer in one envelope, and the few statuses that it documents.
import { z } from 'zod';
import type { AppError } from '../../../domain/errors.ts';
import { bearer } from '../../guard/credentials.ts';
import type { Face } from '../../guard/face.ts';
import { retryAfter } from '../../problem.ts';
import { said } from '../../schemas/fields.ts';
import { sentencesOf } from '../partner.ts';

/** What ARIA has no status for; everything else is said as it is. */
const statuses: Readonly<Record<number, number>> = { 409: 400, 410: 404, 412: 400, 422: 400 };

const statusOf = ({ code, status }: AppError): number =>
  code === 'idempotency.running' ? 503 : (statuses[status] ?? status);

/** What the rules behind the face call by other names than its callers do. */
const spelled: Readonly<Record<string, string>> = {
  position: 'title',
  jobDescription: 'description',
  templateId: 'jobId',
  candidateEmail: 'email',
};

const messageOf = (error: AppError): string =>
  [...(error.errors.length > 0 ? [error.title] : []), ...sentencesOf(error, spelled)].join(' ');

const now = (): string => new Date().toISOString();
const timestamp = z.string().meta({ format: 'date-time' });

const errorSchema = z
  .object({ success: z.literal(false), error: z.object({ code: z.string(), message: z.string() }), timestamp })
  .meta({ id: 'AriaError' });

/** Our own API lies under `/api/v1` too: the face has a few addresses there and no more. */
const ariaFace = (noun: string): Face => ({
  name: 'aria',
  prefix: `/api/v1/${noun}`,
  credential: bearer,
  lenient: true,
  presentError: (error, { at = now() }) => ({
    status: statusOf(error),
    contentType: 'application/json; charset=utf-8',
    body: { success: false, error: { code: error.code, message: messageOf(error) }, timestamp: at },
    ...(error.code === 'idempotency.running' && { headers: { 'Retry-After': String(retryAfter(error) ?? 2) } }),
  }),
  errorSchema,
  envelope: {
    wrap: (data) => ({ success: true, data, timestamp: now() }),
    schema: (data) => z.object({ success: z.literal(true), data, timestamp }),
  },
});

export const candidatesFace = ariaFace('candidates');
export const interviewsFace = ariaFace('interviews');
export const jobsFace = ariaFace('jobs');
export const analyticsFace = ariaFace('analytics');
export const reportsFace = ariaFace('reports');

/** How ARIA pages: by number, so that a list that grows meanwhile shows a row twice rather than never. */
export const pageFields = {
  limit: z.int().min(1).max(100).default(20),
  page: z.int().min(1).max(100_000).default(1),
};

export const pageOf = ({ limit, page }: { limit: number; page: number }) => ({ limit, offset: (page - 1) * limit });

export const reference = said('line', 200);
