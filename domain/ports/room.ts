// What the conversation needs of the database: one read of a whole room, and writes that race safely.
import type { AppealOutcome } from '../appeals/appeal.ts';
import type { RunRef } from '../access/ids.ts';
import type { InterviewState, Outcome, SessionMode } from '../lifecycle/state.ts';
import type { Plan } from '../plan/plan.ts';
import type { RoomChoices } from '../room/choices.ts';
import type { RoomClock } from '../room/clock.ts';
import type { NextTurn } from '../room/next-question.ts';
import type { RunTexts } from './run-texts.ts';
import type { RetentionDays } from '../room/retention.ts';
import type { Intent, Turn, Wish } from '../room/transcript.ts';

export type RoomTurn = Turn & { clientTurnId: string | null };

/** When something was said, and the request that brought it, for the audit log. */
export type Mark = { at: number; requestId?: string | undefined };

/** `locale` is that of the text that was shown. */
export type Consent = { accepted: boolean; noticeHash: string; locale: string; at: number };

export type NewConsent = Consent & {
  noticeText: string;
  planRevision: number;
  /** The periods that the notice names. */
  retentionDays: RetentionDays;
  /** The request that brought it, for the audit log. */
  requestId?: string;
};

export type ActiveSession = { id: string; provider: string; mode: SessionMode };

/** A clock as stored; `revision` grows with every write, so that a write based on an older one is noticed. */
export type StoredClock = RoomClock & {
  revision: number;
  /** The hash of the window that goes on with the conversation; null until one has said who it is. */
  holder: string | null;
  /** Since when the conversation is put off for later. */
  putOffAt: number | null;
  /** The turn to which something is typed and not sent yet. */
  draftTurn: number | null;
  /** Whether anything was recorded, to whichever question. */
  hasTakes: boolean;
};

export type Draft = { turn: number; text: string; savedAt: number };

/** What the candidate chose; null where nothing was. */
export type ChosenWays = { [Key in keyof RoomChoices]: RoomChoices[Key] | null };

/** Everything about one run that its conversation needs, read in one statement. Times are epoch milliseconds. */
export type Room = {
  tenantId: string;
  runId: string;
  state: InterviewState;
  outcome: Outcome | null;
  /** Sessions that were opened, and since when a person has to look at the run, if so. */
  sessionCount: number;
  attentionSince: number | null;
  /** When the first session was opened: from there on a refusal is a withdrawal. */
  startedAt: number | null;
  frozenAt: number | null;
  completedAt: number | null;
  /** When a person decided about the assessment. */
  decidedAt: number | null;
  consentWithdrawnAt: number | null;
  erasureWishedAt: number | null;
  companyName: string | null;
  position: string | null;
  locale: string;
  retentionDays: RetentionDays;
  planRevision: number;
  plan: Plan | null;
  /** The plan's words are somebody's about this person. */
  dictated: boolean;
  consent: Consent | null;
  /** The newest session that has neither ended nor expired. */
  session: ActiveSession | null;
  clock: StoredClock | null;
  choices: ChosenWays;
  linkExpiresAt: number | null;
  /** Whether the tenant shows candidates how they were assessed, once that is decided. */
  showScores: boolean;
  /** Until when a conversation under way can be gone on with. */
  resumableUntil: number | null;
  /** When a person's review was asked for. */
  appealedAt: number | null;
  /** What came of it, and when. */
  appealDecided: { outcome: AppealOutcome; at: number } | null;
  /** All turns in order, the newest version of each. */
  turns: RoomTurn[];
};

/** Where a candidate's link leads. */
export type LinkTarget = {
  tenantId: string;
  runId: string;
  state: InterviewState;
  linkExpiresAt: number | null;
  sessionWindowMs: number;
};

/** How far a conversation has come: the last sign of life, answers stored, whether the closing was reached or consent withdrawn. */
export type ConversationProgress = {
  lastTurnAt: number | null;
  answers: number;
  done: boolean;
  withdrawn?: boolean;
};

/** A take as an answer names it, with how many pieces were made of it. */
export type SpokenTake = { recordingId: string; take: number; pieces: number };

