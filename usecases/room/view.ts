// What the candidate sees of a room: never a score, a rubric or the rest of the plan.
import type { AppealOutcome } from '../../domain/appeals/appeal.ts';
import type { Branding } from '../../domain/ports/administration.ts';
import type { RunRef } from '../../domain/access/ids.ts';
import { helpCodes, type HelpCode } from '../../domain/lifecycle/facts.ts';
import type { SessionMode } from '../../domain/lifecycle/state.ts';
import type { PersonalRequest } from '../../domain/request/request.ts';
import type { Draft, Room } from '../../domain/ports/room.ts';
import { namePlaceholder } from '../../domain/plan/without-names.ts';
import { limitMsOf } from '../../domain/room/budget.ts';
import {
  candidateOutcomeOf,
  candidateStateOf,
  type CandidateOutcome,
  type CandidateState,
} from '../../domain/room/candidate-state.ts';
import { pingEveryMs, timeLeftMs } from '../../domain/room/clock.ts';
import type { PauseTolerance, RoomChoices } from '../../domain/room/choices.ts';
import { roomLanguageOf, roomLanguages, type RoomLanguage } from '../../domain/room/language.ts';
import { fillGreeting } from '../../domain/room/next-question.ts';
import { buildNotice, noticeByHash, type Notice } from '../../domain/room/notice.ts';
import { transcriptHash } from '../../domain/scoring/transcript-hash.ts';
import { present } from '../../domain/present.ts';
import { labelOf } from '../../domain/room/aside-words.ts';
import { optionsOf, partsOfRepeat, wishBehind } from '../../domain/room/asides.ts';
import { isEndedByWithdrawal, rightsOf, type RightsView } from '../../domain/room/rights.ts';
import {
  awaitsWords,
  isAnswered,
  isOpen,
  type ChoiceCode,
  type QuestionKind,
  type Turn,
} from '../../domain/room/transcript.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { isInCall } from './in-call.ts';
import type { SpeechOffer } from './speech.ts';
import { isElsewhere } from './visit.ts';

/** `options` are those of a choice: each may be sent by its code, or said. `again`: the text of a repeat in its two parts. */
export type QuestionView = {
  turn: number;
  id: string;
  kind: QuestionKind;
  text: string;
  options?: { code: ChoiceCode; text: string }[];
  again?: { lead: string; question: string };
};

/** "Question 3 of 7": follow-ups and repeats belong to the question that they are about; 0 before the first. */
export type Progress = { question: number; questions: number };

/** What was typed and not sent yet, as it was last saved from any device. */
export type DraftView = { turn: number; text: string; savedAt: string };

/** Proof for the candidate: what was agreed to, and the exact conversation that is assessed. */
export type Receipt = {
  consentHash: string | null;
  /** Of the text that was agreed to. */
  consentLanguage: string | null;
  /** Of the questions and what they look for: the same for all who were asked the same. */
  formId: string | null;
  transcriptHash: string | null;
  answered: number;
  questions: number;
};

export type RoomOptions = {
  /** `voice` is among them where answers can be spoken. */
  modes: readonly SessionMode[];
  /** The mode of the session that is open; start with it to go on. */
  sessionMode: SessionMode | null;
  helpCodes: readonly HelpCode[];
  pauseTolerance: PauseTolerance;
  /** How much more time than planned this candidate has: 1 is none. */
  timeFactor: number;
  paused: boolean;
  pingEveryMs: number;
  /** Who holds the conversation when it is spoken, outside; null where this room does. */
  voiceProvider: string | null;
  /** A conversation outside is under way, or what was said in it is not here yet: nothing is asked here meanwhile. */
  inCall: boolean;
  /** Whether questions can be heard from `GET /room/api/questions/:turn/speech`; else the browser's own voice may read them. */
  listen: boolean;
};

/** Whether a person's review can be asked for, whether it was, and what came of it. */
export type AppealView = {
  possible: boolean;
  requestedAt: string | null;
  decided: { outcome: AppealOutcome; at: string } | null;
};

export type ConsentView = { accepted: boolean; noticeHash: string; at: string };

