// The mails in English.
import type { MailLocale, MailText } from '../mail-text.ts';

const mail = (subject: string, ...paragraphs: string[]): MailText => ({ subject, text: paragraphs.join('\n\n') });

const aboutTheInterview =
  'An AI system asks the questions and drafts an assessment of your answers. People at {{companyName}} review it, and they decide, not the AI.';
/** Follow-ups add to what is planned. */
const howLong = 'It takes about {{minutes}} minutes, and somewhat longer where follow-up questions are asked.';
const yourChoice =
  'You can pause and come back with the same link. You can ask for help or for an adjustment at any time, and you can ask to be interviewed by a person instead; both are offered in the interview room.';
const privateLink = 'The link is meant for you alone; please do not pass it on.';
/** One paragraph with its link: it is left out when there is none any more. */
const reviewLink = (invitation: string): string[] => [
  `${invitation}\n{{link}}`,
  'The link is meant for you alone and works until {{linkExpiresAt}}, or until the interview has ended. Opening it changes nothing.',
];
const inboxLink = 'Everything that waits for you:\n{{inboxLink}}';
const decideHere = [...reviewLink('Look at it here, and decide if you like:'), inboxLink];
const about = 'Position: {{position}}\nLevel: {{level}}\nYour reference: {{candidateRef}}';

const candidateNotices: MailLocale['notices']['candidate'] = {
  opted_out:
    'You asked to be interviewed by a person instead. {{companyName}} is told of it and will get in touch with you. Your interview for {{position}} with the AI system has ended, and nothing of it is scored.',
  withdrawn:
    'You have withdrawn from the interview for {{position}}. It has ended, and nothing of it is scored. Thank you for letting {{companyName}} know.',
  consent_withdrawn:
    'You have withdrawn your consent to the interview for {{position}}. No further question is asked, and nothing that you said is scored. {{companyName}} is told of it.',
  consent_withdrawn_late:
    'You have withdrawn your consent to the interview for {{position}}. What you said is not used any further; what people had decided before stands. {{companyName}} is told of it.',
  erasure_requested:
    'You asked for the erasure of your data from the interview for {{position}}. {{companyName}} is told of it and decides on it; the law may require that some data is kept for a time.',
  appeal_upheld:
    'You asked for a review of the decision on your interview for {{position}}. A person at {{companyName}} has looked at the interview and at what you wrote, and decided that the decision stands. If you would like to know more, get in touch with {{companyName}}.',
  appeal_changed:
    'You asked for a review of the decision on your interview for {{position}}. A person at {{companyName}} has looked at the interview and at what you wrote, and has changed the decision. {{companyName}} will tell you what follows from it.',
  invitation_expired:
    'The time to begin your interview for {{position}} is over, and its link does not work any more. If you would still like to be interviewed, please get in touch with {{companyName}}.',
  no_show:
    'Your interview for {{position}} was set for {{scheduledAt}} and has not begun, and its link does not work any more. If something came up and you would still like to be interviewed, please get in touch with {{companyName}}.',
  no_answers:
    'The time for your interview for {{position}} is over, and no answer has been received. If something stood in the way and you would still like to be interviewed, please get in touch with {{companyName}}.',
  failed:
    'Your interview for {{position}} has ended for a technical reason, through no fault of yours. {{companyName}} is told of it and will get in touch with you.',
  cancelled:
    '{{companyName}} has cancelled your interview for {{position}}. Its link does not work any more, and there is nothing that you need to do.',
};

const recruiterNotices: MailLocale['notices']['recruiter'] = {
  opted_out:
    'The candidate asks to be interviewed by a person instead. The interview has ended, and nothing of it is scored. What to do now: offer a conversation with a person.',
  withdrawn:
    'The candidate has withdrawn. The interview has ended, and nothing of it is scored. What to do now: close the application in your own system.',
  consent_withdrawn:
    'The candidate has withdrawn consent to the interview. It ends, and nothing that was said may be scored or used. What to do now: offer another way to be heard, such as a conversation with a person.',
  consent_withdrawn_late:
    'The candidate has withdrawn consent to the interview after the decision on it. The decision stands. What to do now: see to it that what was said is not used any further.',
  erasure_requested:
    'The candidate asks for the erasure of their data. Nothing is erased yet, since a legal duty may stand against it. What to do now: have it erased in the system that ordered the interview, or tell the candidate why not, within the time that the law allows.',
  appeal_upheld:
    'The candidate had asked for a review of the decision on the interview. It was decided: the decision stands. The candidate is told that. What to do now: be ready to say why.',
  appeal_changed:
    'The candidate had asked for a review of the decision on the interview. It was decided: the decision is changed, and the record in your hiring system is brought up to date where Parley writes it. The candidate is told that it was changed. What to do now: tell the candidate what follows from it.',
  info_expired:
    'The missing information was not supplied in time, and the interview has ended. The candidate was not invited. What to do now: get in touch with the candidate, or order a new interview with that information.',
  plan_expired:
    'Nobody decided on the interview plan in time, and the interview has ended. The candidate was not invited. What to do now: get in touch with the candidate, or order a new interview.',
  invitation_expired:
    'The candidate did not begin in time, and the interview has ended. What to do now: ask the candidate whether something stood in the way; a new interview gives a new link.',
  no_show:
    'The candidate did not come to the agreed start, and the interview has ended. What to do now: ask the candidate whether something came up; a new interview gives a new link.',
  no_answers:
    'The candidate began and gave no answer until the time was over, and the interview has ended. What to do now: ask the candidate whether something stood in the way; a new interview gives a new link.',
  failed:
    'The interview had to be given up for a technical reason, through no fault of the candidate. What to do now: get in touch with the candidate, and offer a conversation with a person or a new interview.',
};

