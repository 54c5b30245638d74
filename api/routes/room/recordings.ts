// What is said aloud: its pieces as they arrive, and what of them is there.
import { Readable } from 'node:stream';
import { z } from 'zod';
import { audioMediaTypes, pieceBytesMax } from '../../../domain/room/pieces.ts';
import { defineBytesRoute, defineRoute, type Route } from '../../guard/route.ts';
import { requestMark } from '../../guard/route.ts';
import { common, showsQuestion, visiting, type RoomFaceDeps } from './visit.ts';

const turn = z.coerce.number().int().min(1).max(10_000);
const take = z.coerce.number().int().min(1).max(10_000);
const n = z.coerce.number().int().min(0).max(1_000_000);

const received = z
  .object({
    received: z
      .array(z.array(z.int()).length(2))
      .meta({ description: 'Ranges of numbers, from the first to the one after the last.' }),
    bytesLeft: z.int().min(0).meta({ description: 'How much more is taken of this take.' }),
  })
  .meta({ id: 'TakeReceived', example: { received: [[0, 4]], bytesLeft: 67_000_000 } });

const pieceRoute = (deps: RoomFaceDeps): Route =>
  defineBytesRoute({
    ...common,
    method: 'PUT',
    path: '/room/api/recordings/:turn/:take/:n',
    operationId: 'putPiece',
    summary: 'Send a piece of a spoken answer while it is spoken.',
    description:
      'Pieces of about 3 seconds count from 0 and may arrive in any order, each as often as needed. A new recorder begins a new `take`, counted from 1; at most 1,200 pieces or 64 MiB each. To questions only: a `choice` is answered by its options or in writing.',
    params: z.strictObject({ turn, take, n }),
    bodyBytes: audioMediaTypes,
    bodyBytesMax: pieceBytesMax,
    uses: [],
    example: { params: { turn: '1', take: '1', n: '0' } },
    responses: { 200: { description: 'Kept; what of the take is there.', schema: received } },
    problems: [
      'room.link_invalid',
      'room.not_started',
      'room.frozen',
      'room.turn_mismatch',
      'room.taken_over',
      'room.voice_unavailable',
      'recording.not_audio',
      'recording.piece_differs',
      'recording.too_long',
      'recording.too_many_takes',
      'recording.quota_spent',
      'consent.withdrawn',
      'personal_data.erased',
    ],
    handler: ({ params, body: { bytes, mediaType }, ...call }) =>
      visiting(deps, deps.room.storePiece)({ ...call, body: { ...params, bytes, mediaType } }),
  });

const takeRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path: '/room/api/recordings/:turn/:take',
    operationId: 'readTake',
    summary: 'What of a take is there; nothing of one that was never begun.',
    params: z.strictObject({ turn, take }),
    uses: [],
    example: { params: { turn: '1', take: '1' } },
    responses: { 200: { description: 'What is there.', schema: received } },
    problems: ['room.link_invalid', 'personal_data.erased'],
    limitClass: 'read',
    handler: ({ params, ...call }) => visiting(deps, deps.room.readReceived)({ ...call, body: params }),
  });

/** A service that fails is no fault that stops the clock: the question stands there in writing. */
const speechRoute = ({ room, clock }: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path: '/room/api/questions/:turn/speech',
    ...showsQuestion,
    operationId: 'hearQuestion',
    summary: 'A question of this interview, read aloud.',
    description:
      'Where `options.listen` says so. The words are those of the question; a browser may read them as well.',
    params: z.strictObject({ turn }),
    example: { params: { turn: '1' } },
    responses: { 200: { description: 'The sound.', contentType: 'audio/*' } },
    problems: [
      'room.link_invalid',
      'room.question_not_found',
      'speech.not_configured',
      'speech.unavailable',
      'speech.timeout',
      'speech.rejected',
      'speech.invalid_output',
      'tenant.model_budget_spent',
      'personal_data.erased',
    ],
    limitClass: 'write',
    handler: async ({ params, principal: { tenantId, runId, cookieHash }, request }) => {
      const visit = { tenantId, runId, cookieHash, arrivedAt: clock.now(), ...requestMark(request) };
      const { bytes, mediaType } = await room.speakQuestion(visit, params);
      return { status: 200, contentType: mediaType, stream: { bytes: bytes.length, content: Readable.from([bytes]) } };
    },
  });

export const recordingRoutes = (deps: RoomFaceDeps): Route[] => [pieceRoute(deps), takeRoute(deps), speechRoute(deps)];