export type RoomView = RightsView & {
  interview: { companyName: string | null; position: string | null; locale: string };
  notice: Notice;
  consent: ConsentView | null;
  state: CandidateState;
  outcome: CandidateOutcome | null;
  /** The present turn, 0 before the first question. */
  turn: number;
  timeLeftMs: number;
  progress: Progress;
  options: RoomOptions;
  /** The language of every sentence in this answer but the questions: what the candidate chose, else the interview's. */
  language: RoomLanguage;
  languages: readonly RoomLanguage[];
  choices: RoomChoices;
  draft: DraftView | null;
  branding: Branding;
  /** `elsewhere` when another window or device has taken over, told by `Parley-Room-Client`; `active` without it. */
  client: 'active' | 'elsewhere';
  /** Until when a conversation under way can be gone on with; null before the start and after the end. */
  resumableUntil: string | null;
  linkExpiresAt: string | null;
  receipt: Receipt | null;
  appeal: AppealView;
};

export const languageOf = ({ choices, locale }: Pick<Room, 'choices' | 'locale'>): RoomLanguage =>
  choices.language ?? roomLanguageOf(locale);

/** In the language of the page. */
export const noticeOf = ({ digest, disclosure }: RoomDeps, room: Room): Notice =>
  buildNotice({ ...room, disclosure }, languageOf(room), digest);

/** The present notice that a hash names, in whichever language it was read. */
export const noticeNamed = ({ digest, disclosure }: RoomDeps, room: Room, hash: string) =>
  noticeByHash({ ...room, disclosure }, hash, digest);

export const consentOf = ({ consent }: Room): ConsentView | null =>
  consent && {
    accepted: consent.accepted,
    noticeHash: consent.noticeHash,
    at: new Date(consent.at).toISOString(),
  };

const isEnded = (room: Room): boolean => isEndedByWithdrawal({ ...room, decided: room.decidedAt !== null });

/** A withdrawal has ended the interview from the moment it is written down, whatever still has to hear of it. */
export const stateOf = (room: Room): CandidateState =>
  isEnded(room) ? 'CANCELLED' : candidateStateOf(room.state, room.completedAt !== null);

export const outcomeOf = (room: Room): CandidateOutcome | null =>
  isEnded(room)
    ? candidateOutcomeOf(room.outcome ?? 'OPTED_OUT', false)
    : candidateOutcomeOf(room.outcome, room.completedAt !== null);

export const rightsIn = (room: Room): RightsView =>
  rightsOf(
    {
      ...room,
      started: room.startedAt !== null,
      over: room.frozenAt !== null || room.outcome !== null,
      decided: room.decidedAt !== null,
    },
    languageOf(room),
  );

const optionsIn = (turns: Room['turns'], locale: string): QuestionView['options'] => {
  const wish = wishBehind(turns);
  return wish === null ? undefined : optionsOf(turns).map((code) => ({ code, text: labelOf(code, wish, locale) }));
};

export const questionAt = ({ turns, locale }: Room, turn: number): QuestionView | null => {
  const index = turns.findIndex((candidate) => candidate.turn === turn);
  const found = turns[index];
  if (!found) return null;
  const { questionId: id, kind, question: text } = found;
  const until = turns.slice(0, index + 1);
  const again = partsOfRepeat(until) ?? undefined;
  return { turn, id, kind, text, ...present({ options: optionsIn(until, locale), again }) };
};

/** The question that is open, or the closing once it is reached; null when there is neither. */
export const presentQuestion = (room: Room): QuestionView | null => {
  const last = room.turns.at(-1);
  if (!last || room.frozenAt !== null) return null;
  return isOpen(last) || last.kind === 'closing' ? questionAt(room, last.turn) : null;
};

/** The question with the name in it, which the plan only marks: neither it nor the judges ever hold the name. */
export const addressed = async <Question extends QuestionView | null>(
  deps: Pick<RoomDeps, 'store'>,
  run: RunRef,
  question: Question,
): Promise<Question> => {
  if (question === null || !question.text.includes(namePlaceholder)) return question;
  const { candidateName } = await deps.store.readPersonal(run);
  const { text, again } = question;
  return {
    ...question,
    text: fillGreeting(text, candidateName),
    ...(again && { again: { ...again, question: fillGreeting(again.question, candidateName) } }),
  };
};

export const isDone = (room: Room): boolean => room.frozenAt !== null || room.turns.at(-1)?.kind === 'closing';

