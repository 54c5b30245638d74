// Recordings over HTTP: the list with signed addresses, what stands behind such an address, and the candidate's own.
import { z } from 'zod';
import { recordingStates } from '../../../domain/ports/recordings.ts';
import type { Recordings, ShownRecording } from '../../../usecases/recordings/recordings.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { pageContentType } from '../../markup.ts';
import { basePath, runExample, runParams, toIsoOrNull } from '../../schemas/fields.ts';
import { runOf } from '../calls.ts';
import { recordingsFace, recordingsPage, recordingsPageHeaders } from './page.ts';
import { audioContentType, audioResponses, serveAudio } from './serve-audio.ts';

const refusals = ['personal_data.erased', 'consent.withdrawn', 'objects.unavailable', 'objects.damaged'] as const;

const recordingSchema = z
  .object({
    id: z.string(),
    turn: z.int().meta({ description: 'The question it answers; the transcript names it.' }),
    take: z.int().meta({ description: 'The candidate began anew each time the page was loaded again.' }),
    state: z.enum(recordingStates).meta({
      description: '`received` until it can be heard, `stored` then, `lost` when no file could be made of it.',
    }),
    mediaType: z.string(),
    durationMs: z.int().nullable(),
    bytes: z.int().nullable(),
    sha256: z.string().nullable().meta({ description: 'Of the whole file, in hexadecimal.' }),
    receivedAt: z.iso.datetime().nullable(),
    url: z.string().nullable().meta({
      description: 'Plays it without a key, in ranges, until `expiresAt`. Ask again for another one; never keep it.',
    }),
    expiresAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Recording' });

const show = ({ receivedAt, expiresAt, ...rest }: ShownRecording) => ({
  ...rest,
  receivedAt: toIsoOrNull(receivedAt),
  expiresAt: toIsoOrNull(expiresAt),
});

const listRoute = (recordings: Recordings): Route =>
  defineRoute({
    method: 'GET',
    path: `${basePath}/interviews/:runId/recordings`,
    operationId: 'listRecordings',
    summary: 'The recordings of spoken answers, with addresses to hear them',
    description:
      'One for each spoken answer, in the order of the conversation; empty where answers were typed, and once recordings have been deleted. ' +
      'An address works for 15 minutes, for one recording, without a key: hand it to a player. It ends early with an erasure, and with the candidate’s consent.',
    tag: 'Interviews',
    access: { kind: 'key', scope: 'transcripts:read' },
    params: runParams,
    example: runExample,
    responses: { 200: { description: 'Those that are kept.', schema: z.object({ items: z.array(recordingSchema) }) } },
    problems: ['interview.not_found', 'consent.withdrawn', 'personal_data.erased'],
    limitClass: 'read',
    handler: async (call) => ({ status: 200, body: { items: (await recordings.list(runOf(call))).map(show) } }),
  });

const linkRoute = (recordings: Recordings): Route =>
  defineRoute({
    method: 'GET',
    path: '/recordings/:token',
    operationId: 'openRecording',
    summary: 'A recording, or the page of all recordings of an interview, behind a signed address.',
    tag: 'Results',
    access: { kind: 'public' },
    face: recordingsFace,
    params: z.object({ token: z.string().min(1).max(400) }),
    hidden: true,
    readBy: 'recording_link',
    reads: ['recording'],
    responses: {
      ...audioResponses,
      200: { description: 'The recording, or the page.', contentType: pageContentType },
    },
    problems: ['interview.not_found', 'recording.not_found', 'recording.link_ended', ...refusals],
    limitClass: 'read',
    holder: ({ params }) => Promise.resolve(recordings.holderOf(params.token)),
    handler: async ({ params, request }) => {
      const opened = await recordings.open(params.token);
      if (opened.kind === 'audio') return await serveAudio(opened, request, { elsewhere: true });
      return { status: 200, headers: recordingsPageHeaders, body: recordingsPage(opened) };
    },
  });

/** The candidate's own, by the cookie of the room. */
export const ownRecordingRoute = (recordings: Recordings): Route =>
  defineRoute({
    method: 'GET',
    path: '/room/api/recordings/:turn',
    operationId: 'hearOwnAnswer',
    summary: 'Hear what the candidate said to one question',
    description: 'As one file, in ranges too; 404 until it is stored, for typed answers, and once it has been deleted.',
    tag: 'Room',
    access: { kind: 'room' },
    params: z.object({ turn: z.coerce.number().int().min(1).max(10_000) }),
    example: { params: { turn: '2' } },
    reads: ['recording'],
    responses: { ...audioResponses, 200: { ...audioResponses[200], contentType: audioContentType } },
    problems: ['interview.not_found', 'recording.not_found', ...refusals],
    limitClass: 'read',
    handler: async ({ params, principal, request }) => {
      const { tenantId, runId } = principal;
      return await serveAudio(await recordings.openOwn({ tenantId, runId }, params.turn), request, {
        elsewhere: false,
      });
    },
  });

export const recordingRoutes = (recordings: Recordings): Route[] => [listRoute(recordings), linkRoute(recordings)];
