// The headings under which the API description lists its calls, each with what its calls are about.

export const tags = {
  Interviews: 'Submit interviews, read and list them, supply what is missing, schedule, cancel, and repair.',
  Plans: 'Approve, reject or revise the plan of an interview before its candidate is invited.',
  Assessments: 'Approve, reject or redo the assessment of a finished interview, and ask questions about it.',
  Rankings: 'Candidates of the same form, ordered by score.',
  Measures: 'What the interviews spare and whether their results arrive: the five measures of hiring.',
  Events: 'What happened, in order, for those who ask instead of being told.',
  Webhooks: 'Who is told of events, what was delivered, and delivering it again.',
  Templates: 'What can be ordered: jobs with one approved plan for all their candidates.',
  Connections: 'The ATS products of a tenant: settings, credentials, a test call, and what went wrong.',
  ARIA: 'The ARIA public API: candidates, scorecards, recordings, jobs, analytics, reports.',
  'Write-backs':
    'What is written into the record that an ATS keeps of a candidate: why it is there or not, conflicts, writing again.',
  Triggers: 'Which stage of an ATS starts which interview, what an ATS told on its own, and what came of it.',
  Greenhouse: 'The Greenhouse assessment partner API, and its variant by MarioHR.',
  SolidATS: 'The webhook of a SolidATS app.',
  Results: 'The public page of one result.',
  Privacy: 'Erase what is about a candidate, or hold it for a reason; how long data is kept.',
  Tenant: 'Settings of a tenant, the log of what was done in its name, and all that is known of one interview.',
  Keys: 'Make, list, rotate and revoke API keys, within the rights of the key that asks.',
  Room: 'What the interview room of the candidate calls, with the cookie that its link is exchanged for.',
  Review: 'What the recruiter’s page calls, with the cookie that a review link is exchanged for.',
  Service: 'Health of the service and its public keys.',
} as const;

/** One of those, or the heading that a face brings for its own. */
export type Tag = keyof typeof tags | { name: string; description: string };

export const headingOf = (tag: Tag): { name: string; description: string } =>
  typeof tag === 'string' ? { name: tag, description: tags[tag] } : tag;
