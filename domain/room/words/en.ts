// What the room says in English.
import type { NoticeWordsFacts, RoomWords } from './words.ts';

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

const engine = ({ disclosure, englishOnly }: NoticeWordsFacts): string => {
  const { engine: name, model } = disclosure;
  const only = englishOnly ? ' These rules know English only: the questions come in English.' : '';
  if (name === 'offline')
    return `The questions and the first assessment come from rules built into Parley (engine "offline"); no outside AI service is used.${only}`;
  const served = model === null ? '' : `, model "${model}"`;
  return `Follow-up questions and the first assessment come from a language model (engine "${name}"${served}). It is sent the questions and your answers, never your contact details.`;
};

const recorded = ({ disclosure: { speech } }: NoticeWordsFacts): string[] => {
  const notAnalysed = 'Your voice, face, accent and emotions are not analysed.';
  if (speech === null)
    return [
      `What is recorded: the questions, your answers as text, and when they were given. Answers are typed in this interview; nothing is recorded by microphone or camera. ${notAnalysed}`,
      'You may read your answers again at any time while the link works.',
    ];
  return [
    `What is recorded: the questions, your answers as text, and when they were given. When you speak, the sound of your answer is recorded too, and is sent to a speech service (${speech.host}, model "${speech.model}") that turns it into text. Nothing is recorded while you do not speak an answer. ${notAnalysed}`,
    'You may listen to what you said, read what was understood and correct it, while the link works. A correction stands beside what was understood; both are kept.',
  ];
};

const notice = (facts: NoticeWordsFacts): string[] => {
  const { company, disclosure, planRevision, retentionDays } = facts;
  const position = facts.position === null ? '' : ` for the position "${facts.position}"`;
  const typing = disclosure.speech === null ? '' : 'You may type instead of speaking, and change at every question. ';
  const listen = disclosure.speech === null ? '' : ', and may listen to what you said';
  return [
    `This is an automated interview${position}, on behalf of ${company}.`,
    'You will be talking to an AI system, not to a person.',
    engine(facts),
    `The conversation takes place in the service "${disclosure.voiceProvider}".`,
    ...recorded(facts),
    `How long it is kept: the periods set for ${company}, counted from the end of the interview, are ${days(retentionDays.personal)} for your personal details and answers, ${days(retentionDays.recordings)} for recordings, if there are any, and ${days(retentionDays.assessments)} for the assessment. What has reached its period is erased within two days. Only a legal duty to keep it, recorded for your interview with a reason and an end date, makes ${company} keep it longer. You may ask ${company} to erase your data earlier, here in the interview room too.`,
    `Who reads it: people at ${company} who deal with your application read your answers${listen}. Who has read them is recorded.`,
    `Who decides: the software compares your answers with criteria that a person approved before the interview (plan revision ${planRevision}). A person at ${company} reads the result and decides; nothing is decided automatically.`,
    `${typing}There is a time limit, shown at all times; you may pause whenever you like and the clock stands still. You may leave and come back with the same link, on another device too: every answer that was confirmed is kept.`,
    'You may ask for help or for an adjustment at any time, before and during the interview.',
    'You may ask to be interviewed by a person instead, or withdraw, at any time. Asking for a person does not count against you.',
    `Once a person has decided, you may ask for a review of the decision by a person, here in the interview room.`,
    `You may withdraw your consent at any time, in the same place where you gave it. The interview then ends, what you said is not assessed, and ${company} is told to offer you a person. If a person at ${company} has decided already, that decision stands and ${company} is told of your withdrawal.`,
    'The interview starts only after you accept this notice. If you do not accept it, nothing is recorded but that choice.',
  ];
};

const withdrawal: RoomWords['withdrawal'] = (effect, company) => {
  switch (effect) {
    case 'nothing_starts':
      return 'If you do not accept the notice, the interview does not start, and nothing is recorded but that choice.';
    case 'interview_ends':
      return `If you withdraw your consent, the interview ends for good: no further question is asked, what you said is not assessed, and ${company} is told to offer you a person. If a person at ${company} has decided already, that decision stands and ${company} is told of your withdrawal.`;
    case 'interview_ended':
      return `You have withdrawn your consent. The interview has ended: no further question is asked, what you said is not assessed, and ${company} is told to offer you a person. What you said stays sealed until its period ends, unless ${company} erases it earlier: you may ask for that.`;
    case 'recorded':
      return `You have withdrawn your consent after a person at ${company} had decided. That decision stands; ${company} is told of your withdrawal, and no software works with what you said any more. You may ask ${company} to erase it.`;
  }
};

const choose: RoomWords['choose'] = (wish, company) => {
  switch (wish) {
    case 'person':
      return `You can be interviewed by a person instead. This interview then ends here, what you said in it is not assessed, and ${company} is told to have a person get in touch with you. Asking for a person does not count against you. Would you like that, or shall we go on?`;
    case 'stop':
      return `Would you like to stop? You can finish here, and what you have said so far is assessed; withdraw, and nothing is assessed; or be interviewed by a person instead, who will get in touch with you. Or we go on. Which is it?`;
    case 'help':
      return `I can tell the people in charge at ${company} that you would like help; the interview goes on meanwhile. You can also ask to be interviewed by a person, who will get in touch with you; this interview then ends and is not assessed. Or we go on. Which is it?`;
    case 'pause':
    case 'repeat':
    case 'reword':
      return `Perhaps I cannot put this question well. We can go on with the next one, or I tell the people in charge at ${company} that you would like help. You can also ask to be interviewed by a person, who will get in touch with you; this interview then ends and is not assessed. If you would like to answer the question after all, just do.`;
  }
};

export const english: RoomWords = {
  employer: 'the employer',
  notice,
  withdrawal,
  erasure: {
    possible: (company) =>
      `You may ask ${company} to erase what you said and what is known of you. Your request is recorded with its time and ${company} is told at once. ${company} decides on it, and may have to keep data where the law says so.`,
    asked: (company) =>
      `You have asked for erasure. Your request is recorded and ${company} is told. Once your data is erased, this link leads nowhere any more.`,
  },
  again: {
    repeat: (question) => `Here is the question once more: ${question}`,
    reword: (question) => `In other words: ${question}`,
    helped: (question) => `The people in charge know now that you would like help. Meanwhile we can go on. ${question}`,
    pause: (question) =>
      `You can pause whenever you like: the clock stands still until you go on, and the question waits for you. ${question}`,
    back: (question) => `Good, let us go on. ${question}`,
  },
  choose,
  unclear: (choice) => `I did not get which of these you would like. ${choice}`,
  labels: {
    help: 'Ask for help',
    person: 'Be interviewed by a person',
    finish: 'Finish here: what I said is assessed',
    withdraw: 'Withdraw: nothing is assessed',
  },
  goOn: { withNext: 'Go on with the next question', withInterview: 'Go on with the interview' },
};
