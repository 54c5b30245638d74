// The sentences in which a quoted statement is asked about and judged: right for any noun phrase or sentence in any trade.
import { levels, type Level } from '../../domain/request/request.ts';
import type { Anchors } from '../../domain/plan/plan.ts';
import type { StatementKind } from './statements.ts';

type Endings = readonly [string, string, string, string];

const endings: Readonly<Record<Level, Endings>> = {
  JUNIOR: [
    'It may come from work, training or a project of your own. What exactly did you do, and what came of it?',
    'What was your own part, and where did you ask for help?',
    'What did you do first, what next, and what did you learn?',
    'What was new to you, and how did you find out what to do?',
  ],
  MID: [
    'What exactly did you do, and what came of it?',
    'What was difficult about it, and how did you deal with that?',
    'Which steps did you take, and how could you tell that they worked?',
    'What was your own part, and what would you do the same way again?',
  ],
  SENIOR: [
    'What exactly did you do, which decisions were yours, and what came of it?',
    'What did you weigh up, and how could you tell that it worked?',
    'What went differently than planned, and what did you change?',
    'What made it hard, and what would you do differently today?',
  ],
  LEAD: [
    'What exactly did you do, what did you leave to others, and what came of it?',
    'How did you decide, and how did you bring the others along?',
    'What went differently than planned, and what did you change for the team?',
    'What did you answer for, and how could you tell that it worked?',
  ],
  PRINCIPAL: [
    'What exactly did you do, whom did it reach beyond your own team, and what came of it?',
    'Which of your decisions did others have to live with, and how did they hold up?',
    'Who saw it differently, how did you deal with that, and what changed in the end?',
    'What did you set in motion, and how did you measure the effect?',
  ],
};

/** Each opening goes with each ending of its level. */
const openings: Endings = [
  'One thing this job asks for is: “{quote}”. Tell me about a time when this mattered.',
  'The job also asks for: “{quote}”. Think of a case from your own work that shows it.',
  'Something else that matters in this job: “{quote}”. Describe a situation in which it counted.',
  'For this job we also look for: “{quote}”. Take one example that you remember well.',
];

const conditions: Endings = [
  'One condition of this job is: “{quote}”. Do you meet it? Please say what exactly you have or can do, and since when.',
  'Once more about this condition: “{quote}”. When did it last matter in your work, and what did you do?',
  'This job comes with the following: “{quote}”. Can you say yes to that? Please tell me what stands behind your answer.',
  'About this condition of the job: “{quote}”. What have you done so far that shows that you meet it, or that you are on the way to it?',
];

const fill = (template: string, quote: string): string => template.replace('{quote}', () => quote);

/** The ways to ask about a statement, in the order in which they are used. */
export const questionTexts = (quote: string, kind: StatementKind, level: Level): string[] =>
  conditions.map((condition, index) =>
    fill(kind === 'condition' ? condition : `${openings[index] ?? ''} ${endings[level][index] ?? ''}`, quote),
  );

/** Another of the ways to ask the same, one that is not `taken`; null for what is none of them. */
export const otherForm = (text: string, taken: readonly string[]): string | null => {
  const quote = /“([^“”]+)”/u.exec(text)?.[1] ?? '';
  const ways = levels.flatMap((level) =>
    (['work', 'condition'] as const).map((kind) => questionTexts(quote, kind, level)),
  );
  return ways.find((forms) => forms.includes(text))?.find((form) => !taken.includes(form)) ?? null;
};

const expectations: Readonly<Record<Level, string>> = {
  JUNIOR: 'At this level: does common tasks with guidance, and knows when to ask.',
  MID: 'At this level: does the work independently and sees it through.',
  SENIOR: 'At this level: handles the hard cases alone, and helps others with them.',
  LEAD: 'At this level: answers for the work of a team, and makes others better at it.',
  PRINCIPAL: 'At this level: shapes how several teams work, and is asked when nobody knows the answer.',
};

export const definitionOf = (quote: string, level: Level): string => `Asked for: “${quote}”. ${expectations[level]}`;

/** The definition of an offline plan is its quote; what stands around it says nothing about the competency. */
export const subjectOf = (definition: string): string => /^Asked for: “([^”]+)”/u.exec(definition)?.[1] ?? definition;

const workAnchors: Anchors = {
  '1': 'Says that they have not done this, or have nothing to tell of it: {quote}.',
  '2': 'Speaks of it in general or names it, without a piece of their own work: {quote}.',
  '3': 'Tells of a piece of their own work, and of what they did in it themselves: {quote}.',
  '4': 'Tells of their own work, and also of their reasons or of what came of it: {quote}.',
  '5': 'Tells of their own work, of what came of it, and of what they weighed up or learned: {quote}.',
};

const conditionAnchors: Anchors = {
  '1': 'Says that they do not meet this: {quote}.',
  '2': 'Speaks of it, but does not say that they meet it: {quote}.',
  '3': 'Says that they meet this, or tells of work that needed it: {quote}.',
  '4': 'Says that they meet this, and since when or by which proof: {quote}.',
  '5': 'Says that they meet this, with proof and with an example from their work: {quote}.',
};

/** `named` stands for the statement: quoted, or described where its words may not stand in a rubric. */
export const anchorsOf = (named: string, kind: StatementKind): Anchors => {
  const anchors = kind === 'condition' ? conditionAnchors : workAnchors;
  const filled = (level: keyof Anchors): string => fill(anchors[level], named);
  return { '1': filled('1'), '2': filled('2'), '3': filled('3'), '4': filled('4'), '5': filled('5') };
};

/** Follow-ups that fit any answer, a "no" included. */
export const followUps: readonly [string, string, string] = [
  'Could you tell me a little more about that?',
  'Is there an example that you have not mentioned yet?',
  'Is there anything that you would like to add to your answer?',
];
