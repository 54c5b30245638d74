// GET /interviews and /interviews/:runId: state, plan and assessment, with conditional and waiting reads.
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import type { RunRef } from '../../../domain/access/ids.ts';
import { interviewStates } from '../../../domain/lifecycle/state.ts';
import type { InterviewReader, InterviewVersion } from '../../../domain/ports/interview-reader.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import type { AwaitChange } from '../../../usecases/interviews/await-change.ts';
import type { ListInterviews } from '../../../usecases/interviews/lists.ts';
import type { ReadInterview } from '../../../usecases/interviews/read-interview.ts';
import { entityTag, matchesTag } from '../../guard/answer.ts';
import { defineRoute, type Reply } from '../../guard/route.ts';
import { runOf } from '../calls.ts';
import {
  basePath,
  opaqueReference,
  pageOf,
  pageQuery,
  runExample,
  runParams,
  said,
  storableInstant,
} from '../../schemas/fields.ts';
import { interviewSchema, summarySchema } from '../../schemas/interview.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { presentInterview, presentSummary } from './present-interview.ts';

export type ReadInterviewsDeps = {
  readInterview: ReadInterview;
  listInterviews: ListInterviews;
  awaitChange: AwaitChange;
  reader: Pick<InterviewReader, 'version'>;
  answers: KeptAnswers;
  clock: Clock;
};

const waitSecondsMax = 20;

const readQuery = z.strictObject({
  wait: z.int().min(0).max(waitSecondsMax).optional().meta({
    description: 'Seconds to wait for a change at most; without `afterSeq` a change from If-None-Match or from now on.',
  }),
  afterSeq: z.int().min(0).max(1_000_000).optional().meta({ description: 'Answer once `seq` is above this.' }),
});

const tagOf = ({ seq, version }: Pick<InterviewVersion, 'seq' | 'version'>): string => entityTag(`${seq}.${version}`);

type Wanted = { afterSeq: number | undefined; ifNoneMatch: string | undefined };

/** What ends a wait: a later fact, a version the caller does not have, or any change at all. */
const newsFor =
  ({ afterSeq, ifNoneMatch }: Wanted) =>
  (version: InterviewVersion, first: InterviewVersion): boolean => {
    if (afterSeq !== undefined) return version.seq > afterSeq;
    if (ifNoneMatch !== undefined) return !matchesTag(ifNoneMatch, tagOf(version));
    return version.version !== first.version;
  };

/** Most reads find nothing new: a row of numbers tells, and neither the run's texts nor its plan are touched. */
const knownAnswer = async (
  { reader, answers }: ReadInterviewsDeps,
  run: RunRef,
  ifNoneMatch: string | undefined,
): Promise<Reply | null> => {
  if (ifNoneMatch === undefined && !answers.has(run)) return null;
  const version = await reader.version(run);
  if (version === null) return null;
  const headers = { ETag: tagOf(version) };
  if (version.gone) answers.drop(run);
  if (matchesTag(ifNoneMatch, headers.ETag)) return { status: 304, headers };
  const text = answers.get(run, headers.ETag);
  return text === null ? null : { status: 200, headers, text };
};

const wholeAnswer = async ({ readInterview, answers, clock }: ReadInterviewsDeps, run: RunRef): Promise<Reply> => {
  const readAt = clock.now();
  const view = await readInterview(run);
  const tag = tagOf({ seq: view.machine.seq, version: view.version });
  const answer = { status: 200, headers: { ETag: tag }, body: presentInterview(view) };
  return view.gone ? answer : { ...answer, keep: (text) => answers.keep(run, { tag, text, readAt }) };
};

/** What the state of a run may ask for; what is possible from its first moment on is named by its creation. */
const links = {
  to: ['approveAssessment', 'rejectAssessment', 'rescore', 'askAboutAssessment', 'retryInterview', 'abortInterview'],
  with: { runId: '$response.body#/runId' },
};

export const readInterviewRoute = (deps: ReadInterviewsDeps) =>
  defineRoute({
    method: 'GET',
    path: `${basePath}/interviews/:runId`,
    operationId: 'getInterview',
    summary: 'Get status, plan and assessment',
    description:
      'Everything about one run. The `ETag` changes with every visible change: send it back as `If-None-Match` to get 304 while nothing is new. ' +
      'With `wait` the answer is held back until something is.',
    tag: 'Interviews',
    access: { kind: 'key', scope: 'interviews:read' },
    params: runParams,
    example: runExample,
    query: readQuery,
    responses: {
      200: {
        description: 'The run.',
        schema: interviewSchema,
        headers: { ETag: 'Version of the run: `"<seq>.<version>"`.' },
        links,
      },
      304: { description: 'Nothing has changed since the version named by If-None-Match.' },
    },
    problems: ['interview.not_found'],
    limitClass: 'read',
    reads: ['plan', 'link', 'transcript', 'assessment'],
    handler: async ({ params, query, principal, request }) => {
      const run = runOf({ principal, params });
      const ifNoneMatch = request.header('if-none-match');
      if (query.wait !== undefined && query.wait > 0) {
        const isNews = newsFor({ afterSeq: query.afterSeq, ifNoneMatch });
        await deps.awaitChange(run, { waitMs: query.wait * 1_000, isNews, signal: request.signal });
      }
      return (await knownAnswer(deps, run, ifNoneMatch)) ?? (await wholeAnswer(deps, run));
    },
  });

const listQuery = z.strictObject({
  state: z.enum(interviewStates).optional(),
  position: said('line', 200).optional(),
  externalId: opaqueReference.optional(),
  candidateRef: opaqueReference.optional(),
  updatedSince: storableInstant.optional().meta({
    description:
      'Runs that changed at or after this time, in the order of their changes: let windows overlap by some seconds.',
  }),
  ...pageQuery,
});

const pageSchema = pageOf(summarySchema, 'InterviewPage');

export const listInterviewsRoute = (deps: ReadInterviewsDeps) =>
  defineRoute({
    method: 'GET',
    path: `${basePath}/interviews`,
    operationId: 'listInterviews',
    summary: 'List interviews',
    description:
      'Newest first; with `updatedSince` by time of change, oldest first. Pages stay stable while new runs come in.',
    tag: 'Interviews',
    access: { kind: 'key', scope: 'interviews:read' },
    query: listQuery,
    responses: { 200: { description: 'One page.', schema: pageSchema } },
    problems: ['cursor.invalid'],
    limitClass: 'read',
    example: { query: { state: 'PENDING', limit: '20' } },
    handler: async ({ query, principal }) => {
      const { limit, cursor, ...filter } = query;
      const request = { filter: present(filter), limit, cursor };
      const { items, nextCursor } = await deps.listInterviews(principal.tenantId, request);
      return { status: 200, body: { items: items.map(presentSummary), nextCursor } };
    },
  });
