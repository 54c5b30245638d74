// What the window that holds the conversation does beside answering: choosing, drafting, taking over, putting off.
import { z } from 'zod';
import { answerWays } from '../../../domain/room/choices.ts';
import { present } from '../../../domain/present.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { typed } from '../../schemas/fields.ts';
import { answerCharactersMax, choices, clockView, draft, emptyBody, session } from './schemas.ts';
import { common, roomClientHeader, visiting, type RoomFaceDeps } from './visit.ts';

/** What the page is read with: the draft, and the notice in the language that was chosen. */
const readsRoom = { ...common, reads: ['draft'] } as const;

const choicesRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...readsRoom,
    method: 'PUT',
    path: '/room/api/choices',
    operationId: 'chooseWays',
    summary: 'Choose the language of the page, how to answer, and how long a pause may be.',
    description:
      'What is not named stays as it was. Changeable at any time, at every question too, and before or after the consent. The interview itself stays in its own language.',
    body: z
      .strictObject({
        language: choices.shape.language.optional(),
        way: z.enum(answerWays).optional(),
        pauseTolerance: choices.shape.pauseTolerance.optional(),
      })
      .meta({ id: 'ChooseWays', example: { language: 'de', pauseTolerance: 'long' } }),
    responses: { 200: { description: 'The room, in the language chosen.', schema: session } },
    problems: ['room.link_invalid', 'personal_data.erased'],
    handler: visiting(deps, (visit, chosen) => deps.room.choose(visit, present(chosen))),
  });

const takeOverRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...readsRoom,
    method: 'POST',
    path: '/room/api/take-over',
    operationId: 'takeConversationOver',
    summary: `Go on with the conversation in the window that \`${roomClientHeader}\` names.`,
    description:
      'Calls of the window that had it before, which would change the conversation, are refused with `room.taken_over` from then on; it may take it back the same way. Of several that ask at once one has it.',
    body: emptyBody,
    bodyOptional: true,
    responses: { 200: { description: 'The room.', schema: session } },
    problems: ['room.link_invalid', 'personal_data.erased'],
    handler: visiting(deps, deps.room.takeOver),
  });

const draftRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'PUT',
    path: '/room/api/drafts/:turn',
    operationId: 'saveDraft',
    summary: 'Keep what is typed to the open question and not sent yet.',
    description:
      'The write that reaches us last counts. It is kept sealed, shown to the candidate alone, never part of the transcript, and gone with the answer or the end of the conversation.',
    params: z.object({ turn: z.coerce.number().int().min(1).max(10_000) }),
    body: z
      // What shows nothing comes in as absent.
      .strictObject({ text: typed('answer', answerCharactersMax).default('').meta({ description: 'Empty for none.' }) })
      .meta({ id: 'NewDraft', example: { text: 'I rebuilt the invoicing' } }),
    example: { params: { turn: '1' } },
    responses: { 200: { description: 'Kept.', schema: z.object({ draft }).meta({ id: 'DraftSaved' }) } },
    problems: [
      'room.link_invalid',
      'room.not_started',
      'room.turn_mismatch',
      'room.frozen',
      'room.taken_over',
      'personal_data.erased',
    ],
    handler: ({ params, body, ...calling }) =>
      visiting(deps, deps.room.saveDraft)({ ...calling, body: { ...body, ...params } }),
  });

const laterRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: '/room/api/later',
    operationId: 'finishLater',
    summary: 'Pause to go on later with the same link.',
    description:
      'The clock stands still, and those in charge are told with `interview.put_off` until when the conversation can be gone on with. Reminders still come.',
    body: emptyBody,
    bodyOptional: true,
    responses: {
      200: {
        description: 'The clock, and until when.',
        schema: clockView.extend({ resumableUntil: z.iso.datetime().nullable() }).meta({ id: 'RoomPutOff' }),
      },
    },
    problems: ['room.link_invalid', 'room.not_started', 'room.frozen', 'room.taken_over', 'personal_data.erased'],
    handler: visiting(deps, deps.room.later),
  });

export const holdingRoutes = (deps: RoomFaceDeps): Route[] => [
  choicesRoute(deps),
  takeOverRoute(deps),
  draftRoute(deps),
  laterRoute(deps),
];
