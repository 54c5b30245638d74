// Cleans a tenant's mail in a thread where it is long: no tenant's HTML holds up the deliveries of others.
import { AppError } from '../../domain/errors.ts';
import type { CleanMail, MailWords } from '../../domain/ports/mail-words.ts';
import type { TextWork } from '../../domain/ports/text-work.ts';

type Deps = { textWork: TextWork; mailWords: MailWords; linkDomains: readonly string[] };

/** HTML that takes too long is left out: the mail goes, in its plain text. `text.busy` is tried again later. */
export const createCleanMail =
  ({ textWork, mailWords, linkDomains }: Deps): CleanMail =>
  async (words, tenantId) => {
    try {
      return await textWork.run('cleanMail', { words, publicUrl: mailWords.publicUrl, linkDomains }, { tenantId });
    } catch (error) {
      if (error instanceof AppError && error.code === 'text.too_complex') return mailWords.cleanText(words);
      throw error;
    }
  };
