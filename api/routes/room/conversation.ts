// The conversation from consent to receipt: the same for every device, after a reload or a crash too.
import { z } from 'zod';
import { sessionModes } from '../../../domain/lifecycle/state.ts';
import { piecesMax } from '../../../domain/room/pieces.ts';
import { choiceCodes } from '../../../domain/room/transcript.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { said } from '../../schemas/fields.ts';
import { commandProblems } from '../calls.ts';
import {
  answerCharactersMax,
  candidateOutcome,
  candidateState,
  consent,
  done,
  emptyBody,
  clockView,
  erasure,
  progress,
  question,
  receipt,
  timeLeftMs,
  withdrawal,
} from './schemas.ts';
import { common, showsQuestion, visiting, type RoomFaceDeps } from './visit.ts';

const consentRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: '/room/api/consent',
    operationId: 'giveConsent',
    summary: 'Accept the notice, refuse it, or withdraw consent.',
    description:
      'The hash names the exact text. A refusal is recorded too; nothing can be started without an acceptance. From the start on a refusal withdraws consent, whatever hash it names: the interview ends as `OPTED_OUT` and what was said is not assessed; after a person’s decision it is recorded and the employer is told. It is kept even while the workflow engine is away. May be repeated.',
    body: z
      .strictObject({ noticeHash: z.string().min(1).max(100), accepted: z.boolean() })
      .meta({ id: 'GiveConsent', example: { noticeHash: '0'.repeat(64), accepted: true } }),
    responses: {
      200: {
        description: 'Recorded.',
        schema: z
          .object({ consent, state: candidateState, outcome: candidateOutcome.nullable(), withdrawal, erasure })
          .meta({ id: 'ConsentGiven' }),
      },
    },
    problems: ['room.notice_changed', 'room.link_invalid', 'interview.closed', 'personal_data.erased'],
    handler: visiting(deps, deps.room.giveConsent),
  });

const started = z
  .object({
    sessionId: z.string(),
    provider: z.string(),
    credential: z
      .string()
      .nullable()
      .meta({ description: 'For providers that the client joins itself; null in the embedded room.' }),
    greeting: z.string(),
    question: question.nullable(),
    done,
    timeLeftMs,
    progress,
  })
  .meta({ id: 'RoomStarted' });

const startRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: '/room/api/start',
    ...showsQuestion,
    operationId: 'startConversation',
    summary: 'Start or continue the conversation.',
    description:
      'An active session of the same mode is continued; a pause ends. The first start sets the clock. The conversation goes on in the window that starts, wherever it was before.',
    body: z.strictObject({ mode: z.enum(sessionModes) }).meta({ id: 'StartConversation', example: { mode: 'text' } }),
    responses: { 200: { description: 'The session and the open question.', schema: started } },
    problems: [
      ...commandProblems,
      'room.link_invalid',
      'room.consent_required',
      'consent.withdrawn',
      'room.notice_changed',
      'room.not_started',
      'room.frozen',
      'plan.not_found',
      'session.provider_unavailable',
    ],
    handler: visiting(deps, deps.room.start),
  });

const questionRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path: '/room/api/question',
    ...showsQuestion,
    operationId: 'readQuestion',
    summary: 'The open question and the time left.',
    responses: {
      200: {
        description: 'With `done`, the question is the closing, or null once the conversation is over.',
        schema: z.object({ question: question.nullable(), done, timeLeftMs, progress }).meta({ id: 'PresentQuestion' }),
      },
    },
    problems: ['room.link_invalid', 'room.not_started', 'consent.withdrawn', ...commandProblems],
    limitClass: 'read',
    handler: visiting(deps, deps.room.readQuestion),
  });

