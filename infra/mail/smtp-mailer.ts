// Sends mail over SMTP: pooled, bounded in time, and with nothing of a mail that the library could take for a file or an address to fetch.
import { createTransport } from 'nodemailer';
import { wireAddress } from '../../domain/mail/address.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { Mail, Mailer, MailResult } from '../../domain/ports/mail.ts';
import { senderOf, type Sender } from './mail-address.ts';
import { mailProblem } from './mail-problem.ts';
import { smtpFailure } from './smtp-failure.ts';

export type SmtpTimeouts = { connectionMs: number; idleMs: number; totalMs: number };

type Deps = {
  /** `smtp://` or `smtps://`, with credentials if the server wants some. */
  url: string;
  from: string;
  /** The envelope's sender, which gets what cannot be delivered; the sender when absent. */
  bouncesTo?: string | undefined;
  log: Logger;
  timeouts?: SmtpTimeouts;
  /** Trusted beside the usual authorities: for tests with a certificate of their own. */
  certificateAuthority?: string;
};

const defaultTimeouts: SmtpTimeouts = { connectionMs: 8_000, idleMs: 10_000, totalMs: 25_000 };
const poolConnectionsMax = 5;

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);

const openTransport = ({ url, timeouts = defaultTimeouts, certificateAuthority }: Deps) => {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'smtps:';
  const usualPort = secure ? 465 : 587;
  const hasLogin = username !== '';
  return createTransport({
    pool: true,
    maxConnections: poolConnectionsMax,
    // A second try is the delivery schedule's business, not the pool's.
    maxRequeues: 0,
    host,
    port: port === '' ? usualPort : Number(port),
    secure,
    // A password never crosses a network in the clear.
    requireTLS: hasLogin && !secure && !isLoopback(host),
    ...(hasLogin ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    ...(certificateAuthority === undefined ? {} : { tls: { ca: certificateAuthority } }),
    connectionTimeout: timeouts.connectionMs,
    greetingTimeout: timeouts.connectionMs,
    dnsTimeout: timeouts.connectionMs,
    socketTimeout: timeouts.idleMs,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

/** Domains in ASCII; the library asks for SMTPUTF8, and spells the domain in Unicode again, where the local part is not. */
const onTheWire = (address: string): string => wireAddress(address) ?? address;

/** Built here, field by field, out of texts: no object of a caller's reaches the library. */
const messageOf = (mail: Mail, sender: Sender, bouncesTo: string) => {
  const to = mail.to.map((address) => ({ name: '', address: onTheWire(address) }));
  return {
    from: { name: mail.senderName ?? sender.name, address: onTheWire(sender.address) },
    to,
    ...(mail.replyTo === null ? {} : { replyTo: { name: '', address: onTheWire(mail.replyTo) } }),
    envelope: { from: onTheWire(bouncesTo), to: mail.to.map(onTheWire) },
    messageId: mail.messageId,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    // RFC 3834: no program answers it. It is no list mail and no answer itself: neither `Precedence` nor an empty envelope sender.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
};

/** @throws Error when the sender is not an address */
export const createSmtpMailer = (deps: Deps): Mailer => {
  const sender = senderOf(deps.from);
  const transport = openTransport(deps);
  const { totalMs } = deps.timeouts ?? defaultTimeouts;
  // Idle connections of the pool break now and then; the next mail opens another.
  transport.on('error', () => deps.log.debug('mail.connection_lost'));

  const send = async (mail: Mail): Promise<MailResult> => {
    const problem = mailProblem(mail);
    if (problem !== null) return { kind: 'refused', code: problem };
    try {
      const { rejected } = await transport.sendMail({
        ...messageOf(mail, sender, deps.bouncesTo ?? sender.address),
        signal: AbortSignal.timeout(totalMs),
      });
      if (rejected.length > 0) deps.log.warn('mail.partly_refused', { count: rejected.length });
      return { kind: 'sent' };
    } catch (error) {
      return smtpFailure(error);
    }
  };
  return { delivers: true, send, close: () => transport.close() };
};
