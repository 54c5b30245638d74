// What mails to candidates say in the other languages of the room; recruiters are written to in English.
import type { MailLocale, MailText } from '../mail-text.ts';
import { englishMails } from './en.ts';

/** Our texts in one language, and the sentences around any text in it. */
export type LocaleMails = { templates: Partial<MailLocale['templates']>; sentences: MailLocale };

export type CandidateMails = {
  /** The greeting, with its punctuation. */
  hello: string;
  subjects: Record<'invitation' | 'schedule' | 'candidate_reminder' | 'thank_you' | 'candidate_notice', string>;
  /** What the mail is about, in one paragraph. */
  invited: string;
  scheduled: string;
  stillOpen: string;
  thanks: string;
  next: string;
  worksUntil: string;
  howLong: string;
  aboutTheInterview: string;
  aboutTheSystem: string;
  yourChoice: string;
  unnamed: Pick<MailLocale['unnamed'], 'candidateName' | 'position' | 'companyName'>;
  contact: MailLocale['contact'];
  reminders: MailLocale['reminders']['candidate'];
  notices: MailLocale['notices']['candidate'];
};

const mail = (subject: string, paragraphs: readonly string[]): MailText => ({
  subject,
  text: [...paragraphs, '{{contact}}'].join('\n\n'),
});

/** The same paragraphs in the same order as in English. */
export const localeOf = (words: CandidateMails): LocaleMails => {
  const { hello, subjects, aboutTheInterview, yourChoice, worksUntil, howLong } = words;
  const withLink = (what: string, ...more: string[]): string[] =>
    [hello, what, '{{link}}', worksUntil].concat(more, aboutTheInterview, yourChoice);
  return {
    templates: {
      invitation: mail(subjects.invitation, withLink(words.invited, howLong)),
      schedule: mail(subjects.schedule, withLink(words.scheduled, howLong)),
      candidate_reminder: mail(subjects.candidate_reminder, withLink(words.stillOpen)),
      thank_you: mail(subjects.thank_you, [hello, words.thanks, words.next]),
      candidate_notice: mail(subjects.candidate_notice, [hello, '{{detail}}', words.aboutTheSystem]),
    },
    sentences: {
      ...englishMails,
      unnamed: { ...englishMails.unnamed, ...words.unnamed },
      contact: words.contact,
      reminders: { ...englishMails.reminders, candidate: words.reminders },
      notices: { ...englishMails.notices, candidate: words.notices },
    },
  };
};
