// What no mail server should be asked to take: the same rules with and without one, so that the outbox shows the truth.
import type { Mail } from '../../domain/ports/mail.ts';
import { isMailable } from '../../domain/mail/address.ts';

const messageIdPattern = /^<[A-Za-z0-9_.-]{1,128}@[A-Za-z0-9.:[\]-]{1,253}>$/;
const oneLine = /^[^\p{Cc}]{1,1000}$/u;

/** A code, or null when the mail may be sent. */
export const mailProblem = ({ to, replyTo, senderName, subject, messageId }: Mail): string | null => {
  if (to.length === 0 || !to.every(isMailable)) return 'address_invalid';
  if (replyTo !== null && !isMailable(replyTo)) return 'reply_address_invalid';
  if (!oneLine.test(subject)) return 'subject_invalid';
  if (senderName !== null && !oneLine.test(senderName)) return 'sender_invalid';
  return messageIdPattern.test(messageId) ? null : 'message_id_invalid';
};
