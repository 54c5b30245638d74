// GET …/result-document: what mappings and write-backs are made of, for people to see.
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import { resultDocumentSchema } from '../../../domain/result-document/schema.ts';
import type { ReadResultDocument } from '../../../usecases/writeback/read-document.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { basePath, runExample, runParams } from '../../schemas/fields.ts';
import { runOf } from '../calls.ts';

export type ResultDocumentDeps = { readDocument: ReadResultDocument };

/** As for the transcript that it holds: what a candidate took back is not read here either. */
const readable = async ({ readDocument }: ResultDocumentDeps, run: RunRef) => {
  const { document } = await readDocument(run);
  if (document.interview.consentWithdrawn) throw new AppError('consent.withdrawn');
  return document;
};

export const resultDocumentRoute = (deps: ResultDocumentDeps): Route =>
  defineRoute({
    method: 'GET',
    path: `${basePath}/interviews/:runId/result-document`,
    operationId: 'readResultDocument',
    summary: 'Read the result document',
    description:
      'Everything that may be told of the interview now, in the published shape whose paths a mapping names. Scores and verdicts are in it once the result is complete. ' +
      'Refused with 409 `consent.withdrawn` once the candidate withdrew consent, with 410 once an erasure was asked for.',
    tag: 'Interviews',
    access: { kind: 'key', scope: 'transcripts:read' },
    params: runParams,
    example: runExample,
    responses: { 200: { description: 'The document.', schema: resultDocumentSchema } },
    problems: ['interview.not_found', 'consent.withdrawn', 'personal_data.erased'],
    limitClass: 'read',
    reads: ['transcript', 'assessment', 'plan', 'notes'],
    uses: ['link'],
    handler: async (call) => ({ status: 200, body: await readable(deps, runOf(call)) }),
  });
