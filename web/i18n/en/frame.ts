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
  /** Around quoted words. */
  quote: '“{text}”',
  ways: {
    lead: 'Nothing here counts against you. Choose one to read more; nothing happens before you confirm it.',
    sent: 'Done',
    note: 'Anything you want to add',
    noteHint: 'You can leave this empty. People who look after your interview read it.',
    failed: 'That did not work',
    failedText: 'Nothing has changed. Check your connection and try again.',
    reference: 'Reference number: {id}',
    cannotUndo: 'This cannot be undone.',
    pause: {
      title: 'Pause',
      text: 'The clock stops and everything you have sent is safe. Go on whenever you are ready.',
      until: 'You can go on until {until}.',
      act: 'Pause now',
    },
    later: {
      title: 'Finish later',
      text: 'The clock stops. Everything you have sent is safe, and so is what you have written so far. The same link brings you back to this question, on this or another device.',
      until: 'You can come back until {until}.',
      before: 'Nothing has started yet. You can close this page whenever you like. The same link opens it again.',
      act: 'Finish later',
    },
    technical: {
      title: 'Something does not work',
      text: 'Tell us what is wrong. {company} is told at once, and your interview stays as it is. If speaking does not work, you can type instead.',
      note: 'What does not work?',
      act: 'Send',
      done: '{company} has been told. Nothing is lost. You can go on, pause, or come back later with the same link.',
    },
    accommodation: {
      title: 'Ask for an adjustment',
      text: 'For example more time, breaks, typing instead of speaking, or other words. You need not say why. {company} is told at once, and asking does not count against you.',
      note: 'What would help you?',
      act: 'Send',
      done: '{company} has been told. If you would rather wait for an answer, choose “Finish later”: nothing is lost.',
    },
    question: {
      title: 'Ask something else',
      text: 'A person at {company} gets your question. Your interview stays as it is.',
      note: 'Your question',
      act: 'Send',
      done: '{company} has your question. You can go on, or finish later and wait for an answer.',
    },
    person: {
      title: 'Talk to a person instead',
      text: 'This interview ends, and {company} is asked to offer you one with a person. It does not count against you. What you have said so far is not assessed.',
      act: 'Talk to a person instead',
      done: 'This interview has ended. {company} has been told that you would like to talk to a person, and will contact you.',
    },
    withdraw: {
      title: 'Withdraw',
      text: 'This interview ends for good, nothing you said is assessed, and {company} is told that you withdraw.',
      act: 'Withdraw',
      done: 'You have withdrawn. {company} has been told, and nothing you said is assessed.',
    },
    language: { title: 'Language of this page' },
    way: { title: 'Type or speak' },
    textSize: {
      title: 'Larger text',
      text: 'This page follows the text size of your browser.',
      computer: 'On a computer, hold Ctrl (on a Mac: cmd) and press the plus key. Press it with 0 to go back.',
      phone: 'On a phone, open the menu of your browser and look for “text size” or “zoom”.',
    },
    mine: { title: 'My interview' },
    groups: { moment: 'Take a moment', help: 'Get help', page: 'This page', leave: 'Leave' },
  },
  dead: {
    unknown: {
      title: 'This link does not work',
      text: 'We do not know this link. Perhaps a part of it is missing: open it again from your invitation, or copy it whole. If it worked before, the interview may have been erased.',
    },
    expired: {
      title: 'This link has ended',
      text: 'The time for which it works is over. If you have not finished your interview, it may be possible to get more time.',
    },
    erased: {
      title: 'This interview has been erased',
      text: 'What you said and what was known of you is gone. There is nothing left to show.',
    },
    closed: {
      title: 'Please open your link again',
      text: 'This browser no longer knows which interview is yours. Nothing is lost: open the link from your invitation once more.',
    },
    cancelled: {
      title: 'This interview will not take place',
      text: '{company} has called it off. You do not need to do anything.',
    },
    withdrawn: {
      title: 'You have withdrawn',
      text: 'This interview has ended. {company} has been told, and nothing you said is assessed.',
    },
    person: {
      title: 'You asked for a person',
      text: 'This interview has ended. {company} has been told, and will contact you.',
    },
    over: {
      title: 'The time for this interview is over',
      text: 'It was not finished in time. {company} has been told. It may be possible to get more time.',
    },
    ask: 'If you think this is wrong, or need help, reply to your invitation or write to the person who sent it.',
    askCompany: 'If you think this is wrong, or need help, reply to your invitation or write to {company}.',
  },
  elsewhere: {
    title: 'Your interview is open somewhere else',
    text: 'You opened it in another window or on another device, and it goes on there. Everything you have sent is safe.',
    draft: 'What you wrote here and have not sent stays in this window.',
    act: 'Go on here',
    hint: 'If you go on here, the other window stops. It can take over again.',
  },
  trouble: {
    title: 'Something went wrong',
    offlineTitle: 'We cannot reach the interview',
    text: 'It is our fault, not yours.',
    offline: 'There is no connection at the moment.',
    safe: 'Everything you have sent is safe, and no time is lost.',
    next: 'Try again. If it happens again, wait a few minutes or come back later with the same link.',
    offlineNext: 'We keep trying. You do not need to do anything. You can also come back later with the same link.',
    reference: 'If you ask for help, give this number: {id}',
  },
};

export type FrameMessages = typeof frame;
