// What may stand in the words of mails: judged where they are set and where they are sent.

/** Something in a tenant's words that will not go out. */
export type WordFault = { code: string; message: string };

/** The words of one mail. */
export type MailContent = { subject: string; text: string; html: string };
export type WrittenMail = MailContent & { language: string };

/** Cleans the words of a tenant's mail where nobody waits for it; its own text alone where they take too long. */
export type CleanMail = (words: WrittenMail, tenantId: string) => Promise<MailContent>;

/** What may stand in the words of mails: a small set of HTML, links to where the operator allows. */
export interface MailWords {
  readonly publicUrl: string;
  /** Whatever came in by whichever way, nothing else goes out; linear in the length of the words. */
  clean(words: WrittenMail): MailContent;
  /** The same with HTML made of the plain text. */
  cleanText(words: WrittenMail): MailContent;
  /** What `clean` would take out, each code once. */
  faultsOf(words: { text: string; html?: undefined } | { html: string; text?: undefined }): WordFault[];
}
