// What the frame around every screen says: bar, status, clock, ways out, trouble.
import type { Counted } from '../fill.ts';

export const frame = {
  title: 'Interview',
  /** On the button at the top of every screen. */
  help: 'Help and options',
  close: 'Close',
  back: 'Back',
  goOn: 'Go on',
  tryAgain: 'Try again',
  working: 'One moment…',
  /** Stands where a company's name is not known, inside sentences. */
  employer: 'the employer',
  status: {
    saved: 'Saved',
    saving: 'Saving…',
    offline: 'Not saved yet: no connection, we keep trying',
    back: 'The connection is back',
  },
  progress: 'Question {question} of {questions}',
  clock: {
    about: { one: 'about {count} minute left', other: 'about {count} minutes left' } satisfies Counted,
    /** `{time}` is like 1:45. */
    exact: '{time} left',
    paused: 'The clock is paused',
    over: 'The planned time is over. You can still send this answer.',
    /** Read out by screen readers at 5, 2 and 1 minutes. */
    announced: { one: '{count} minute left', other: '{count} minutes left' } satisfies Counted,
  },
};

export type FrameMessages = typeof frame;
