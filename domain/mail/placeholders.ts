// Which mails there are, and what their texts may leave open: a fixed list of names per template, filled in as plain text, never computed.

export const mailTemplates = [
  'invitation',
  'schedule',
  'candidate_reminder',
  'thank_you',
  'candidate_notice',
  'plan_ready',
  'info_needed',
  'assessment_ready',
  'attention_needed',
  'help_requested',
  'recruiter_reminder',
  'recruiter_notice',
  'appeal_review',
  'link_to_pass_on',
  'record_troubled',
] as const;
export type MailTemplate = (typeof mailTemplates)[number];

export type MailAudience = 'candidate' | 'recruiter';

export const mailPlaceholders = [
  'about',
  'candidateName',
  'candidateRef',
  'position',
  'level',
  'companyName',
  'contact',
  'detail',
  'dueAt',
  'link',
  'linkExpiresAt',
  'inboxLink',
  'minutes',
  'scheduledAt',
] as const;
export type MailPlaceholder = (typeof mailPlaceholders)[number];

/** What each placeholder stands for in one mail. */
export type MailValues = Record<MailPlaceholder, string>;

const forCandidates: MailPlaceholder[] = ['candidateName', 'position', 'companyName', 'contact'];
// Recruiters are told of the applicant by the reference of their own system: a notice outlives an erasure.
const forRecruiters: MailPlaceholder[] = [
  'about',
  'candidateRef',
  'position',
  'level',
  'companyName',
  'detail',
  'link',
  'linkExpiresAt',
];
const forDeciders: MailPlaceholder[] = [...forRecruiters, 'inboxLink'];

type Rule = { audience: MailAudience; allowed: readonly MailPlaceholder[]; required: readonly MailPlaceholder[] };

const toRecruiters: Rule = { audience: 'recruiter', allowed: forRecruiters, required: [] };
/** Where something waits for a decision there may be more of the kind. */
const toDeciders: Rule = { ...toRecruiters, allowed: forDeciders };
const toCandidates = (more: MailPlaceholder[], required: MailPlaceholder[]): Rule => ({
  audience: 'candidate',
  allowed: [...forCandidates, ...more],
  required,
});

/** Which placeholders a template's texts may and must have. */
export const mailRules: Record<MailTemplate, Rule> = {
  invitation: toCandidates(['link', 'linkExpiresAt', 'minutes'], ['link']),
  schedule: toCandidates(['link', 'linkExpiresAt', 'minutes', 'scheduledAt'], ['link', 'scheduledAt']),
  candidate_reminder: toCandidates(['link', 'linkExpiresAt', 'scheduledAt', 'detail'], ['link']),
  thank_you: toCandidates([], []),
  candidate_notice: toCandidates(['detail'], []),
  plan_ready: toDeciders,
  info_needed: toRecruiters,
  assessment_ready: toDeciders,
  attention_needed: toRecruiters,
  help_requested: toRecruiters,
  recruiter_reminder: toDeciders,
  recruiter_notice: toRecruiters,
  appeal_review: { ...toRecruiters, allowed: [...forDeciders, 'dueAt'] },
  record_troubled: toRecruiters,
  link_to_pass_on: { ...toRecruiters, required: ['link'] },
};

const pattern = /\{\{([^{}]*)\}\}/g;

export const placeholdersIn = (text: string): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

const isPlaceholder = (name: string): name is MailPlaceholder => (mailPlaceholders as readonly string[]).includes(name);

/** Fills in each placeholder once; a value that looks like one is not looked at again. */
export const fillIn = (text: string, values: MailValues, encode: (value: string) => string): string =>
  text.replaceAll(pattern, (whole, name: string) => (isPlaceholder(name) ? encode(values[name]) : whole));

/** Whatever a text asks for, it gets nothing that its kind of mail may not say. */
export const onlyAllowed = (template: MailTemplate, values: MailValues): MailValues => {
  const { allowed } = mailRules[template];
  const entries = mailPlaceholders.map((name) => [name, allowed.includes(name) ? values[name] : ''] as const);
  return Object.fromEntries(entries) as MailValues;
};
