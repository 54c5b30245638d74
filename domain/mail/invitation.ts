// Whether the candidate was sent the link: nobody is to be called invited who was not, and somebody may have to pass the link on.
import type { MailStatus } from '../ports/mail.ts';
import { isMailable } from './address.ts';

export const invitationStatuses = ['pending', 'sent', 'not_sent'] as const;

/** `reason` says why it was not sent: a code, of ours or of the mail server. */
export type Invitation = { status: (typeof invitationStatuses)[number]; reason: string | null };

/** What is known of the newest mail with the link, and of what it would need. */
export type InvitationRecord = {
  /** Null when no mail was asked for. */
  mail: { status: MailStatus; reason: string | null } | null;
  /** The event that asks for one has been looked at. */
  isRelayed: boolean;
  /** Something is known of the person. */
  hasPerson: boolean;
  /** The tenant has mails to candidates sent. */
  isSwitchedOn: boolean;
};

const notSent = (reason: string): Invitation => ({ status: 'not_sent', reason });
const pending: Invitation = { status: 'pending', reason: null };

/** How a mail that has ended, or not, tells it. */
const ofMail = ({ status, reason }: NonNullable<InvitationRecord['mail']>): Invitation => {
  if (status === 'sent') return { status, reason: null };
  if (status === 'outbox') return notSent('no_mail_server');
  return status === 'pending' ? pending : notSent(reason ?? 'given_up');
};

export const invitationOf = ({ mail, isRelayed, hasPerson, isSwitchedOn }: InvitationRecord): Invitation => {
  if (mail !== null) return ofMail(mail);
  if (!hasPerson) return notSent('no_address');
  return isSwitchedOn && !isRelayed ? pending : notSent('switched_off');
};

/** A pending one, looked at closer by those who may: without an address or a server it will never be sent. */
export const foreseen = (
  invitation: Invitation,
  known: { address: string | undefined; hasServer: boolean },
): Invitation => {
  if (invitation.status !== 'pending') return invitation;
  if (known.address === undefined) return notSent('no_address');
  if (!isMailable(known.address)) return notSent('address_invalid');
  return known.hasServer ? invitation : notSent('no_mail_server');
};
