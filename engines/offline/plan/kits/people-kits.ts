// Kits for leading, explaining and delivering, and the one for everything else.
import type { Kit } from '../kit.ts';

export const peopleKits: readonly Kit[] = [
  {
    area: 'lead',
    title: 'Leading others',
    definition:
      'Helps others do good work, decides when it is needed, and answers for the result, in work that involves {topic}.',
    anchors: [
      'States principles about {topic}; no person, team or decision of their own is described.',
      'On {topic}, describes handing out tasks or passing on decisions; the effect on the people stays open.',
      'Describes a situation of their own that involved {topic}: who was concerned, what they did, and what changed.',
      'On {topic}, also shows how they listened to other views, what they decided against, and how they followed up.',
      'On {topic}, also describes a lasting effect on people or results, with figures where there are any, and a misjudgement of their own and its correction.',
    ],
    experience: [
      'Tell me about a time when your task was {topic}, and it did not go smoothly.',
      'Describe somebody who does better work today because of you, with {topic} as part of it.',
      'Think of a decision of yours that not everybody agreed with, in work that involved {topic}.',
    ],
    scenario: [
      'Two capable people in the team no longer talk to each other, and the work suffers. The matter involves {topic}.',
      'Somebody who used to do good work has been missing what was agreed for weeks. Your task there includes {topic}.',
      'You are given a goal that the team thinks cannot be reached. Part of the answer is {topic}.',
    ],
    depth: [
      'How do you find out whether what you do has any effect, when it comes to {topic}?',
      'What do you leave to others, and what do you keep in your own hands, when it comes to {topic}?',
      'What have you changed your mind about when it comes to {topic}?',
    ],
    probes: [
      'What did the others say about it?',
      'What did you decide against?',
      'How did you follow up?',
      'What would you do differently today?',
    ],
    basics: ['leading a team', 'developing people', 'deciding under uncertainty'],
  },
  {
    area: 'communicate',
    title: 'Working with others',
    definition: 'Shares what others need to know, listens, and gets to agreement, in work that involves {topic}.',
    anchors: [
      'Calls {topic} important; no conversation, text or piece of joint work of their own is described.',
      'On {topic}, describes taking part; what they said, wrote or did themselves, and for whom, stays open.',
      'Describes a situation of their own that involved {topic}: who needed what, what they did, and what came of it.',
      'On {topic}, also explains how they chose what to say to whom, how they checked that it was understood, and how they dealt with disagreement.',
      'On {topic}, also shows what others did differently because of it, and what they changed in the way they or the team work together.',
    ],
    experience: [
      'Tell me about a time when the result depended on {topic}.',
      'Describe a misunderstanding or a disagreement in which {topic} helped, or should have.',
      'Think of something difficult you had to explain to people from another field, with {topic} as part of it.',
    ],
    scenario: [
      'Two groups you depend on want opposite things, and both are right in part. Your task there includes {topic}.',
      'You notice that a decision everybody agreed to was understood in two ways. Your part in putting it right involves {topic}.',
      'You have to bring bad news to people who count on you, and part of the task is {topic}.',
    ],
    depth: [
      'How do you check that you have been understood, when it comes to {topic}?',
      'How do you prepare for a conversation or a text that calls for {topic}?',
      'What have you learnt to leave out when it comes to {topic}?',
    ],
    probes: [
      'How did you know that you had been understood?',
      'What did the other side need?',
      'What did they do differently afterwards?',
      'What did you say or write in so many words?',
    ],
    basics: ['explaining things to people from other fields', 'working in a team', 'settling disagreements'],
  },
  {
    area: 'deliver',
    title: 'Planning and delivery',
    definition: 'Gets the right things done in time with the people and means at hand, in work that involves {topic}.',
    anchors: [
      'Names methods of {topic} but no undertaking of their own and no result.',
      'On {topic}, describes taking part in an undertaking or keeping a list; what they decided themselves stays open.',
      'Describes an undertaking of their own that involved {topic}: the aim, the plan, a difficulty, and the result.',
      'On {topic}, also explains what was put first and what was left out, with whom it was agreed, and how risks were noticed early.',
      'On {topic}, also gives figures for time, cost or effect, and a change to plan or method that they made because of what they learnt.',
    ],
    experience: [
      'Tell me about an undertaking of yours that called for {topic}.',
      'Describe a plan that did not hold, in work that involved {topic}.',
      'Think of something you left out on purpose so that the rest could succeed, in work that involved {topic}.',
    ],
    scenario: [
      'Halfway through, an important partner drops out, and the date stands. The work involves {topic}.',
      'Three people who each may decide want different things from work that involves {topic}.',
      'You take over work that is two months late. It involves {topic}.',
    ],
    depth: [
      'How do you set priorities in work that involves {topic}?',
      'Which early signs tell you that work involving {topic} is going off course?',
      'How do you find out whether work that involves {topic} brought what it was meant to bring?',
    ],
    probes: [
      'What did you leave out, and who agreed to it?',
      'How did you notice that it was going off course?',
      'What was the result in time, cost or effect?',
      'What would you plan differently today?',
    ],
    basics: ['planning work with others', 'setting priorities', 'keeping a project on course'],
  },
  {
    area: 'general',
    title: 'Professional practice',
    definition:
      'Does the work that the role calls for carefully and answers for the result, in work that involves {topic}.',
    anchors: [
      'Speaks only in general about {topic}; no work of their own is described.',
      'On {topic}, describes taking part or following instructions; own decisions and results stay open.',
      'Describes own work that involved {topic}: the task, the steps, and how it turned out.',
      'On {topic}, also explains why they chose this way over another, and how they checked the result.',
      'On {topic}, also gives a result that others could see or measure, and says what they learnt and changed because of it.',
    ],
    experience: [
      'Tell me about a piece of work of yours that called for {topic}.',
      'Describe the most difficult task you have dealt with in work that involved {topic}.',
      'Think of something that went wrong in work that involved {topic}.',
    ],
    scenario: [
      'You start in this role and find work behind schedule. It involves {topic}.',
      'Something has to be decided today, and you do not have all the facts. It involves {topic}.',
      'A colleague asks you to check their work, and it involves {topic}.',
    ],
    depth: [
      'What makes the difference between passable and good work when it comes to {topic}?',
      'How do you check the quality of your own work when it comes to {topic}?',
      'What do newcomers find hardest about {topic}, and how would you help them?',
    ],
    probes: [
      'What was your own part in it?',
      'Why did you do it this way and not another?',
      'How did you check the result?',
      'What did you learn from it?',
    ],
    basics: ['planning your own work', 'solving problems at work', 'working with colleagues'],
  },
];
