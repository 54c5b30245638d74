// Kits for care, safety, money and work by hand.
import type { Kit } from '../kit.ts';

export const careKits: readonly Kit[] = [
  {
    area: 'care',
    title: 'Care',
    definition:
      'Cares for people safely and with respect, and notices in time when something changes, in work that involves {topic}.',
    anchors: [
      'Speaks only in general about {topic}; no situation of their own, or describes steps that would put a person at risk.',
      'On {topic}, describes tasks done to instruction; what they observed and decided themselves stays open.',
      'Describes a situation of their own that involved {topic}: what they observed, what they did in which order, and whom they informed.',
      'On {topic}, also explains why they put one thing first, how they checked the effect, and how the person and the team were involved.',
      'On {topic}, also describes what they recorded or changed for the next shift or case, and names a risk that they noticed early or an outcome that improved.',
    ],
    experience: [
      'Tell me about a situation with a person in your care that called for {topic}.',
      'Describe a shift or a day on which the most demanding part of your work was {topic}.',
      'Think of a time when you noticed early that something was wrong, in work that involved {topic}.',
    ],
    scenario: [
      'Two people need you at the same moment, and one of the two tasks is {topic}.',
      'Halfway through the shift you notice that something was left out or recorded wrongly. It concerns {topic}.',
      'A person in your care refuses what was planned, and it concerns {topic}.',
    ],
    depth: [
      'Which checks do you never leave out when it comes to {topic}, even on a busy day, and why?',
      'How do you decide when to call for help in a situation that involves {topic}?',
      'What do you pass on at handover when it comes to {topic}, and how?',
    ],
    probes: [
      'What did you observe that told you so?',
      'Whom did you inform, and when?',
      'What did you record?',
      'How did you check that it helped?',
    ],
    basics: ['caring for people safely', 'noticing and reporting changes', 'working with the team across shifts'],
  },
  {
    area: 'safety',
    title: 'Safety and rules',
    definition: 'Keeps people safe and work within the rules, also under pressure, in work that involves {topic}.',
    anchors: [
      'Calls {topic} important but describes nothing that they did, or describes leaving a safeguard out.',
      'On {topic}, describes following a rule when told to; which danger it prevents stays open.',
      'Describes own work that involved {topic}: the danger, the safeguard, and how they checked it.',
      'On {topic}, also tells how they stopped or changed work when the safeguard was missing, and how they explained it to others.',
      'On {topic}, also describes a near miss, an inspection or a finding, and a lasting change that came from it.',
    ],
    experience: [
      'Tell me about a situation in which {topic} made you stop or change what you were doing.',
      'Describe a danger or a breach of the rules that you noticed in work that involved {topic}.',
      'Think of a time when {topic} cost time that people did not want to spend.',
    ],
    scenario: [
      'You arrive and find that others have begun the work without a safeguard. It has to do with {topic}.',
      'Your supervisor asks you to hurry, and you would have to leave out a step. It has to do with {topic}.',
      'An inspection is announced for tomorrow, and some records are incomplete. They have to do with {topic}.',
    ],
    depth: [
      'Which steps do people leave out most often in work that involves {topic}, and what do you do about it?',
      'How do you make sure that others stay safe in work that involves {topic} when you are not there?',
      'How do you explain {topic} to somebody who started this week?',
    ],
    probes: [
      'What could have happened?',
      'What did the others say, and what did you answer?',
      'How did you check that it was safe?',
      'What was changed afterwards?',
    ],
    basics: ['working safely', 'following procedures under pressure', 'reporting dangers'],
  },
  {
    area: 'finance',
    title: 'Finance and accounting',
    definition: 'Keeps figures right, on time and explainable, in work that involves {topic}.',
    anchors: [
      'Names terms of {topic} but no work of their own, or describes an entry or step that would be wrong.',
      'On {topic}, describes processing figures to instruction; how they were checked, and what they mean, stays open.',
      'Describes own work that involved {topic}: the documents, the steps, the checks, and a difference that they cleared up.',
      'On {topic}, also explains which rule or standard applied and why, what was material, and how the work was ready on time.',
      'On {topic}, also gives figures such as days to close, errors or amounts, and a control or routine that they improved.',
    ],
    experience: [
      'Tell me about work for which you were answerable and that involved {topic}.',
      'Describe a difference or an error you found in work that involved {topic}.',
      'Think of a deadline that was hard to keep, with {topic} as part of the work.',
    ],
    scenario: [
      'Shortly before a deadline an amount turns up that nobody can explain. It concerns {topic}.',
      'A manager asks you to move an amount into another period. Your work there involves {topic}.',
      'You take over the work of a colleague who has left, and some records are incomplete. They have to do with {topic}.',
    ],
    depth: [
      'Which checks do you make before you rely on a figure, when it comes to {topic}?',
      'How do you decide what is material when it comes to {topic}?',
      'When it comes to {topic}, how do you explain a result to somebody outside finance?',
    ],
    probes: [
      'How did you find the cause?',
      'Which rule or standard applied?',
      'How did you document it?',
      'What did you change so that it would not happen again?',
    ],
    basics: ['keeping the books in order', 'closing a period on time', 'checking and explaining figures'],
  },
  {
    area: 'trade',
    title: 'Skilled manual work',
    definition:
      'Does skilled work with tools and materials that is safe, sound and meets the code, in work that involves {topic}.',
    anchors: [
      'Names tools, materials or terms of {topic} but no job of their own, or describes work that would be unsafe.',
      'On {topic}, describes helping on a job; own steps, measurements and checks stay open.',
      'Describes a job of their own that involved {topic}: the order of the steps, the tools, and how the result was tested.',
      'On {topic}, also explains why they chose this method or material, which rule applied, and how they dealt with something that was not as drawn.',
      'On {topic}, also tells how they traced a hidden fault or kept to time and material, with figures, and what others on the job took over from them.',
    ],
    experience: [
      'Tell me about a job you did that called for {topic}.',
      'Describe the most difficult fault or repair you have dealt with in work that involved {topic}.',
      'Think of a job to do with {topic} where what you found on site was not what the drawing or the customer had said.',
    ],
    scenario: [
      'You find older work behind a panel or a wall that does not meet the rules. Your job there involves {topic}.',
      'The customer wants the job finished today, and a part is missing. The work involves {topic}.',
      'Everything has been put together, but the final test fails. The work involved {topic}.',
    ],
    depth: [
      'Which measurements or tests do you make before you hand over work that involves {topic}?',
      'How do you plan the order of the steps in work that involves {topic}?',
      'Which mistakes in {topic} do you come across on other people’s jobs, and how do you put them right?',
    ],
    probes: [
      'How did you test the result?',
      'Which rule or standard did you work to?',
      'What did you do to keep yourself and others safe?',
      'How long did it take, and what cost the time?',
    ],
    basics: ['planning a job and its materials', 'finding and repairing faults', 'testing work before handing it over'],
  },
];
