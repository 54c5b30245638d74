// Questions about a subject that a recruiter wished for: frames that fit any trade and any subject.
import type { Level } from '../../../domain/request/request.ts';
import { fillTopic } from './area-kits.ts';
import type { ComposedQuestion } from './compose-question.ts';
import type { QuestionForm } from './level-wording.ts';
import { wordingOf } from './level-wording.ts';
import { subjectOf, type Subject } from './wished-subject.ts';

type Frames = readonly [string, string, string];

const frames: Readonly<Record<QuestionForm, Frames>> = {
  experience: [
    'Tell me about a time when you dealt with {topic}. What did you do first, and how did it end?',
    'Think of a time at work when you dealt with {topic}. What was your own part, and what came of it?',
    'Describe a case in which you dealt with {topic}. What did you decide yourself, and how could you tell that it was right?',
  ],
  scenario: [
    'Suppose that in your first months here you have to deal with {topic}. What do you do first, and how do you know that it works?',
    'Imagine that you have to deal with {topic} here, and nobody is there to ask. What are your first steps?',
    'Assume that a colleague turns to you for help with {topic}. What do you want to know first, and what do you do then?',
  ],
  depth: [
    'What matters most when you deal with {topic}, and why? Please use a case from your own work.',
    'What do people often get wrong when they deal with {topic}, and how do you avoid it? Please give an example.',
    'How do you tell that you have dealt well with {topic}? Please show it with a case of your own.',
  ],
};

/** The same frames for what somebody does rather than meets: nobody "deals with mentoring". */
const deedFrames: Readonly<Record<QuestionForm, Frames>> = {
  experience: [
    'Tell me about a situation in your work that was about {topic}. What did you do first, and how did it end?',
    'Think of a situation at work that came down to {topic}. What was your own part, and what came of it?',
    'Describe a case from your work that was about {topic}. What did you decide yourself, and how could you tell that it was right?',
  ],
  scenario: [
    'Suppose that your first task here is about {topic}. What do you do first, and how do you know that it works?',
    'Imagine a day here that comes down to {topic}, with nobody there to ask. What are your first steps?',
    'Assume that a colleague turns to you for help with {topic}. What do you want to know first, and what do you do then?',
  ],
  depth: [
    'What matters most to you in {topic}, and why? Please use a case from your own work.',
    'What do people often get wrong in {topic}, and how do you avoid it? Please give an example.',
    'How do you tell that you have done well in {topic}? Please show it with a case of your own.',
  ],
};

/** Gerunds for what happens to people rather than what they set out to do. */
const mishap =
  /^(?:losing|missing|failing|breaking|falling|facing|being|getting|having|running (?:out|late|over|low|short))\b/iu;
/** "Dealing with angry customers": the frame says "deal" already. */
const dealing = /^(?:dealing with|handling|coping with|facing|tackling)\s+(?=\p{L})/iu;
/** Two words at least: "sharding" alone is a subject like any other. */
const deed = /^\p{Ll}+ing \p{L}/u;

/** Subjects that name a case already ("your worst mistake", "when a customer cancels"): it is asked for, whatever the form. */
const caseFrames: Readonly<Record<Exclude<Subject['kind'], 'noun'>, Frames>> = {
  occasion: [
    'Tell me about a time when {topic}. What did you do first, and how did it end?',
    'Think of a time at work when {topic}. What was your own part, and what came of it?',
    'Describe a case from your work in which {topic}. What did you decide yourself, and what came of it?',
  ],
  circumstance: [
    'Tell me what you do {topic}, with a case from your own work. What did you do first, and how did it end?',
    'Say what you do {topic}. What was your own part in the last such case, and what came of it?',
    'Describe what you do {topic}, and take a real case. What did you decide yourself, and what came of it?',
  ],
  own: [
    'Tell me about {topic}. What did you do first, and how did it end?',
    'Think of {topic}. What was your own part, and what came of it?',
    'Please describe {topic}. What did you decide yourself, and what came of it?',
  ],
  clause: [
    'Tell me {topic}, with a case from your own work. What did you do first, and how did it end?',
    'Say in your own words {topic}. Please take a real case: what was your own part, and what came of it?',
    'Please describe {topic}, and take a real case. What did you decide yourself, and what came of it?',
  ],
};

const framesFor = ({ kind, text }: Subject, form: QuestionForm): { frames: Frames; subject: string } => {
  if (kind !== 'noun') return { frames: caseFrames[kind], subject: text };
  const subject = text.replace(dealing, '');
  const isDeed = subject === text && deed.test(subject) && !mishap.test(subject);
  return { frames: (isDeed ? deedFrames : frames)[form], subject };
};

/** Beginners may have no job to tell of. */
const starterNote = 'An example from training or a project of your own is fine.';

export const composeWished = (
  { topic, form, level }: { topic: string; form: QuestionForm; level: Level },
  round: number,
): ComposedQuestion => {
  const { frames: chosen, subject } = framesFor(subjectOf(topic), form);
  const text = fillTopic(chosen[round % chosen.length] ?? chosen[0], subject);
  const note = level === 'JUNIOR' && form !== 'scenario' ? ` ${starterNote}` : '';
  return { text: `${text}${note}`, timeBudgetSeconds: wordingOf(level).seconds[form] };
};
