// What ARIA names by scope alone: an ATS brings a candidate in, or has a known one interviewed for another job.
import { z } from 'zod';
import { addressIn } from '../../../domain/mail/address.ts';
import { present } from '../../../domain/present.ts';
import type { InviteCandidate, Invited } from '../../../usecases/candidates/invite-candidate.ts';
import { defineRoute, inFace, requestMark, type RequestFacts, type Route } from '../../guard/route.ts';
import { instant, said, typed } from '../../schemas/fields.ts';
import { candidatesFace, interviewsFace, reference } from './face.ts';
import { candidateStatuses, statusOf } from './words.ts';

export type ImportDeps = { inviteCandidate: InviteCandidate };

const face = 'aria';
const shared = { method: 'POST', tag: 'ARIA', limitClass: 'write', idempotent: true } as const;
const problems = [
  'template.not_found',
  'template.archived',
  'template.not_published',
  'order.email_unusable',
  'tenant.active_interviews_limit',
  'locale.unsupported',
  'request.invalid',
  'text.too_complex',
  'text.busy',
] as const;

const jobId = reference.meta({ description: 'A template with an approved plan, by its `externalId` or id.' });

const candidateBody = z
  .object({
    name: said('name', 200),
    email: z.string().max(320).overwrite(addressIn).meta({ description: 'The invitation goes there.' }),
    phone: typed('line', 50).optional(),
    jobId,
    requisitionId: typed('line', 200)
      .refine((id) => !id.includes('@'), { error: 'An id, not an address.' })
      .optional()
      .meta({ description: 'Your own id of the opening; shown again, never used.' }),
    appliedAt: z.iso.date().or(instant).optional(),
    resumeText: typed('prose', 40_000).optional().meta({ description: 'Sealed; never seen by the judges.' }),
  })
  .meta({
    id: 'AriaNewCandidate',
    example: {
      name: 'Jane Doe',
      email: 'jane@example.com',
      phone: '+49 30 901820',
      jobId: 'software-backend',
      requisitionId: 'REQ-2026-17',
      appliedAt: '2026-01-05',
    },
  });

const interviewBody = z.object({ candidateId: reference, jobId }).meta({
  id: 'AriaNewInterview',
  example: { candidateId: 'cand_01JCZ0Q6V3W6Y7M8N9P0R1S2T3', jobId: 'software-backend' },
});

const invited = z
  .object({ id: z.string(), interviewId: z.string(), status: z.enum(candidateStatuses) })
  .meta({ id: 'AriaInvited' });
const responses = { 200: { description: 'Invited, or about to be.', schema: invited } };

const answerOf = ({ candidateId: id, interviewId, status }: Invited) => ({
  status: 200,
  body: { id, interviewId, status: statusOf(status) },
});

const actorOf = ({ keyId }: { keyId: string }, request: RequestFacts) =>
  ({ kind: 'integrator', id: keyId, ...requestMark(request) }) as const;

const once =
  'While an interview of the candidate for the job is open, it is the answer; once it has ended, another one begins.';

const addCandidate = ({ inviteCandidate }: ImportDeps): Route =>
  defineRoute({
    ...shared,
    path: '/api/v1/candidates',
    operationId: 'ariaAddCandidate',
    summary: 'Bring in a candidate and begin the interview',
    description: `The invitation is mailed to the candidate. ${once} Members that are not listed are passed over.`,
    access: { kind: 'key', scope: 'candidates:write' },
    body: candidateBody,
    bodyBytesMax: 512 * 1_024,
    responses,
    problems,
    handler: async ({ body, principal, request }) => {
      const { name, email, requisitionId = null, phone, appliedAt, resumeText } = body;
      const profile = present({ phone, appliedAt, resumeText });
      const asked = {
        face,
        name,
        email,
        profile,
        requisitionId,
        jobId: body.jobId,
        actor: actorOf(principal, request),
      };
      return answerOf(await inviteCandidate.invite(principal.tenantId, asked));
    },
  });

const addInterview = ({ inviteCandidate }: ImportDeps): Route =>
  defineRoute({
    ...shared,
    path: '/api/v1/interviews',
    operationId: 'ariaAddInterview',
    summary: 'Begin an interview of a known candidate',
    description: `With the name, address and profile of the candidate’s newest interview. ${once}`,
    access: { kind: 'key', scope: 'interviews:create' },
    uses: ['request'],
    body: interviewBody,
    responses,
    problems: ['candidate.not_found', ...problems],
    handler: async ({ body, principal, request }) => {
      const asked = { face, ...body, actor: actorOf(principal, request) };
      return answerOf(await inviteCandidate.inviteAgain(principal.tenantId, asked));
    },
  });

export const importRoutes = (deps: ImportDeps): Route[] => [
  ...inFace(candidatesFace, [addCandidate(deps)]),
  ...inFace(interviewsFace, [addInterview(deps)]),
];
