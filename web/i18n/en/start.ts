// What the screens before the first question say.
import type { Counted } from '../fill.ts';

export const start = {
  opening: 'Opening your interview',
  welcome: {
    title: 'Your interview for {position}',
    titleWithoutPosition: 'Your interview with {company}',
    lead: '{company} invites you to an interview that you can take here, whenever it suits you.',
    machine: {
      title: 'Software asks, people decide',
      text: 'An AI system asks you questions. People at {company} read your answers and decide.',
    },
    time: 'Time',
    minutes: {
      one: 'About {count} minute of questions.',
      other: 'About {count} minutes of questions.',
    } satisfies Counted,
    extra: 'Your extra time is part of it.',
    pauses: 'You can stop and come back until {until}.',
    pausesOpen: 'You can stop and come back later with the same link.',
    ways: {
      title: 'Your way',
      text: 'You can type or speak, and change that at every question.',
      typed: 'You type your answers, at your own pace.',
    },
    kept: {
      title: 'What is kept',
      text: 'The next page says what is kept, for how long, and who reads it. Nothing is recorded before you agree.',
    },
    person: {
      title: 'A person instead',
      text: 'If you would rather talk to a person, choose “Help and options” at the top, on every page. It does not count against you.',
    },
    act: 'Continue',
  },
  consent: {
    title: 'What you agree to',
    lead: 'Please read this. You agree to exactly these words, and you can keep a copy.',
    changed: 'The text has changed meanwhile. This is the new one: please read it again.',
    copy: 'Keep a copy',
    fileName: 'interview-notice.txt',
    fileHash: 'Number of this text (SHA-256): {hash}',
    agree: 'I agree',
    person: 'I’d rather talk to a person',
    personTitle: 'Talk to a person instead?',
    personText:
      'This interview then ends, and {company} is asked to offer you one with a person. It does not count against you.',
    personAct: 'Yes, talk to a person',
    back: 'Back to the text',
    agreed: 'You have agreed to this text.',
  },
  how: {
    title: 'How would you like to answer?',
    lead: 'You can change this at every question.',
    ways: 'Type or speak',
    typed: 'Type',
    typedDetail: 'Write your answers at your own pace. No microphone is needed.',
    spoken: 'Speak',
    spokenDetail: 'Say your answers. You see what we understood, and can correct it.',
    onlyTyped: 'In this interview you type your answers. No microphone is needed.',
    pauses: 'When you pause while speaking',
    pausesHint: 'People think at different speeds. We never cut you off: we ask first.',
    pause: {
      short: 'Ask me soon whether I am done',
      normal: 'Wait a little, then ask',
      long: 'Wait a long time, then ask',
      button: 'Never ask: I press a button when I am done',
    },
    extra: 'You have extra time: about {minutes} minutes in all.',
    language: 'Language of this page',
    languageHint: 'The questions stay in {language}, the language of the interview.',
    act: 'Continue',
  },
  practice: {
    title: 'Practice: what is your favourite dish, and why?',
    mark: 'This is only practice. It is not kept, not sent, and nobody reads it.',
    field: 'Your practice answer',
    next: 'When you are ready, we ask the first question, and the clock starts. It stands still whenever you pause.',
    act: 'I’m ready',
  },
};

export type StartMessages = typeof start;