export const progressOf = ({ turns, plan }: Room): Progress => ({
  question: turns.filter(({ kind }) => kind === 'question').length,
  questions: plan?.questions.length ?? 0,
});

/** What is enforced is what is shown; 0 once the conversation is over. */
export const timeLeftOf = (room: Room): number =>
  room.clock === null || room.frozenAt !== null ? 0 : timeLeftMs(room.clock);

/** Null until the conversation is frozen: before that its hash would still change. */
export const receiptOf = ({ digest }: RoomDeps, room: Room): Receipt | null => {
  if (room.frozenAt === null) return null;
  const { turns } = room;
  const isQuestion = ({ kind }: Turn): boolean => kind === 'question' || kind === 'follow_up';
  return {
    consentHash: room.consent?.accepted ? room.consent.noticeHash : null,
    consentLanguage: room.consent?.accepted ? room.consent.locale : null,
    formId: room.plan?.formId ?? null,
    // Words that are still awaited would change it.
    transcriptHash: turns.length > 0 && !turns.some(awaitsWords) ? transcriptHash(turns, digest) : null,
    answered: turns.filter(isAnswered).length,
    questions: turns.filter(isQuestion).length,
  };
};

/** Before the start the whole limit is left, accommodation included. */
const shownTimeLeft = (room: Room, personal: PersonalRequest): number => {
  const notStarted = room.clock === null && room.frozenAt === null && room.plan !== null;
  return notStarted && room.plan ? limitMsOf(room.plan, personal.accommodations?.timeFactor) : timeLeftOf(room);
};

const choicesOf = (room: Room, personal: PersonalRequest): RoomChoices => ({
  language: languageOf(room),
  way: room.choices.way,
  pauseTolerance: room.choices.pauseTolerance ?? personal.accommodations?.pauseTolerance ?? 'normal',
});

const optionsOfRoom = (
  deps: Pick<RoomDeps, 'voice'>,
  { room, personal, speech }: Pick<Shown, 'room' | 'personal' | 'speech'>,
): RoomOptions => ({
  voiceProvider: deps.voice.calls?.name ?? null,
  inCall: isInCall(deps, room),
  modes: speech.hears || deps.voice.calls !== null ? ['text', 'voice'] : ['text'],
  sessionMode: room.session?.mode ?? null,
  helpCodes,
  pauseTolerance: choicesOf(room, personal).pauseTolerance,
  timeFactor: personal.accommodations?.timeFactor ?? 1,
  paused: room.clock?.paused ?? false,
  pingEveryMs,
  listen: speech.speaks,
});

export const toIso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const draftOf = ({ turn, text, savedAt }: Draft): DraftView => ({
  turn,
  text,
  savedAt: new Date(savedAt).toISOString(),
});

/** A person's review can be asked for once a person has decided about the assessment, and only then. */
export const appealOf = (room: Room): AppealView => ({
  possible: room.completedAt !== null && room.decidedAt !== null && room.appealedAt === null,
  requestedAt: toIso(room.appealedAt),
  decided: room.appealDecided && {
    outcome: room.appealDecided.outcome,
    at: new Date(room.appealDecided.at).toISOString(),
  },
});

type Shown = { room: Room; personal: PersonalRequest; speech: SpeechOffer; draft: Draft | null; branding: Branding };

export const roomView = (
  deps: RoomDeps,
  visit: Visit,
  { room, personal, speech, draft, branding }: Shown,
): RoomView => ({
  interview: { companyName: room.companyName, position: room.position, locale: room.locale },
  notice: noticeOf(deps, room),
  consent: consentOf(room),
  state: stateOf(room),
  outcome: outcomeOf(room),
  turn: room.turns.at(-1)?.turn ?? 0,
  timeLeftMs: shownTimeLeft(room, personal),
  progress: progressOf(room),
  options: optionsOfRoom(deps, { room, personal, speech }),
  language: languageOf(room),
  languages: roomLanguages,
  choices: choicesOf(room, personal),
  draft: draft && draftOf(draft),
  branding,
  client: isElsewhere(room.clock, visit) ? 'elsewhere' : 'active',
  resumableUntil: toIso(room.resumableUntil),
  linkExpiresAt: toIso(room.linkExpiresAt),
  receipt: receiptOf(deps, room),
  appeal: appealOf(room),
  ...rightsIn(room),
});
