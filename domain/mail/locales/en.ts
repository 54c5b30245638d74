// The mails in English.
import type { MailLocale, MailText } from '../mail-text.ts';

const mail = (subject: string, ...paragraphs: string[]): MailText => ({ subject, text: paragraphs.join('\n\n') });

const aboutTheInterview =
  'An AI system asks the questions and drafts an assessment of your answers. People at {{companyName}} review it, and they decide, not the AI.';
const yourChoice =
  'You can pause and come back with the same link. You can ask for help or for an adjustment at any time, and you can ask to be interviewed by a person instead; both are offered in the interview room.';
const privateLink = 'The link is meant for you alone; please do not pass it on.';
/** One paragraph with its link: it is left out when there is none any more. */
const reviewLink = (invitation: string): string[] => [
  `${invitation}\n{{link}}`,
  'The link is meant for you alone and works until {{linkExpiresAt}}, or until the interview has ended. Opening it changes nothing.',
];
const decideHere = reviewLink('Look at it here, and decide if you like:');
const about = 'Position: {{position}}\nLevel: {{level}}\nYour reference: {{candidateRef}}';

export const englishMails: MailLocale = {
  templates: {
    invitation: mail(
      'Your interview for {{position}} at {{companyName}}',
      'Hello {{candidateName}},',
      '{{companyName}} invites you to an interview for {{position}}. You can begin whenever it suits you:',
      '{{link}}',
      `The link works until {{linkExpiresAt}}. ${privateLink}`,
      aboutTheInterview,
      yourChoice,
      '{{contact}}',
    ),
    schedule: mail(
      'Your interview for {{position}} at {{companyName}}: {{scheduledAt}}',
      'Hello {{candidateName}},',
      'Your interview for {{position}} at {{companyName}} is set for {{scheduledAt}}. Please open this link then:',
      '{{link}}',
      `The link works until {{linkExpiresAt}}. ${privateLink}`,
      aboutTheInterview,
      yourChoice,
      '{{contact}}',
    ),
    candidate_reminder: mail(
      'Reminder: your interview for {{position}} at {{companyName}}',
      'Hello {{candidateName}},',
      'Your interview for {{position}} at {{companyName}} is still open. {{detail}}',
      '{{link}}',
      `The link works until {{linkExpiresAt}}. ${privateLink}`,
      aboutTheInterview,
      yourChoice,
      '{{contact}}',
    ),
    thank_you: mail(
      'Thank you for your interview for {{position}}',
      'Hello {{candidateName}},',
      'Thank you for taking the time for your interview for {{position}} at {{companyName}}. Your answers have been received.',
      'What happens next: an AI system drafts an assessment of the answers, people at {{companyName}} review it together with your answers, and they decide and will get in touch with you.',
      '{{contact}}',
    ),
    plan_ready: mail(
      'Interview plan to review: {{position}}',
      'An interview plan has been drafted and waits for your decision. The candidate is invited once it is approved.',
      about,
      ...decideHere,
    ),
    info_needed: mail(
      'More information needed: {{position}}',
      'An interview cannot be planned yet, since something is missing in the request. Please supply it in the system that ordered the interview.',
      about,
      ...reviewLink('What is missing is listed here:'),
    ),
    assessment_ready: mail(
      'Assessment to review: {{position}}',
      'An interview has been held, and the drafted assessment waits for a person’s verdict. Nothing is decided before that.',
      about,
      ...decideHere,
    ),
    attention_needed: mail(
      'An interview needs attention: {{position}}',
      'An interview does not go on by itself and needs a person. Reason: {{detail}}',
      about,
      ...reviewLink('Where it stands:'),
    ),
    help_requested: mail(
      'A candidate asks for help: {{position}}',
      'A candidate asks for help. {{detail}}',
      about,
      'Please get in touch with the candidate.',
      ...reviewLink('Where the interview stands:'),
    ),
    recruiter_reminder: mail('Reminder: an interview waits for you: {{position}}', '{{detail}}', about, ...decideHere),
  },
  unnamed: {
    candidateName: 'there',
    position: 'the position',
    companyName: 'the employer',
    level: 'not given',
    candidateRef: 'not given',
  },
  contact: {
    reply: 'If you would rather speak to a person, or have a question, reply to this message.',
    company:
      'This message was sent automatically, and answers to it are not read. If you would rather speak to a person, contact {{companyName}}, or ask for help in the interview room.',
  },
  reminders: {
    candidate: {
      APPROVED: 'You have not begun yet; you can begin whenever it suits you:',
      SCHEDULED: 'It is set for {{scheduledAt}}. Please open this link then:',
      IN_PROGRESS: 'You have begun and can go on where you stopped:',
    },
    recruiter: {
      INFO_NEEDED: 'An interview cannot be planned yet: information that was asked for is still missing.',
      PENDING: 'An interview plan still waits for your decision.',
      ASSESSMENT_PENDING: 'An assessment still waits for your verdict.',
    },
  },
  help: {
    technical: 'It is about a technical problem.',
    accommodation: 'It is about an adjustment that the candidate needs.',
    question: 'It is about a question.',
  },
  attention: { verdict_overdue: 'The verdict on the assessment is overdue.' },
};
