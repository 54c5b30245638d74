// The deployment's own name and address on the mails that it sends.
import { isMailable } from '../../domain/mail/address.ts';

export type Sender = { name: string; address: string };

const named = /^(?:"([^"<>\p{Cc}]*)"\s*|([^"<>\p{Cc}]*))<([^<>]+)>$/u;

/** Reads `Name <address>` or an address alone. @throws Error for anything else: nothing could be sent with it */
export const senderOf = (from: string): Sender => {
  const [, quoted, plain = '', inBrackets] = named.exec(from.trim()) ?? [];
  const sender = { name: (quoted ?? plain).trim(), address: (inBrackets ?? from).trim() };
  if (!isMailable(sender.address)) throw new Error('PARLEY_MAIL_FROM is not a sender such as Name <name@example.com>');
  return sender;
};