export type NewAnswer = {
  turn: number;
  clientTurnId: string;
  /** Null while it is spoken only. */
  text: string | null;
  spoken?: SpokenTake;
  /** Set when it is no answer. */
  intent: Intent | null;
  /** A wish that the outside is told of; what was chosen is told by what follows from it. */
  wish: Wish | null;
  answeredAt: number;
  /** The clock to store with it, based on the revision that it was read with. */
  clock: StoredClock;
};

export type NewQuestion = {
  next: NextTurn;
  sessionId: string;
  followUpSkipped: boolean;
  askedAt: number;
  /** What a model took the answer before it for; kept and told like a wish that phrases recognise. */
  wish: Wish | null;
};

/** `late`: corrected after the conversation was over, so it was not assessed. */
export type OtherVersion = {
  turn: number;
  version: number;
  answer: string | null;
  correctedAt: number | null;
  late: boolean;
};

/** A conversation as people read it; seq and version are those of its run. */
export type Conversation = {
  seq: number;
  version: number;
  /** It is over: no answer is added any more. */
  complete: boolean;
  turns: Turn[];
  /** Versions of spoken answers beside those in `turns`. */
  others: OtherVersion[];
};

/** The clock and what says whether it may be written. */
export type ClockReading = Pick<Room, 'clock' | 'frozenAt' | 'resumableUntil'> & {
  /** The newest turn, while it has no answer. */
  openTurn: number | null;
};

export interface RoomStore extends Pick<RunTexts, 'readPersonal'> {
  findByLink(linkHash: string): Promise<LinkTarget | null>;
  addCookie(
    run: RunRef,
    cookie: { hash: string; createdAt: number; expiresAt: number; requestId?: string },
  ): Promise<void>;

  /** Throws AppError `personal_data.erased` once the run's texts can no longer be read. */
  load(run: RunRef, now: number): Promise<Room | null>;

  /** Appends a consent unless the newest one says the same already, or consent was withdrawn. */
  recordConsent(run: RunRef, consent: NewConsent): Promise<void>;

  /**
   * Writes down that consent is withdrawn, tells of it and freezes the conversation; once, and only after the start. The
   * workflow does not know of it by this.
   */
  withdrawConsent(run: RunRef, mark: Mark): Promise<void>;
  /** Writes down that the candidate wishes to be erased, and tells of it; once. */
  wishErasure(run: RunRef, mark: Mark): Promise<void>;

  readClock(run: RunRef): Promise<ClockReading | null>;
  /** Makes the clock of the first start; later calls change nothing. */
  createClock(run: RunRef, clock: Pick<StoredClock, 'limitMs' | 'holder'>): Promise<void>;
  /** From here on the conversation is held by this window. */
  takeOver(run: RunRef, holder: string, at: number): Promise<void>;
  /** The clock with the draft of the open turn, an empty one as none; false likewise. */
  saveDraft(run: RunRef, clock: StoredClock, draft: Draft): Promise<boolean>;
  readDraft(run: RunRef): Promise<Draft | null>;
  /** The clock, put off for later, and the event of it; false likewise. */
  putOff(run: RunRef, clock: StoredClock, times: { at: number; until: number }): Promise<boolean>;
  /** What is not named stays as it was. */
  choose(run: RunRef, choices: Partial<ChosenWays>): Promise<void>;
  /** False when somebody else wrote the clock meanwhile: read it again. */
  saveClock(run: RunRef, clock: StoredClock): Promise<boolean>;

  /**
   * `decide` sees the present room, and returns the answer to store, or null to store nothing, or throws. Where anything of
   * the run was written between its seeing and the storing, it is asked again: no other answer and no freeze comes between.
   */
  answer(run: RunRef, now: number, decide: (room: Room) => NewAnswer | null): Promise<Room>;
  /**
   * Asks the next question, once: false when the turn exists already or the conversation is frozen. A question other
   * than the closing opens the clock.
   */
  ask(run: RunRef, question: NewQuestion): Promise<boolean>;
}
