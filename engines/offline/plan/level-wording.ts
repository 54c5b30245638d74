// What is expected at each level, and how questions end so that they fit it.
import { levels } from '../../../domain/request/request.ts';
import type { Level } from '../../../domain/request/request.ts';

export const questionForms = ['experience', 'scenario', 'depth'] as const;
export type QuestionForm = (typeof questionForms)[number];

export type LevelWording = {
  expectation: string;
  minimumEvidence: number;
  seconds: Record<QuestionForm, number>;
  endings: Record<QuestionForm, readonly [string, string, string]>;
};

const wordings: Record<Level, LevelWording> = {
  JUNIOR: {
    expectation: 'At this level: does common tasks with guidance, and knows when to ask.',
    minimumEvidence: 1,
    seconds: { experience: 180, scenario: 180, depth: 180 },
    endings: {
      experience: [
        'It may come from work, training or a project of your own. What did you do yourself?',
        'What was your part in it, and what did you learn?',
        'Where did you need help, and how did it turn out?',
      ],
      scenario: [
        'What would you do first, and whom would you ask?',
        'Which steps would you take, one after the other?',
        'What would you want to know before you do anything?',
      ],
      depth: [
        'An example from work, training or a project of your own will do.',
        'Explain it with an example that you know well.',
        'Take a case you have seen yourself, even a small one.',
      ],
    },
  },
  MID: {
    expectation: 'At this level: does the work independently and sees it through.',
    minimumEvidence: 2,
    seconds: { experience: 240, scenario: 180, depth: 180 },
    endings: {
      experience: [
        'What did you do yourself, and how did it turn out?',
        'What was difficult about it, and how did you deal with that?',
        'Which steps did you take, and how could you tell that they worked?',
      ],
      scenario: [
        'What are your first steps, and how do you know that you are on the right track?',
        'How do you proceed, and what do you check on the way?',
        'What do you do now, and what do you leave for later?',
      ],
      depth: [
        'Please give an example from your own work.',
        'Show it with a case you dealt with yourself.',
        'Take one real case and walk me through it.',
      ],
    },
  },
  SENIOR: {
    expectation: 'At this level: handles the hard cases alone, and helps others with them.',
    minimumEvidence: 2,
    seconds: { experience: 300, scenario: 240, depth: 240 },
    endings: {
      experience: [
        'Which decisions were yours, and what came of them?',
        'What did you weigh up, and how could you tell that it worked?',
        'What went differently than planned, and what did you change?',
      ],
      scenario: [
        'How do you proceed, and what would make you change course?',
        'What do you weigh up before you decide?',
        'What do you do today, and what do you change for good?',
      ],
      depth: [
        'Use one real case to show how you decided.',
        'Show it with a case in which it was a close call.',
        'Take a case in which your first answer turned out to be wrong, if you have one.',
      ],
    },
  },
  LEAD: {
    expectation: 'At this level: answers for the work of a team, and makes others better at it.',
    minimumEvidence: 2,
    seconds: { experience: 300, scenario: 240, depth: 240 },
    endings: {
      experience: [
        'How did you divide the work, and which decisions stayed with you?',
        'How did you bring your team along, and what came of it?',
        'What did you hand over to others, and how did you make sure that it held?',
      ],
      scenario: [
        'How do you decide, and how do you share the work in your team?',
        'Whom do you involve, and what do you settle yourself?',
        'What does your team do first, and what do you tell those who are waiting?',
      ],
      depth: [
        'Show with one real case how you made it the habit of a team.',
        'Take a case in which your team saw it differently.',
        'Use a case in which you decided for others as well as for yourself.',
      ],
    },
  },
  PRINCIPAL: {
    expectation: 'At this level: shapes how several teams work, and is asked when nobody knows the answer.',
    minimumEvidence: 2,
    seconds: { experience: 300, scenario: 300, depth: 300 },
    endings: {
      experience: [
        'What did you set in motion beyond your own team, and how did you measure the effect?',
        'How did you win over people who saw it differently, and what changed in the end?',
        'Which of your choices did others have to live with, and how did they hold up?',
      ],
      scenario: [
        'How do you decide, whom do you bring in, and what should be different a year later?',
        'Which question do you want answered first, and who has to agree with the answer?',
        'What do you do now, and what do you change so that other teams never face it?',
      ],
      depth: [
        'Show it with a case that reached well beyond your own team.',
        'Take a case in which the usual answer would have been wrong.',
        'Use a case in which you changed how others go about it.',
      ],
    },
  },
};

export const wordingOf = (level: Level): LevelWording => wordings[level];

/** The level `steps` above (or below) this one, within the five there are. */
export const levelBeside = (level: Level, steps: number): Level =>
  levels[Math.min(levels.length - 1, Math.max(0, levels.indexOf(level) + steps))] ?? level;
