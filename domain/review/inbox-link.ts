// A mail's own link to the inbox of its reader: the mail's row is the link's, so that revoking the one link ends the other.

export const mailedInboxMark = 'inbox:';

/** What the inbox is called that the mail opens. */
export const inboxOfMail = (mailId: string): string => `${mailedInboxMark}${mailId}`;

/** The mail that an inbox is of; null for one that a caller made. */
export const mailOfInbox = (inboxId: string): string | null =>
  inboxId.startsWith(mailedInboxMark) ? inboxId.slice(mailedInboxMark.length) : null;
