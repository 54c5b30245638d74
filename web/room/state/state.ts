// What the page knows: what the server said last, and the few things that only this window knows.
import type { RoomClock } from '../../../domain/room/clock.ts';
import type { QuestionView, RoomView } from '../../../usecases/room/view.ts';
import type { NewAnswer } from '../api.ts';

/** Why the link leads nowhere; `closed`: this browser holds no key any more, the link has to be opened again. */
export const deadReasons = ['unknown', 'expired', 'erased', 'closed'] as const;
export type DeadReason = (typeof deadReasons)[number];

/** The steps before the first question, and the last look after the closing; everything else the server says. */
export const steps = ['welcome', 'consent', 'how', 'sound-check', 'practice', 'talk', 'review'] as const;
export type Step = (typeof steps)[number];

/** `lost`: nobody answers; `fault`: our own trouble. In both no time is lost. */
export type Line = 'ok' | 'lost' | 'fault';

/** What is typed or answered: on its way to us, with us, or only here so far. */
export type Saving = 'none' | 'saving' | 'saved' | 'unsaved';

/** Words that are not in the field and not sent, so that nobody has to write them again. */
export type Returned = { reason: 'other-question' | 'time-over' | 'other-device'; text: string };

export type RoomState = {
  view: RoomView | null;
  dead: DeadReason | null;
  step: Step;
  question: QuestionView | null;
  /** What stands in the answer field of that turn. */
  typed: { turn: number; text: string };
  /** The closing is reached: the conversation can be finished. */
  done: boolean;
  /** An answer that was given and not yet confirmed; it is sent until it is. */
  sending: NewAnswer | null;
  returned: Returned | null;
  /** What joins a conversation outside, once. */
  joining: string | null;
  /** A call that the person waits for. */
  busy: boolean;
  /** What was last refused, as its code and number; null once something worked. */
  trouble: { code: string; requestId: string | null } | null;
  page: 'interview' | 'mine';
  /** Left for later in this window. */
  left: boolean;
  clock: RoomClock | null;
  faultSince: number | null;
  line: Line;
  saving: Saving;
};

export const initialState: RoomState = {
  view: null,
  dead: null,
  step: 'welcome',
  question: null,
  typed: { turn: 0, text: '' },
  done: false,
  sending: null,
  joining: null,
  returned: null,
  busy: false,
  trouble: null,
  page: 'interview',
  left: false,
  clock: null,
  faultSince: null,
  line: 'ok',
  saving: 'none',
};
