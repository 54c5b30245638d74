// What the demo's people say: the job, what the ATS forgot at first, and a candidate who is strong in some of it only.

export const company = 'Harbour Freight';
export const recruiter = 'Rita Recruiter';

/** An ATS record with gaps, as they come: neither the level nor what the person must be able to do. */
export const incompleteRequest = {
  candidateRef: 'demo-candidate',
  candidateName: 'Sam Example',
  candidateEmail: 'sam@example.com',
  position: 'Backend Engineer',
  companyName: company,
} as const;

/**
 * The job names the engine: an approved plan is used again for the same job, also after a change of engine, and the demo
 * is there to show what this one drafts.
 */
export const missingInfo = (engine: string) => ({
  level: 'SENIOR',
  jobDescription: `You build and run the software with which our customers book freight. (A posting of the demo: ${engine}.)`,
  qualifications: [
    'TypeScript and Node.js services',
    'PostgreSQL performance',
    'Incident response',
    'Mentoring junior engineers',
  ],
});

type Topic = { about: RegExp; answers: readonly [string, ...string[]] };

/** In the order in which they are looked for; an answer stands on its own, whatever the exact question. */
const topics: readonly Topic[] = [
  {
    about: /postgres|\bsql\b|database/iu,
    answers: [
      'Our order search on PostgreSQL took nine seconds on busy days. I read the plan with EXPLAIN ANALYZE, saw a sequential scan over 40 million rows and added a partial index on open orders; the query dropped to 80 milliseconds. I weighed that against partitioning by month and decided against it, because the archive jobs would have stood still for a day. The price was three percent slower writes, which I measured before and after.',
      'I look at locks and row counts first. In one review I stopped a migration that filled a new PostgreSQL column row by row: I ran it on a copy, and it held the table lock for six minutes. We split it into three steps and filled the column in batches of ten thousand rows, and nobody noticed the release.',
      'I compared the query plans before and after on a copy of production, and watched the slow query log for a week. There was one query that I had missed, a nightly report, and I rewrote it.',
    ],
  },
  {
    about: /mentor|coach|junior/iu,
    answers: ['I have not really done that so far.', 'Nothing that I could tell you about, sorry.'],
  },
  {
    about: /incident|outage|on-call|on call/iu,
    answers: [
      'I was on call for our payments services. Once many requests failed after a deploy. I read the logs, saw time-outs towards the database and rolled the release back. After that it worked again, and we talked about it in the team.',
      'I compared the graphs with the time of the deploy. The database itself looked fine, so I thought that it was our code.',
    ],
  },
  {
    about: /typescript|node/iu,
    answers: [
      'I rebuilt our booking service in TypeScript on Node.js. Splitting it into an API and a queue worker was my decision. I considered Go, but set it aside because only two of us knew it. I wrote contract tests against recorded requests, and after the release failed bookings fell from 2.1 to 0.3 percent. What my tests had missed was a memory leak with long connections; I found it with heap snapshots and limited the pool.',
      'I had exactly that with a pricing service in Node.js that nobody dared to touch. I recorded a week of production requests, replayed them against each change and released the new rule behind a flag for five percent of the traffic. If the replay had shown more than a handful of differing prices, I would have built the rule as a service of its own instead.',
      'The contract tests ran against recorded requests in every build, and I watched failed bookings per hour for two weeks. They did not cover long connections, which is where the leak was.',
    ],
  },
];

const otherwise: Topic = {
  about: /(?:)/u,
  answers: [
    'I talked to the people concerned first, wrote down what we agreed on and came back to it after two weeks.',
  ],
};

/** Answers in the order in which each topic is asked about; one that runs out of words repeats the last. */
export const createAnswers = (): ((about: string) => string) => {
  const asked = new Map<Topic, number>();
  return (about) => {
    const topic = topics.find((one) => one.about.test(about)) ?? otherwise;
    const nth = asked.get(topic) ?? 0;
    asked.set(topic, nth + 1);
    return topic.answers[nth] ?? topic.answers.at(-1) ?? topic.answers[0];
  };
};

export const recruitersQuestion = 'How did the candidate make the slow PostgreSQL query faster?';

/** What the recruiter makes of the quotes; the reason is asked for where the verdict is not the proposed one. */
export const decision = {
  verdict: 'HIRE',
  reasonCodes: ['evidence_read'],
  note: 'The quotes on PostgreSQL and Node.js tell of own, measured work. No mentoring so far: the team lead takes that on.',
} as const;
