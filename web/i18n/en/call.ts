// What the screen of a conversation says that is held outside.

export const call = {
  joiningTitle: 'Connecting you',
  talkingTitle: 'You are in the interview',
  heldBy: 'An AI system asks the questions. The conversation takes place in the service “{provider}”.',
  listening: 'We are listening',
  captions: 'What is being said',
  interviewer: 'Interviewer:',
  you: 'You:',
  mute: 'Mute my microphone',
  unmute: 'Switch my microphone on',
  muted: 'Your microphone is off: nobody can hear you.',
  type: 'Type instead',
  end: 'End the conversation',
  savingTitle: 'We are saving what you said',
  savingText: 'This takes a moment. The clock stands still. You may also go on by typing.',
  readyTitle: 'Ready to talk?',
  readyText: 'Nothing was said yet. The clock stands still until you begin.',
  leftTitle: 'The conversation was interrupted',
  leftText: 'What you said is kept. {left} of {questions} questions are left. The clock stands still until you go on.',
  failed: {
    title: 'We could not connect you',
    text: 'The service that holds the conversation did not answer. Try again, or type your answers: that counts just as much.',
  },
  before:
    'You hear the questions and answer by speaking. You may mute your microphone, end the conversation or type instead at any time.',
  goOn: 'Go on speaking',
};

export type CallMessages = typeof call;
