// POST /interviews/:runId/assessment/chat: questions about an assessed conversation.
import { z } from 'zod';
import { chatRefusals } from '../../../domain/assessment/chat-refusal.ts';
import { present } from '../../../domain/present.ts';
import type { chatAboutAssessment } from '../../../usecases/interviews/chat.ts';
import { defineRoute, requestMark } from '../../guard/route.ts';
import { longTextProblems, runOf } from '../calls.ts';
import { basePath, runExample, runParams, said } from '../../schemas/fields.ts';

export type ChatRouteDeps = { chatAboutAssessment: ReturnType<typeof chatAboutAssessment> };

export const chatBody = z
  .strictObject({
    question: said('prose', 2_000),
    conversationId: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[A-Za-z0-9_-]+$/)
      .optional()
      .meta({ description: 'Of an earlier answer, to keep questions together.' }),
  })
  .meta({
    id: 'ChatQuestion',
    example: { question: 'Which incident did the candidate describe, and what did they do?' },
  });

export const answerSchema = z
  .object({
    answer: z.string(),
    citations: z
      .array(z.object({ turn: z.int(), quote: z.string() }))
      .meta({ description: 'The candidate’s own words, sliced from the transcript.' }),
    conversationId: z.string(),
    refused: z.enum(chatRefusals).nullable().meta({
      description:
        'Why there is no answer, in words in `answer`: `not_in_transcript`, nothing was said about it; `not_allowed`, it is not answered whatever was said (private matters, how somebody sounded or seemed, whom to hire). Null where there is one.',
    }),
  })
  .meta({ id: 'ChatAnswer' });

export const modelProblems = [
  'model.unavailable',
  'model.rate_limited',
  'model.timeout',
  'model.invalid_output',
  'model.ambiguous_answer',
  'model.empty_answer',
  'model.error_answer',
  'model.streamed_answer',
  'model.output_too_small',
  'model.context_too_small',
  'model.refused',
  'model.misconfigured',
] as const;

export const chatRoute = (deps: ChatRouteDeps) =>
  defineRoute({
    method: 'POST',
    path: `${basePath}/interviews/:runId/assessment/chat`,
    operationId: 'askAboutAssessment',
    summary: 'Ask about an assessment',
    description:
      'Answers from the transcript alone, with quotes, or says why not (`refused`). Allowed from ASSESSMENT_PENDING on.',
    tag: 'Assessments',
    access: { kind: 'key', scope: 'assessments:chat' },
    params: runParams,
    example: runExample,
    body: chatBody,
    responses: { 200: { description: 'An answer, or the word that there is none.', schema: answerSchema } },
    problems: [
      'interview.not_found',
      'interview.invalid_transition',
      'assessment.not_found',
      'consent.withdrawn',
      'personal_data.erased',
      'tenant.model_budget_spent',
      ...modelProblems,
      ...longTextProblems,
    ],
    idempotent: true,
    limitClass: 'write',
    readsAs: 'chat',
    handler: async ({ params, body, principal, request }) => ({
      status: 200,
      body: await deps.chatAboutAssessment(
        runOf({ principal, params }),
        {
          question: body.question,
          ...present({ conversationId: body.conversationId }),
          asker: { kind: 'integrator', id: principal.keyId, ...requestMark(request) },
        },
        request.signal,
      ),
    }),
  });
