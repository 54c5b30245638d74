// GET …/transcript: what was asked and answered, as data or as a text to read.
import { z } from 'zod';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { InterviewReader } from '../../../domain/ports/interview-reader.ts';
import type { Conversation } from '../../../domain/ports/room.ts';
import { hearings } from '../../../domain/room/hearing.ts';
import { choiceCodes, questionKinds, wishes, type Turn } from '../../../domain/room/transcript.ts';
import { entityTag, matchesTag } from '../../guard/answer.ts';
import { defineRoute, type Reply } from '../../guard/route.ts';
import { basePath, runExample, runParams, toIso, toIsoOrNull } from '../../schemas/fields.ts';
import { runOf } from '../calls.ts';

export type TranscriptDeps = {
  readTranscript(run: RunRef): Promise<Conversation>;
  reader: Pick<InterviewReader, 'version'>;
};

const turn = z.object({
  turn: z.int().min(1).meta({ description: 'Counts questions from 1; evidence names it.' }),
  version: z.int().min(1).meta({ description: 'Of the answer, the newest one; evidence names it.' }),
  kind: z.enum(questionKinds),
  questionId: z.string(),
  question: z.string().meta({ description: 'As it was asked.' }),
  answer: z
    .string()
    .nullable()
    .meta({ description: 'As it was given; null for an open question and for the closing.' }),
  intent: z
    .enum([...new Set([...wishes, ...choiceCodes, 'unclear' as const, 'unheard' as const])])
    .nullable()
    .meta({
      description:
        'What was said if it was no answer: a wish about the interview, or what was replied to a `choice`. It is neither scored nor quoted.',
    }),
  hearing: z.enum(hearings).nullable().meta({
    description:
      'How the words of a spoken answer are coming along: there are none while it is `waiting`, nor when it was `unheard` or `lost`. Null for a typed one.',
  }),
  otherVersions: z
    .array(
      z.object({
        version: z.int().min(1),
        answer: z.string().nullable(),
        correctedAt: z.string().nullable().meta({ format: 'date-time' }),
        late: z.boolean().meta({ description: 'Corrected after the conversation was over: it was not assessed.' }),
      }),
    )
    .meta({ description: 'Of a spoken answer that was corrected: what else stands beside `answer`.' }),
  followUpSkipped: z.boolean().meta({
    description:
      'Before this question a planned follow-up to the answer before was not asked, since the interviewer’s engine failed or took more than 6 seconds. It counts for nobody.',
  }),
  askedAt: z.string().meta({ format: 'date-time' }),
  answeredAt: z.string().nullable().meta({ format: 'date-time' }),
});

const transcriptSchema = z
  .object({
    runId: z.string(),
    complete: z.boolean().meta({ description: 'True once the conversation is over: nothing is added any more.' }),
    turns: z.array(turn).meta({ description: 'In the order of the conversation; empty before it.' }),
  })
  .meta({ id: 'Transcript' });

const present = ({ sessionId: _, ...one }: Turn, others: Conversation['others']) => ({
  ...one,
  otherVersions: others
    .filter(({ turn: number }) => number === one.turn)
    .map(({ turn: __, correctedAt, ...other }) => ({ ...other, correctedAt: toIsoOrNull(correctedAt) })),
  intent: one.intent ?? null,
  followUpSkipped: one.followUpSkipped ?? false,
  hearing: one.hearing ?? null,
  askedAt: toIso(one.askedAt),
  answeredAt: toIsoOrNull(one.answeredAt),
});

/** Set in, so that nothing that was said looks like the frame around it. */
const spoken = (text: string): string =>
  text
    .split(/\r\n|[\n\r]/)
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');

const said = (intent: Turn['intent']): string =>
  intent === null || intent === undefined ? 'Answer' : `No answer (${intent.replace('_', ' ')})`;

const textOf = ({ turns, complete }: Conversation): string => {
  const parts = turns.flatMap(
    ({ turn: number, version, kind, question, askedAt, answer, intent, answeredAt, followUpSkipped }) => [
      ...(followUpSkipped ? ['A follow-up was not asked here, for technical reasons.'] : []),
      `${number}. ${kind.replace('_', ' ')}, ${toIso(askedAt)}\n${spoken(question)}`,
      ...(answer === null
        ? []
        : [`${said(intent)}, version ${version}, ${toIsoOrNull(answeredAt) ?? ''}\n${spoken(answer)}`]),
    ],
  );
  const end = complete ? 'The conversation is over.' : 'The conversation is not over.';
  return `${[...parts, end].join('\n\n')}\n`;
};

/** One tag for each form: what a cache holds of one is not the other. */
const tagOf = ({ seq, version }: { seq: number; version: number }, asText: boolean): string =>
  entityTag(`${asText ? 'text' : 'data'}.${seq}.${version}`);

const isKnown = async (
  { reader }: TranscriptDeps,
  run: RunRef,
  { asText, ifNoneMatch }: { asText: boolean; ifNoneMatch: string | undefined },
): Promise<Reply | null> => {
  const version = ifNoneMatch === undefined ? null : await reader.version(run);
  if (version === null || version.gone) return null;
  const ETag = tagOf(version, asText);
  return matchesTag(ifNoneMatch, ETag) ? { status: 304, headers: { ETag, Vary: 'Accept' } } : null;
};

export const transcriptRoute = (deps: TranscriptDeps) =>
  defineRoute({
    method: 'GET',
    path: `${basePath}/interviews/:runId/transcript`,
    operationId: 'readTranscript',
    summary: 'Read what was asked and answered',
    description:
      'Question by question, while the conversation is held too. With `Accept: text/plain` the same as a text to read. ' +
      'Refused with 409 `consent.withdrawn` once the candidate withdrew consent, with 410 once an erasure was asked for.',
    tag: 'Interviews',
    access: { kind: 'key', scope: 'transcripts:read' },
    params: runParams,
    example: runExample,
    responses: {
      200: {
        description: 'The turns so far.',
        schema: transcriptSchema,
        orText: 'text/plain',
        headers: { ETag: 'Changes with the run, and differs for each form.', Vary: '`Accept`' },
      },
    },
    problems: ['interview.not_found', 'consent.withdrawn', 'personal_data.erased'],
    limitClass: 'read',
    reads: ['transcript'],
    handler: async ({ request, ...call }) => {
      const run = runOf(call);
      const asText = request.prefersText();
      const known = await isKnown(deps, run, { asText, ifNoneMatch: request.header('if-none-match') });
      if (known !== null) return known;
      const conversation = await deps.readTranscript(run);
      const headers = { ETag: tagOf(conversation, asText), Vary: 'Accept' };
      const { complete, turns, others } = conversation;
      if (asText) return { status: 200, headers, asText, body: textOf(conversation) };
      return {
        status: 200,
        headers,
        body: { runId: run.runId, complete, turns: turns.map((one) => present(one, others)) },
      };
    },
  });
