// What stands beside an interview on the recruiter's page: its recordings, answers out of its transcript, and the record to keep.
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { ReviewPrincipal } from '../../../domain/access/principal.ts';
import { present } from '../../../domain/present.ts';
import type { chatAboutAssessment } from '../../../usecases/interviews/chat.ts';
import type { Recordings } from '../../../usecases/recordings/recordings.ts';
import type { createReviewRecord } from '../../../usecases/review/record.ts';
import type { RunReader } from '../../../usecases/review/show.ts';
import type { WayIn } from '../../guard/access.ts';
import { defineRoute, requestMark, type Route } from '../../guard/route.ts';
import { longTextProblems } from '../calls.ts';
import { answerSchema, chatBody, modelProblems } from '../interviews/chat.ts';
import { audioContentType, audioResponses, serveAudio } from '../recordings/serve-audio.ts';
import { aboutRun, linkProblems, readerOf, runsPath } from './reading.ts';

export type ReviewMaterialRoutes = {
  way: WayIn<ReviewPrincipal>;
  recordings: Pick<Recordings, 'openOwn'>;
  chatAboutAssessment: ReturnType<typeof chatAboutAssessment>;
  /** Whether this reader may not know yet what is proposed. */
  isBlind(reader: RunReader): Promise<boolean>;
  makeRecord: ReturnType<typeof createReviewRecord>;
};

const recordingRoute = ({ way, recordings }: ReviewMaterialRoutes): Route =>
  defineRoute({
    ...aboutRun(way),
    method: 'GET',
    path: `${runsPath}/recordings/:turn`,
    operationId: 'hearReviewedAnswer',
    summary: 'Hear what the candidate said to one question, in ranges too',
    params: z.object({
      runId: z.string().min(1).max(100),
      turn: z.coerce.number().int().min(1).max(10_000),
    }),
    example: { params: { runId: 'run_01JCZ0Q6V3W6Y7M8N9P0R1S2T3', turn: '2' } },
    reads: ['recording'],
    responses: { ...audioResponses, 200: { ...audioResponses[200], contentType: audioContentType } },
    problems: [...linkProblems, 'recording.not_found', 'consent.withdrawn', 'objects.unavailable', 'objects.damaged'],
    limitClass: 'read',
    handler: async ({ params, principal, request }) =>
      await serveAudio(await recordings.openOwn(readerOf(principal), params.turn), request, { elsewhere: false }),
  });

const askRoute = ({ way, chatAboutAssessment: ask, isBlind }: ReviewMaterialRoutes): Route =>
  defineRoute({
    ...aboutRun(way),
    method: 'POST',
    path: `${runsPath}/questions`,
    operationId: 'askReview',
    summary: 'Ask the transcript',
    description:
      'Answers from the transcript alone, with quotes, or says why not. What is proposed is unknown to it while the reader rates first.',
    body: chatBody,
    responses: { 200: { description: 'An answer, or the word that there is none.', schema: answerSchema } },
    problems: [
      ...linkProblems,
      'interview.invalid_transition',
      'assessment.not_found',
      'consent.withdrawn',
      'tenant.model_budget_spent',
      ...modelProblems,
      ...longTextProblems,
    ],
    limitClass: 'write',
    reads: [],
    readsAs: 'chat',
    handler: async ({ principal, body: { question, conversationId }, request }) => {
      const reader = readerOf(principal);
      const asker = { kind: 'recruiter', id: reader.linkId, ...requestMark(request) } as const;
      const wish = { question, ...present({ conversationId }), asker, blind: await isBlind(reader) };
      return { status: 200, body: await ask(reader, wish, request.signal) };
    },
  });

const recordRoute = ({ way, makeRecord }: ReviewMaterialRoutes, format: 'html' | 'pdf'): Route =>
  defineRoute({
    ...aboutRun(way),
    method: 'GET',
    path: `${runsPath}/record.${format}`,
    operationId: format === 'html' ? 'readReviewRecord' : 'readReviewRecordPdf',
    summary: `The decision record as ${format === 'html' ? 'one page' : 'a PDF'}, to keep`,
    description:
      'Questions, transcript, rubric, reasons and the decision with what was proposed, with own ratings and evidence that was opened. Refused while this reader rates first.',
    reads: ['plan', 'transcript', 'assessment', 'notes'],
    uses: ['request', 'draft', 'appeal', 'link'],
    responses: {
      200: {
        description: 'The file.',
        contentType: format === 'html' ? 'text/html; charset=utf-8' : 'application/pdf',
        headers: { 'Content-Disposition': '`attachment`, with a name that says nothing of the person.' },
      },
    },
    problems: [...linkProblems, 'review.rate_first', ...longTextProblems],
    limitClass: 'read',
    handler: async ({ principal }) => {
      const { name, bytes } = await makeRecord(readerOf(principal), format);
      return {
        status: 200,
        headers: { 'Content-Disposition': `attachment; filename="${name}"` },
        stream: { bytes: bytes.length, content: Readable.from([bytes]) },
      };
    },
  });

export const reviewMaterialRoutes = (deps: ReviewMaterialRoutes): Route[] => [
  recordingRoute(deps),
  askRoute(deps),
  recordRoute(deps, 'html'),
  recordRoute(deps, 'pdf'),
];
