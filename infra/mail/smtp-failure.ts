// What a failed conversation with a mail server comes to: codes only, and "refused" only when the mail itself was.
import type { MailResult } from '../../domain/ports/mail.ts';

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

/** Codes of the library; anything else counts as `failed`. */
const failures: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'timeout',
  EABORT: 'timeout',
  ECONNECTION: 'connection_failed',
  ESOCKET: 'connection_failed',
  EDNS: 'name_not_found',
  ETLS: 'tls_failed',
  EPROTOCOL: 'answer_invalid',
  EAUTH: 'login_failed',
  ENOAUTH: 'login_failed',
};

/** About who is calling, not about this mail: an operator can mend it, and then the mail goes out. */
const isAboutUs = (status: number): boolean => status === 530 || (status >= 534 && status <= 538);

export const smtpFailure = (error: unknown): MailResult => {
  const code = property(error, 'code');
  const status = property(error, 'responseCode');
  const command = property(error, 'command');
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (!aboutTheMail || typeof status !== 'number')
    return { kind: 'retry', code: (typeof code === 'string' ? failures[code] : undefined) ?? 'failed' };
  const isFinal = status >= 500 && status <= 599 && !isAboutUs(status) && command !== 'MAIL FROM';
  return { kind: isFinal ? 'refused' : 'retry', code: `smtp_${status}` };
};
