// Kits for selling, marketing, serving customers and handling goods.
import type { Kit } from '../kit.ts';

export const commercialKits: readonly Kit[] = [
  {
    area: 'sell',
    title: 'Selling',
    definition: 'Wins and keeps business that suits both sides, in work that involves {topic}.',
    anchors: [
      'Speaks only in general about {topic}; no customer, conversation or deal of their own is described.',
      'On {topic}, describes activity such as calls or visits; what the customer needed and what came of it stays open.',
      'Describes a deal or customer of their own that involved {topic}: the need, their steps, and the outcome.',
      'On {topic}, also explains how they found out who decides and what matters to them, and how they met an objection or a rival offer.',
      'On {topic}, also gives figures for the result, tells of a deal that they lost or let go and what they changed, or shows how the customer stayed.',
    ],
    experience: [
      'Tell me about a deal that taught you something, in work that involved {topic}.',
      'Describe a sale you nearly lost, in work that involved {topic}.',
      'Think of a customer you had to work on for a long time, with {topic} as part of the work.',
    ],
    scenario: [
      'A promising customer has stopped answering after a good second meeting. Your work with them involves {topic}.',
      'The customer likes your offer but has a cheaper one on the table. Your work with them involves {topic}.',
      'It is the last month of the quarter, and you are at 70 per cent of your target. Your work involves {topic}.',
    ],
    depth: [
      'What do you prepare before you meet a customer, when it comes to {topic}?',
      'How do you tell in good time that your work is not leading anywhere, when it comes to {topic}?',
      'Which figures do you use to steer your own work in {topic}, and what do you do when they turn bad?',
    ],
    probes: [
      'Who took the decision on the customer’s side, and how did you find out?',
      'Which objection was the hardest, and what did you say?',
      'What was the result in figures?',
      'What would have made you walk away?',
    ],
    basics: ['finding new customers', 'understanding what a customer needs', 'negotiating and closing'],
  },
  {
    area: 'market',
    title: 'Marketing',
    definition:
      'Reaches the right people with the right message and learns from the response, in work that involves {topic}.',
    anchors: [
      'Lists channels or tools of {topic}; no audience, message or campaign of their own.',
      'On {topic}, describes carrying out a given campaign; why this audience, and what the response was, stays open.',
      'Describes own work that involved {topic}: audience, message, channel, and how the response was measured.',
      'On {topic}, also compares variants or channels by figures, and says what was stopped or moved because of them.',
      'On {topic}, also ties the result to sales or another aim of the business, and says what they learnt from a campaign that failed.',
    ],
    experience: [
      'Tell me about a campaign or a piece of work of yours that called for {topic}.',
      'Describe something you tried in work that involved {topic} and that did not succeed at first.',
      'Think of an audience that you learnt to reach, with {topic} as part of the work.',
    ],
    scenario: [
      'Your budget for the quarter is cut by half, and a large part of it went into {topic}.',
      'Visits go up and sales do not. Your part in it is {topic}.',
      'A complaint about one of your messages spreads within hours. The work involves {topic}.',
    ],
    depth: [
      'How do you find out whether an effect really comes from your work in {topic}?',
      'What do you find out about an audience before you start any work that involves {topic}?',
      'When it comes to {topic}, when do you stop something that many people like?',
    ],
    probes: [
      'Which figure told you that it worked?',
      'Whom did you not reach, and why?',
      'What did you stop doing because of the result?',
      'What did it cost, and was it worth it?',
    ],
    basics: ['planning a campaign', 'writing for an audience', 'measuring response'],
  },
  {
    area: 'serve',
    title: 'Serving customers',
    definition:
      'Finds out what customers need and leaves them well served, also when things go wrong, in work that involves {topic}.',
    anchors: [
      'Speaks of customers or {topic} in general; no situation of their own, or blames the customer.',
      'On {topic}, describes handling a request by rule or passing it on; what the customer needed stays open.',
      'Describes a situation of their own that involved {topic}: what the customer needed, what they did, and how it ended.',
      'On {topic}, also shows how they found the need behind the request, kept to the rules or the till, and looked after the other customers meanwhile.',
      'On {topic}, also tells what changed afterwards, such as fewer complaints, a customer who came back, or a better routine for the team.',
    ],
    experience: [
      'Tell me about a customer you helped in a situation that involved {topic}.',
      'Describe a busy day on which the hardest part was {topic}.',
      'Think of a mistake, yours or somebody else’s, in work that involved {topic}.',
    ],
    scenario: [
      'A customer is angry and says that a colleague promised something you cannot give. The matter involves {topic}.',
      'There is a long queue, the telephone rings, and a customer needs patient help with something that involves {topic}.',
      'At the end of the day something does not add up, and the cause may lie in {topic}.',
    ],
    depth: [
      'How do you find out what a customer really needs, when it comes to {topic}?',
      'Where do you draw the line between a customer’s wish and the rules when it comes to {topic}?',
      'What do you pay attention to in {topic} that a newcomer would miss?',
    ],
    probes: [
      'What did the customer say in the end?',
      'What did you do for the other customers meanwhile?',
      'Which rule applied, and how did you explain it?',
      'What did you or your team do differently afterwards?',
    ],
    basics: ['helping customers', 'handling complaints', 'taking payments'],
  },
  {
    area: 'stock',
    title: 'Goods and logistics',
    definition: 'Gets the right goods to the right place, complete and on time, in work that involves {topic}.',
    anchors: [
      'Names tasks of {topic} but no work of their own, or skips checks that the work needs.',
      'On {topic}, describes moving or counting goods to instruction; how differences were noticed stays open.',
      'Describes own work that involved {topic}: the steps, the checks, and a difference or a delay that they dealt with.',
      'On {topic}, also explains what they put first under pressure, and how they found the cause of a loss, a shortage or a damage.',
      'On {topic}, also gives figures such as accuracy, waste or delivery time, and an improvement that the team kept.',
    ],
    experience: [
      'Tell me about work of yours that involved {topic} and had to be exact.',
      'Describe a delivery, a count or an order that went wrong, with {topic} as part of the work.',
      'Think of something you made faster or safer in work that involved {topic}.',
    ],
    scenario: [
      'A count shows fewer goods than the system, and the shelf has to be filled by noon. The work involves {topic}.',
      'Two urgent orders arrive together, and there is time for one. Both involve {topic}.',
      'A delivery is damaged, and the driver wants a signature at once. The matter involves {topic}.',
    ],
    depth: [
      'Which checks do you never leave out in work that involves {topic}, and why?',
      'How do you find out where goods get lost, when it comes to {topic}?',
      'How do you set priorities in work that involves {topic}?',
    ],
    probes: [
      'How did you notice the difference?',
      'What was the cause in the end?',
      'How accurate was the result?',
      'Whom did you tell, and when?',
    ],
    basics: ['receiving and storing goods', 'keeping stock records right', 'getting orders out on time'],
  },
];
