// What the screens of the conversation say.

export const conversation = {
  field: 'Your answer',
  closingField: 'Anything you would like to add (you can leave this empty)',
  choiceField: 'Or answer the question after all, in your own words',
  hint: 'Take your time. Your text is saved while you write.',
  send: 'Send answer',
  sendAndGoOn: 'Send and go on',
  notUnderstood: 'I don’t understand',
  speak: 'Speak instead',
  empty: 'Write a few words first. If you have no answer to this question, just say so.',
  tooLong: 'This is longer than we can take. Please shorten it by {count} characters.',
  refused:
    'We could not take this answer as it is. Your text is still here. Please change it a little and send it again.',
  kinds: { follow_up: 'A follow-up to your last answer', repeat: 'The same question again', choice: 'Your choice' },
  overSoon: 'The planned time is over. In about a minute we send what you have written, so that it is not lost.',
  stay: 'You are still in the interview. To leave, choose “Help and options”, then “Finish later”.',
  returned: {
    'other-question': {
      title: 'This was not sent',
      text: 'Another question is open now. Nothing is lost: here is what you wrote.',
    },
    'time-over': {
      title: 'This came after the time was over',
      text: 'It could not be added any more. Here is what you wrote, so that you can keep it.',
    },
    'other-device': {
      title: 'You also wrote this in this window',
      text: 'The answer below was written later, in another window or on another device. You can use either.',
    },
  },
  use: 'Put it into the answer',
  drop: 'I don’t need it',
  sending: {
    title: 'Saving your answer',
    safe: 'Your answer is kept in this window until we have it. Please leave this page open.',
    lost: 'There is no connection at the moment. We keep trying, you don’t need to do anything. Your clock stands still meanwhile, after 15 seconds at most.',
    fault: 'Something is not working on our side. We keep trying, you don’t need to do anything. It costs you no time.',
    yours: 'Your answer',
    chosen: 'Your choice is on its way.',
    spoken: 'Your recording has arrived. We are turning it into text.',
  },
  review: {
    title: 'Check what we understood',
    lead: 'These are your answers. Words that were hard to hear are underlined. You can correct what you said aloud; what you typed stays as you sent it.',
    typedLead: 'These are your answers, just as you sent them.',
    loading: 'We are fetching your answers…',
    failed:
      'We cannot show your answers at the moment. They are safe. You can finish, and read them later under “My interview”.',
    act: 'This is right',
    note: 'After this the interview is finished, and no further answer can be given.',
  },
  finish: {
    title: 'That’s all. Thank you.',
    next: 'What happens next',
    read: 'Software compares your answers with what the job needs, and writes a first assessment. It decides nothing.',
    decide: 'A person at {company} reads your answers and decides. {company} then contacts you.',
    back: 'Until {until} the same link brings you back: you can read your answers, take a copy, and use your rights.',
    backOpen: 'The same link brings you back: you can read your answers, take a copy, and use your rights.',
    save: 'Save receipt',
    print: 'Print receipt',
    fileName: 'interview-receipt.txt',
    mine: 'My interview',
    act: 'Done',
    close: 'You can close this page now.',
  },
  paused: {
    title: 'Paused',
    text: 'The clock stands still, and everything you have sent is safe. Take the time you need.',
    until: 'You can go on until {until}.',
  },
  later: {
    title: 'See you later',
    text: 'Everything you have sent is safe. The same link brings you back to this place, on this or another device.',
    until: 'You can come back until {until}.',
    left: 'Your time stands still until then.',
    act: 'Go on now',
  },
};

export type ConversationMessages = typeof conversation;
