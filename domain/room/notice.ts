// What the candidate is told before anything is recorded: one exact text per run, named by its hash.
import type { Digest } from '../ports/system.ts';
import type { RetentionDays } from './retention.ts';
import { normalised } from '../text/typed-text.ts';

/**
 * Who conducts and assesses the interview: the configured engine, where the conversation takes place, and the service
 * that turns speech into text, null where answers are typed.
 */
export type Disclosure = {
  engine: string;
  model: string | null;
  voiceProvider: string;
  speech: { host: string; model: string } | null;
};

export type NoticeFacts = {
  companyName: string | null;
  position: string | null;
  planRevision: number;
  retentionDays: RetentionDays;
  disclosure: Disclosure;
};

export type Notice = { text: string; hash: string };

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** As sentences about it name the employer. */
export const companyOf = ({ companyName }: Pick<NoticeFacts, 'companyName'>): string =>
  companyName === null ? 'the employer' : oneLine(companyName);

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

const engineSentence = ({ engine, model }: Disclosure): string => {
  if (engine === 'offline')
    return 'The questions and the first assessment come from rules built into Parley (engine "offline"); no outside AI service is used.';
  const served = model === null ? '' : `, model "${model}"`;
  return `Follow-up questions and the first assessment come from a language model (engine "${engine}"${served}). It is sent the questions and your answers, never your contact details.`;
};

const speechSentence = ({ speech }: Disclosure): string => {
  if (speech === null) return 'There is no speech service: answers are typed.';
  return `If you choose to speak, the sound of your answers is sent to the speech service at "${speech.host}" (model "${speech.model}"), which turns it into text. Your voice, face, accent and emotions are not analysed.`;
};

const paragraphs = (facts: NoticeFacts): string[] => {
  const company = companyOf(facts);
  const position = facts.position === null ? '' : ` for the position "${oneLine(facts.position)}"`;
  const { personal, recordings, assessments } = facts.retentionDays;
  return [
    `This is an automated interview${position}, on behalf of ${company}.`,
    'You will be talking to an AI system, not to a person.',
    engineSentence(facts.disclosure),
    `The conversation takes place in the service "${facts.disclosure.voiceProvider}".`,
    'What is recorded: the questions, your answers as text, and when they were given.',
    speechSentence(facts.disclosure),
    `How long it is kept: the periods set for ${company}, counted from the end of the interview, are ${days(personal)} for your personal details and answers, ${days(recordings)} for recordings, if there are any, and ${days(assessments)} for the assessment. What has reached its period is erased within two days. Only a legal duty to keep it, recorded for your interview with a reason and an end date, makes ${company} keep it longer. You may ask ${company} to erase your data earlier, here in the interview room too.`,
    `Who decides: the software compares your answers with criteria that a person approved before the interview (plan revision ${facts.planRevision}). A person at ${company} reads the result and decides; nothing is decided automatically.`,
    'You may type instead of speaking. There is a time limit, shown at all times; you may pause whenever you like and the clock stands still. You may leave and come back with the same link, on another device too: every answer that was confirmed is kept.',
    'You may ask for help or for an adjustment at any time, before and during the interview.',
    'You may ask to be interviewed by a person instead, or withdraw, at any time. Asking for a person does not count against you.',
    `You may withdraw your consent at any time, in the same place where you gave it. The interview then ends, what you said is not assessed, and ${company} is told to offer you a person. If a person at ${company} has decided already, that decision stands and ${company} is told of your withdrawal.`,
    'The interview starts only after you accept this notice. If you do not accept it, nothing is recorded but that choice.',
  ];
};

/** The notice of a run: the same facts always give the same text and hash. */
export const buildNotice = (facts: NoticeFacts, digest: Digest): Notice => {
  const text = normalised(paragraphs(facts).join('\n\n'));
  return { text, hash: digest(text) };
};
