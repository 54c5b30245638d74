// Kits for building, designing, running, testing and securing software, and for work with data.
import type { Kit } from '../kit.ts';

export const softwareKits: readonly Kit[] = [
  {
    area: 'build',
    title: 'Software development',
    definition: 'Builds and changes software that others can rely on, with {topic} at the centre.',
    anchors: [
      'Mentions {topic} but describes no code or change of their own, or describes steps that would not work.',
      'On {topic}, describes a task done to instruction; what they wrote themselves, and how they knew that it worked, stays open.',
      'Describes own work that involved {topic}: what was built, how it was tested, and one problem that they solved.',
      'On {topic}, also names an alternative to their approach, why it was set aside, and how the result behaved in production.',
      'On {topic}, also gives a measured result and a limit of the approach that they found themselves, and says what they changed for those who maintain the code.',
    ],
    experience: [
      'Tell me about a piece of software you built in work that involved {topic}.',
      'Describe the hardest technical problem you have solved in work that involved {topic}.',
      'Think of a change you made to running software in work that involved {topic}. Walk me through it, from the first idea to the release.',
    ],
    scenario: [
      'You take over a service that works, but nobody dares to change it, and a new feature is due. The work involves {topic}.',
      'A defect shows up only under real load, in a part of the system that involves {topic}.',
      'A colleague proposes a shortcut in work that involves {topic}, so that a deadline can be kept.',
    ],
    depth: [
      'When it comes to {topic}, which mistakes do you see most often, and how do you keep them out of your own code?',
      'What do you look at first when you review a change that involves {topic}, and why?',
      'What has to be true before you call a piece of work that involves {topic} finished?',
    ],
    probes: [
      'Which alternative did you consider, and why did you set it aside?',
      'How did you test it, and what did the tests not cover?',
      'How did you find out that it worked in production?',
      'Which part of it did you write yourself?',
    ],
    basics: ['writing code that others maintain', 'finding and fixing defects', 'testing your own changes'],
  },
  {
    area: 'design',
    title: 'System design',
    definition: 'Designs systems that meet their constraints and can be changed later, with {topic} at the centre.',
    anchors: [
      'Names terms from {topic} but no system of their own, or proposes a design that misses the stated constraints.',
      'On {topic}, describes a design made by others, or a list of components without saying why they are there.',
      'Describes a design of their own: the requirements, the main components, and one decision about {topic} with its reason.',
      'On {topic}, also compares at least two designs by load, failure or cost, and says what the chosen one gave up.',
      'On {topic}, also tells how the design behaved under real load or failure, with figures, and what they would decide differently today.',
    ],
    experience: [
      'Tell me about a system you designed, or helped to design, that called for {topic}.',
      'Describe a decision that you had to defend, in work that involved {topic}.',
      'Think of a design of yours, to do with {topic}, that had to change once it was in use.',
    ],
    scenario: [
      'A system that serves one region well must serve three, and one of them may be cut off for an hour. Your part in it involves {topic}.',
      'Load is expected to grow tenfold within a year. Your part in getting ready involves {topic}.',
      'Two parts of a system disagree about the same record after an outage. Your work on the remedy involves {topic}.',
    ],
    depth: [
      'When it comes to {topic}, which trade-offs do people tend to overlook, and how do you make them visible before anything is built?',
      'How do you decide that a design is good enough when it comes to {topic}?',
      'When it comes to {topic}, what would make you choose the plainer solution although a cleverer one is at hand?',
    ],
    probes: [
      'What happens in your design when one part fails?',
      'Which figures did you base the design on?',
      'What did the design give up, and who agreed to that?',
      'Which other design did you compare it with?',
    ],
    basics: ['splitting a system into parts', 'choosing between designs', 'planning for failure'],
  },
  {
    area: 'operate',
    title: 'Operations and reliability',
    definition:
      'Keeps systems running, finds out quickly why they do not, and makes the next failure less likely, in work that involves {topic}.',
    anchors: [
      'Names tools around {topic} but describes no system that they kept running themselves.',
      'On {topic}, describes following a runbook or passing a fault on; causes and own decisions stay open.',
      'Describes a system or an incident of their own that involved {topic}: what they saw, what they did, and how service came back.',
      'On {topic}, also separates cause from symptom, names what they checked and ruled out, and describes what was changed afterwards.',
      'On {topic}, also gives figures such as downtime, alert load or recovery time before and after, and a safeguard that outlived the incident.',
    ],
    experience: [
      'Tell me about a system you kept running in work that involved {topic}.',
      'Describe an outage or a near miss in work that involved {topic}.',
      'Think of something you automated or made more reliable in work that involved {topic}.',
    ],
    scenario: [
      'It is the middle of the night, and error rates are rising after a change of the afternoon. Your work there involves {topic}.',
      'A release must go out without any interruption for users, and the work on it involves {topic}.',
      'Costs for the platform have doubled in a quarter, and part of the cause lies in {topic}.',
    ],
    depth: [
      'Which signals tell you early that something is going wrong when it comes to {topic}?',
      'How do you decide what to automate and what to leave to people in work that involves {topic}?',
      'What do you prepare before you make a risky change that involves {topic}?',
    ],
    probes: [
      'How did you tell the cause from the symptoms?',
      'How would you have undone the change?',
      'What did you change so that it would not happen again?',
      'Which figures did you watch?',
    ],
    basics: ['handling incidents', 'making safe changes to running systems', 'monitoring and alerts'],
  },
  {
    area: 'quality',
    title: 'Testing and quality',
    definition:
      'Finds out what does not work before users do, and knows what has not been checked, in work that involves {topic}.',
    anchors: [
      'Speaks only in general about {topic}; no check that they designed or carried out themselves.',
      'On {topic}, describes carrying out checks that others wrote; why these checks, and what they missed, stays open.',
      'Describes checks of their own involving {topic}, a fault that they found, and how it was reported and fixed.',
      'On {topic}, also explains by risk what was checked first and what was left out, and how the checks were kept dependable.',
      'On {topic}, also shows by figures what the checks prevented or cost, and a change to the process that kept faults from being made.',
    ],
    experience: [
      'Tell me about a fault you found before anybody else did, in work that involved {topic}.',
      'Describe a set of checks you built up yourself, in work that involved {topic}.',
      'Think of a fault that slipped past you although the work involved {topic}.',
    ],
    scenario: [
      'There are two days left before a release and time for a third of the planned checks. The work involves {topic}.',
      'A check involving {topic} fails about once in twenty runs, and people have begun to ignore it.',
      'A developer says that a fault you reported is none. It has to do with {topic}.',
    ],
    depth: [
      'How do you decide what not to check when it comes to {topic}?',
      'What makes a check involving {topic} worth keeping, and when do you delete one?',
      'How do you know how good your checks are when it comes to {topic}?',
    ],
    probes: [
      'What did you leave unchecked, and why?',
      'How did you make sure that the fault did not come back?',
      'How did you report it, and what happened then?',
      'Which risk did you look at first?',
    ],
    basics: ['planning tests by risk', 'reporting faults', 'keeping tests dependable'],
  },
  {
    area: 'secure',
    title: 'Security',
    definition: 'Protects systems and data against misuse in proportion to the risk, in work that involves {topic}.',
    anchors: [
      'Repeats general advice about {topic}; no system, threat or measure of their own is described.',
      'On {topic}, describes applying a checklist or a tool; which threat it met, and what remained open, is not said.',
      'Describes own work that involved {topic}: the threat, the measure, and how they checked that it held.',
      'On {topic}, also weighs the measure against its cost for users or developers, and names the risk that was accepted and by whom.',
      'On {topic}, also tells of a finding or an incident with its effect, and of a lasting change to the way people work or build.',
    ],
    experience: [
      'Tell me about a weakness you found or closed in work that involved {topic}.',
      'Describe a security measure that you brought in yourself, in work that involved {topic}.',
      'Think of a time when {topic} stood in the way of something that people wanted to do.',
    ],
    scenario: [
      'An alert suggests that somebody is using a valid account in a way its owner would not. The matter involves {topic}.',
      'A team wants to go live tomorrow with a known weakness that has to do with {topic}.',
      'A supplier reports that credentials may have leaked, and your own systems rely on {topic}.',
    ],
    depth: [
      'How do you decide which risks to accept when it comes to {topic}?',
      'When it comes to {topic}, which measures do you consider overrated, and what would you do instead?',
      'How do you check that a measure involving {topic} still works a year later?',
    ],
    probes: [
      'Which threat did it meet, and which one did it leave open?',
      'How did you check that it held?',
      'Who accepted the risk that remained?',
      'What did it cost the people who had to live with it?',
    ],
    basics: ['judging risks', 'handling a security incident', 'limiting access'],
  },
  {
    area: 'data',
    title: 'Data work',
    definition: 'Gets from raw data to answers that hold, and knows how far they hold, in work that involves {topic}.',
    anchors: [
      'Names tools or methods of {topic} but no data, question or result of their own.',
      'On {topic}, describes running given queries or reports; where the data came from, and whether it was right, stays open.',
      'Describes own work that involved {topic}: the question, the data, the steps, and how the result was checked.',
      'On {topic}, also names flaws of the data or the method, compares another way, and says how the result was used.',
      'On {topic}, also shows what the result changed, with figures, and how they made the work repeatable for others.',
    ],
    experience: [
      'Tell me about a question you answered with data in work that called for {topic}.',
      'Describe a piece of work of yours that others came to depend on and that involved {topic}.',
      'Think of a time when the data was wrong or incomplete in work that involved {topic}.',
    ],
    scenario: [
      'Two reports that should show the same figure differ by eight per cent. Your work there involves {topic}.',
      'A manager wants a figure by noon, and the data behind it has gaps that you know of. The work involves {topic}.',
      'A nightly job now takes longer than the night, and your work on it involves {topic}.',
    ],
    depth: [
      'How do you check that a result is right in work that involves {topic}?',
      'Which assumptions do people make without noticing in work that involves {topic}, and how do you test them?',
      'How do you decide that a simpler approach is enough when it comes to {topic}?',
    ],
    probes: [
      'How did you check that the result was right?',
      'What was wrong with the data, and what did you do about it?',
      'Who used the result, and what did they do differently?',
      'Which other method did you try or rule out?',
    ],
    basics: ['cleaning and checking data', 'answering questions with data', 'explaining results to people who decide'],
  },
];
