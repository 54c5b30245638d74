// Answers: what is acknowledged is stored.
import { z } from 'zod';
import { defineRoute, type Route } from '../../guard/route.ts';
import { done, question, timeLeftMs } from './schemas.ts';
import { access, asVisit, reply, tag, type RoomFaceDeps } from './visit.ts';

const answerCharactersMax = 20_000;

const answer = z
  .strictObject({
    clientTurnId: z
      .string()
      .min(1)
      .max(100)
      .meta({ description: 'Made by the client, one per answer: sending it again is harmless.' }),
    turn: z.int().min(1).max(10_000),
    text: z.string().trim().normalize('NFC').min(1).max(answerCharactersMax),
  })
  .meta({
    id: 'NewAnswer',
    example: { clientTurnId: 'c-1', turn: 1, text: 'I rebuilt the invoicing service and halved its errors.' },
  });

const stored = z
  .object({ turn: z.int().min(1), next: question.nullable(), done, timeLeftMs })
  .meta({ id: 'AnswerStored', description: '`next` is null only after the conversation has ended.' });

export const answerRoutes = (deps: RoomFaceDeps): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/room/api/answers',
    operationId: 'answerQuestion',
    summary: 'Answer the open question.',
    description:
      'The same `clientTurnId` again gives the same answer. An answer to another question than the open one is refused with `room.turn_mismatch`, which carries the open `question`.',
    tag,
    access,
    body: answer,
    responses: { 200: { description: 'Stored; the next question.', schema: stored } },
    problems: [
      'room.link_invalid',
      'room.consent_required',
      'room.not_started',
      'room.paused',
      'room.turn_mismatch',
      'room.client_turn_reused',
      'room.frozen',
      'room.time_over',
      'interview.not_found',
      'personal_data.erased',
    ],
    limitClass: 'write',
    handler: async ({ principal, body, request }) =>
      reply(await asVisit(deps, { principal, request }, (visit) => deps.room.answer(visit, body))),
  }),
];