const answer = z
  .strictObject({
    clientTurnId: z
      .string()
      .min(1)
      .max(100)
      .meta({ description: 'Made by the client, one per answer: sending it again is harmless.' }),
    turn: z.int().min(1).max(10_000),
    text: said('answer', answerCharactersMax).optional(),
    choice: z
      .enum(choiceCodes)
      .meta({ description: 'One of the `options` of the open choice, instead of words.' })
      .optional(),
    spoken: z
      .strictObject({ take: z.int().min(1).max(10_000), pieces: z.int().min(1).max(piecesMax) })
      .meta({ description: 'The take that is the answer, and how many pieces were made of it; all must be there.' })
      .optional(),
  })
  .refine(({ text, choice, spoken }) => [text, choice, spoken].filter((one) => one !== undefined).length === 1, {
    error: 'One of `text`, `choice` and `spoken`.',
  })
  .meta({
    id: 'NewAnswer',
    example: { clientTurnId: 'c-1', turn: 1, text: 'I rebuilt the invoicing service and halved its errors.' },
  });

const stored = z
  .object({
    turn: z.int().min(1),
    next: question.nullable(),
    done,
    timeLeftMs,
    progress,
    outcome: candidateOutcome
      .optional()
      .meta({ description: 'Once the interview has ended before its assessment, as by the choice of a person.' }),
  })
  .meta({ id: 'AnswerStored', description: '`next` is null only after the conversation has ended.' });

/** What is acknowledged is stored. */
const answerRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: '/room/api/answers',
    ...showsQuestion,
    operationId: 'answerQuestion',
    summary: 'Answer the open question.',
    description:
      'The same `clientTurnId` again gives the same answer. An answer to another question than the open one is refused with `room.turn_mismatch`, which carries the open `question`. Who asks for the question again, for other words, for help, for a person or for an end gets it once more, or a `choice`: none of it is scored.',
    body: answer,
    responses: { 200: { description: 'Stored; the next question.', schema: stored } },
    problems: [
      'room.link_invalid',
      'room.consent_required',
      'room.not_started',
      'room.paused',
      'room.turn_mismatch',
      'room.client_turn_reused',
      'room.taken_over',
      'room.frozen',
      'room.time_over',
      'room.recording_incomplete',
      'room.voice_unavailable',
      'consent.withdrawn',
      ...commandProblems,
    ],
    handler: visiting(deps, (visit, { text, choice, spoken, ...named }) => {
      if (spoken !== undefined) return deps.room.answer(visit, { ...named, spoken });
      return deps.room.answer(visit, choice === undefined ? { ...named, text: text ?? '' } : { ...named, choice });
    }),
  });

const finishRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: '/room/api/finish',
    operationId: 'finishConversation',
    summary: 'Finish the conversation; no answer is accepted afterwards.',
    description: 'May be repeated: it gives the same receipt.',
    body: emptyBody,
    bodyOptional: true,
    responses: {
      200: {
        description: 'Complete.',
        schema: z.object({ state: candidateState, receipt }).meta({ id: 'ConversationFinished' }),
      },
    },
    problems: [...commandProblems, 'room.link_invalid', 'room.not_started', 'room.taken_over', 'consent.withdrawn'],
    handler: visiting(deps, deps.room.finish),
  });

const clockRoute = (deps: RoomFaceDeps, name: 'pause' | 'resume' | 'ping', summary: string): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: `/room/api/${name}`,
    operationId: `${name}Conversation`,
    summary,
    body: emptyBody,
    bodyOptional: true,
    responses: { 200: { description: 'The clock.', schema: clockView } },
    problems: ['room.link_invalid', 'room.not_started', 'room.frozen', 'room.taken_over', 'personal_data.erased'],
    handler: visiting(deps, deps.room[name]),
  });

export const conversationRoutes = (deps: RoomFaceDeps): Route[] => [
  consentRoute(deps),
  startRoute(deps),
  questionRoute(deps),
  answerRoute(deps),
  finishRoute(deps),
  clockRoute(deps, 'pause', 'Stop the clock.'),
  clockRoute(deps, 'resume', 'Let the clock go on.'),
  clockRoute(deps, 'ping', 'Say that the candidate is there.'),
];
