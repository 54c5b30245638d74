// The shapes that the room's calls share.
import { z } from 'zod';
import { appealOutcomes } from '../../../domain/appeals/appeal.ts';
import { choiceCodes, questionKinds } from '../../../domain/room/transcript.ts';
import { withdrawalEffects } from '../../../domain/room/words/words.ts';
import { candidateOutcomes, candidateStates } from '../../../domain/room/candidate-state.ts';
import { helpCodes } from '../../../domain/lifecycle/facts.ts';
import { answerWays, pauseTolerances } from '../../../domain/room/choices.ts';
import { roomLanguages } from '../../../domain/room/language.ts';
import { sessionModes } from '../../../domain/lifecycle/state.ts';
import { said } from '../../schemas/fields.ts';

export const answerCharactersMax = 20_000;

export const question = z
  .object({
    turn: z
      .int()
      .min(1)
      .meta({ description: 'Counts all turns of the interview from 1; send it back with the answer.' }),
    id: z.string(),
    kind: z.enum(questionKinds).meta({
      description:
        '`repeat`: the question that is still open, once more or in other words. `choice`: how to go on, after a wish about the interview itself; the clock stands still, and an answer to the question is welcome too.',
    }),
    text: z.string(),
    options: z
      .array(z.object({ code: z.enum(choiceCodes), text: z.string() }))
      .optional()
      .meta({
        description:
          'Of a `choice`: send the code as `choice`, or say it as `text`. What ends the interview is done then.',
      }),
    again: z.object({ lead: z.string(), question: z.string() }).optional().meta({
      description: 'Of a `repeat` that says something first: `text` in its two parts, to be shown apart.',
    }),
  })
  .meta({ id: 'RoomQuestion' });

export const timeLeftMs = z.int().min(0).meta({ description: 'What is shown is what is enforced. Milliseconds.' });

export const done = z.boolean().meta({ description: 'True once the closing is reached: finish the interview.' });

export const candidateState = z.enum(candidateStates).meta({ id: 'RoomState' });

export const candidateOutcome = z.enum(candidateOutcomes).meta({ id: 'RoomOutcome' });

export const consent = z
  .object({
    accepted: z.boolean(),
    noticeHash: z.string(),
    at: z.iso.datetime(),
  })
  .nullable()
  .meta({ id: 'RoomConsent', description: 'The newest one counts; null before the first.' });

export const receipt = z
  .object({
    consentHash: z.string().nullable(),
    consentLanguage: z.string().nullable().meta({ description: 'Of the text that was agreed to.' }),
    formId: z.string().nullable().meta({ description: 'Of the questions and what they look for.' }),
    transcriptHash: z.string().nullable(),
    answered: z.int().min(0),
    questions: z.int().min(0),
  })
  .nullable()
  .meta({ id: 'RoomReceipt', description: 'Proof for the candidate, once the conversation is over.' });

export const withdrawal = z
  .object({
    effect: z.enum(withdrawalEffects).meta({ description: 'What a refusal does now, or what it did.' }),
    at: z.iso.datetime().nullable().meta({ description: 'When consent was withdrawn; null before.' }),
    text: z.string().meta({ description: 'To be shown beside the choice, and afterwards.' }),
  })
  .nullable()
  .meta({ id: 'RoomWithdrawal', description: 'Null when the interview never started and no longer can.' });

export const erasure = z
  .object({ requestedAt: z.iso.datetime().nullable(), text: z.string() })
  .meta({ id: 'RoomErasure', description: 'Whether the candidate has asked for it, and what asking does.' });

export const progress = z.object({ question: z.int().min(0), questions: z.int().min(0) }).meta({
  id: 'RoomProgress',
  description: 'The planned question that is open, and how many there are; 0 before the first.',
});

export const choices = z
  .object({
    language: z.enum(roomLanguages),
    way: z.enum(answerWays).nullable(),
    pauseTolerance: z.enum(pauseTolerances),
  })
  .meta({ id: 'RoomChoices' });

export const clockView = z.object({ timeLeftMs, paused: z.boolean() }).meta({ id: 'RoomClock' });

export const draft = z
  .object({ turn: z.int().min(1), text: z.string(), savedAt: z.iso.datetime() })
  .nullable()
  .meta({ id: 'RoomDraft', description: 'What was typed to the open question and not sent yet, from any device.' });

export const appeal = z
  .object({
    possible: z.boolean(),
    requestedAt: z.iso.datetime().nullable(),
    decided: z
      .object({ outcome: z.enum(appealOutcomes), at: z.iso.datetime() })
      .nullable()
      .meta({ description: 'What a person decided: that the decision stands, or that it was changed.' }),
  })
  .meta({
    id: 'RoomAppeal',
    description: 'Whether a person’s review of the decision can be asked for, whether it was, and what came of it.',
  });

export const session = z
  .object({
    interview: z.object({ companyName: z.string().nullable(), position: z.string().nullable(), locale: z.string() }),
    notice: z.object({ text: z.string(), hash: z.string() }),
    consent,
    state: candidateState,
    outcome: candidateOutcome.nullable(),
    turn: z.int().min(0).meta({ description: 'The present turn, 0 before the first question.' }),
    timeLeftMs,
    progress,
    options: z.object({
      modes: z.array(z.enum(sessionModes)).meta({ description: '`voice` is among them where answers can be spoken.' }),
      sessionMode: z
        .enum(sessionModes)
        .nullable()
        .meta({ description: 'Of the open session: start with it to go on.' }),
      helpCodes: z.array(z.enum(helpCodes)),
      pauseTolerance: z.enum(pauseTolerances),
      timeFactor: z.number().meta({ description: 'How much more time than planned this candidate has; 1 is none.' }),
      paused: z.boolean(),
      voiceProvider: z
        .string()
        .nullable()
        .meta({ description: 'Who holds the conversation when it is spoken, outside; null where this room does.' }),
      inCall: z.boolean().meta({
        description:
          'A conversation outside is under way, or its words are not here yet: nothing is asked here meanwhile.',
      }),
      pingEveryMs: z.int().meta({ description: 'Ping this often while a question is open.' }),
      listen: z.boolean().meta({ description: 'Whether questions can be heard from us.' }),
    }),
    language: z.enum(roomLanguages).meta({ description: 'Of every sentence here but the questions.' }),
    languages: z.array(z.enum(roomLanguages)),
    choices,
    draft,
    branding: z.object({
      logoUrl: z.string().nullable(),
      accent: z.object({ light: z.string(), dark: z.string() }).nullable(),
    }),
    client: z.enum(['active', 'elsewhere']).meta({
      description: '`elsewhere` once another window or device, told by `Parley-Room-Client`, has taken over.',
    }),
    resumableUntil: z.iso.datetime().nullable(),
    linkExpiresAt: z.iso.datetime().nullable(),
    receipt,
    appeal,
    withdrawal,
    erasure,
  })
  .meta({ id: 'RoomSession' });

export const note = said('prose', 2_000).meta({ description: 'Free text for the people in charge; kept sealed.' });

/** For calls that say all by their address: a body may be absent or empty. */
export const emptyBody = z.strictObject({}).meta({ example: {} });
