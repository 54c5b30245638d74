// What the page about one's own interview says.
export const mine = {
  title: 'My interview',
  lead: '{position} at {company}',
  leadWithoutPosition: 'Your interview with {company}',
  intro:
    'Here you can read what you said, correct what was misheard, and take a copy of everything. The same link opens this page again until {until}.',
  introOpen:
    'Here you can read what you said, correct what was misheard, and take a copy of everything. The same link opens this page again.',
  back: 'Back to the interview',
  loading: 'We are fetching your interview…',
  answers: 'What you said',
  noAnswers: 'There are no answers yet.',
  question: 'Question {number}',
  followUp: 'Follow-up to question {number}',
  understood: 'What we understood',
  corrected: 'Your correction',
  unsure: 'These words were hard to hear, please check them:',
  waiting: 'We are still turning your words into text. They will appear here.',
  unheard: 'We could not hear words in this recording. If you like, type what you said.',
  lost: 'We could not turn this recording into text. If you like, type what you said.',
  noAnswer: 'No answer',
  recording: 'Recording of your answer to question {number}',
  correct: 'Correct this answer',
  correction: 'What you said',
  correctionHint: 'Write what you really said. What we understood first stays beside it.',
  saveCorrection: 'Save correction',
  cancel: 'Do not change it',
  saved: 'Your correction is saved.',
  receipt: {
    title: 'Receipt',
    consentAt: 'You agreed on',
    answered: 'Answered',
    answeredOf: '{answered} of {questions} questions',
    consent: 'Number of the text you agreed to',
    transcript: 'Number of your conversation',
    about:
      'These numbers change if a single letter is changed. Keep them: they prove what you agreed to and what you said.',
    rights:
      'To get a copy of your data or to have it erased, open your link and choose “My interview”, or write to {company}.',
  },
  result: {
    title: 'Your result',
    intro: 'A person at {company} has decided. This is what the answers were compared with.',
    score: '{score} of 5',
    none: 'Not assessed: there was not enough to go by',
  },
  copy: {
    title: 'Take a copy',
    text: 'The file holds everything that is kept about you and this interview. It is in a form that other programs can read (JSON).',
    download: 'Download my data',
    print: 'Print this page',
  },
  review: {
    title: 'Ask a person to look again',
    text: 'You do not agree with the decision? Write why. A person at {company} reads your words and looks at your interview again.',
    field: 'What should the person know?',
    act: 'Ask for a review',
    empty: 'Write a sentence or two, so that the person knows what to look at.',
    done: 'You asked for a review on {at}. {company} has your words, and a person looks at your interview again.',
  },
  withdraw: {
    title: 'Withdraw your consent',
    act: 'Withdraw my consent',
    confirm: 'Withdraw your consent?',
    keep: 'Keep it',
    done: 'You withdrew your consent on {at}.',
  },
  erase: {
    title: 'Have your data erased',
    act: 'Ask for erasure',
    confirm: 'Ask for erasure?',
    keep: 'Not now',
    done: 'You asked for erasure on {at}.',
  },
};

export type MineMessages = typeof mine;