export const englishMails: MailLocale = {
  templates: {
    invitation: mail(
      'Your interview for {{position}} at {{companyName}}',
      'Hello {{candidateName}},',
      '{{companyName}} invites you to an interview for {{position}}. You can begin whenever it suits you:',
      '{{link}}',
      `The link works until {{linkExpiresAt}}. ${privateLink}`,
      howLong,
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
      howLong,
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
    candidate_notice: mail(
      'About your interview for {{position}} at {{companyName}}',
      'Hello {{candidateName}},',
      '{{detail}}',
      '{{companyName}} holds interviews with an AI system. People at {{companyName}} review what it does, and they decide, not the AI.',
      '{{contact}}',
    ),
    plan_ready: mail(
      'Interview plan to review: {{about}}',
      'An interview plan has been drafted and waits for your decision. Approving it makes the candidate’s link.',
      about,
      ...decideHere,
    ),
    info_needed: mail(
      'More information needed: {{about}}',
      'An interview cannot be planned yet, since something is missing in the request. Please supply it in the system that ordered the interview.',
      about,
      ...reviewLink('What is missing is listed here:'),
    ),
    assessment_ready: mail(
      'Assessment to review: {{about}}',
      'An interview has been held, and the drafted assessment waits for a person’s verdict. Nothing is decided before that.',
      about,
      ...decideHere,
    ),
    attention_needed: mail(
      'An interview needs attention: {{about}}',
      'An interview does not go on by itself and needs a person. Reason: {{detail}}',
      about,
      ...reviewLink('Where it stands:'),
    ),
    help_requested: mail(
      'A candidate asks for help: {{about}}',
      'A candidate asks for help. {{detail}}',
      about,
      'Please get in touch with the candidate.',
      ...reviewLink('Where the interview stands:'),
    ),
    recruiter_reminder: mail('Reminder: an interview waits for you: {{about}}', '{{detail}}', about, ...decideHere),
    recruiter_notice: mail(
      'What became of an interview: {{about}}',
      '{{detail}}',
      about,
      ...reviewLink('Where the interview stands:'),
    ),
    appeal_review: mail(
      'A candidate asks for a review: {{about}}',
      '{{detail}}',
      about,
      'It is to be decided by {{dueAt}}.',
      'Read what the candidate says, look at the interview again, and decide here:\n{{link}}',
      'The link is meant for you alone and works until {{linkExpiresAt}}, or until somebody has decided. Opening it changes nothing.',
      inboxLink,
    ),
    record_troubled: mail(
      'Not everything is in the record: {{about}}',
      'What came of an interview could not be written into the candidate’s record in your hiring system, or not all of it. {{detail}}',
      about,
      'Until that is mended, the result is to be found in the system that held the interview.',
      ...reviewLink('Where the interview stands:'),
    ),
    link_to_pass_on: mail(
      'An interview link to pass on: {{about}}',
      'An interview is ready, and there is no address that the candidate could be mailed at. Please give the candidate this link:',
      '{{link}}',
      'It works until {{linkExpiresAt}} and is meant for this candidate alone: whoever has it can answer in the candidate’s name. Opening it changes nothing.',
      about,
    ),
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
  notices: { candidate: candidateNotices, recruiter: recruiterNotices },
  appeal: {
    appeal_requested:
      'A candidate asks for a person’s review of the decision on the interview. It is for somebody else to make than who decided first, where there is somebody.',
    appeal_reminder: 'A candidate’s wish for a review of the decision on the interview still waits for your decision.',
    appeal_overdue:
      'A candidate’s wish for a review of the decision on the interview was to be decided by now, and is not.',
  },
  help: {
    technical: 'It is about a technical problem.',
    accommodation: 'It is about an adjustment that the candidate needs.',
    question: 'It is about a question.',
  },
  attention: { verdict_overdue: 'The verdict on the assessment is overdue.' },
};
