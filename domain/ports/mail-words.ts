// What may stand in the words of mails: judged where they are set and where they are sent.

/** Something in a tenant's words that will not go out. */
export type WordFault = { code: string; message: string };

/** What may stand in the words of mails: a small set of HTML, links to where the operator allows. */
export interface MailWords {
  readonly publicUrl: string;
  /** Whatever came in by whichever way, nothing else goes out; linear in the length of the words. */
  clean(words: { subject: string; text: string; html: string; language: string }): {
    subject: string;
    text: string;
    html: string;
  };
  /** What `clean` would take out, each code once. */
  faultsOf(words: { text: string; html?: undefined } | { html: string; text?: undefined }): WordFault[];
}
