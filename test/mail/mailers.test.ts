import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mailer } from '../../domain/ports/mail.ts';
import { createOutboxMailer } from '../../infra/mail/mailer.ts';
import { createSmtpMailer } from '../../infra/mail/smtp-mailer.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { describeMailer, sampleMail } from '../contract/mailer.contract.ts';
import { startRawServer, startSmtpServer } from '../fakes/smtp-server.ts';

const logs: LogLine[] = [];
const timeouts = { connectionMs: 700, idleMs: 700, totalMs: 1_500 };
const mailers: Mailer[] = [];

const mailerTo = (url: string, from = 'Parley <interviews@parley.example>', bouncesTo?: string): Mailer => {
  const mailer = createSmtpMailer({ url, from, bouncesTo, log: recordingLog(logs), timeouts });
  mailers.push(mailer);
  return mailer;
};

const server = await startSmtpServer();
const mailer = mailerTo(server.url);
afterAll(async () => {
  for (const one of mailers) one.close();
  await server.close();
});

beforeEach(() => {
  server.taken.length = 0;
  logs.length = 0;
});

const headerOf = (name: string): string | undefined => {
  const head = (server.taken[0]?.raw ?? '').split('\r\n\r\n')[0]?.replaceAll(/\r\n[ \t]/g, ' ') ?? '';
  return head
    .split('\r\n')
    .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    ?.slice(name.length + 1)
    .trim();
};

describe('a mailer with a server', () => {
  describeMailer(() => mailer);

  it('sends both forms under the given Message-ID, from the deployment’s address', async () => {
    await mailer.send({ ...sampleMail, senderName: 'Acme, Inc. Careers', replyTo: 'hr@acme.example' });

    const [mail] = server.taken;
    expect(mail).toMatchObject({ from: 'interviews@parley.example', to: sampleMail.to });
    expect(headerOf('From')).toBe('"Acme, Inc. Careers" <interviews@parley.example>');
    expect(headerOf('Reply-To')).toBe('hr@acme.example');
    expect(headerOf('Message-ID')).toBe(sampleMail.messageId);
    expect(headerOf('Subject')).toMatch(/^=\?UTF-8\?/);
    expect(headerOf('Auto-Submitted')).toBe('auto-generated');
    expect(mail?.raw).toContain('text/plain');
    expect(mail?.raw).toContain('text/html');
  });

  it('spells domains in ASCII, and only a mailbox that is not asks the server for UTF-8', async () => {
    const lines: string[] = [];
    const wire = await startRawServer((socket) => {
      socket.write('220 hello\r\n');
      socket.on('data', (chunk) => {
        for (const line of chunk
          .toString('utf8')
          .split('\r\n')
          .filter((one) => one !== '')) {
          lines.push(line);
          const isKnown = /^(?:EHLO|MAIL|RCPT|DATA|QUIT|\.$)/.exec(line)?.[0];
          if (isKnown === 'EHLO') socket.write('250-hello\r\n250 SMTPUTF8\r\n');
          else if (isKnown !== undefined) socket.write(isKnown === 'DATA' ? '354 go\r\n' : '250 ok\r\n');
        }
      });
    });
    const toIt = mailerTo(wire.url, 'Parley <interviews@pärley.example>');
    for (const to of ['user@exämple.de', 'müller@exämple.de', '"sam,example"@example.com'])
      expect(await toIt.send({ ...sampleMail, to: [to], replyTo: 'hr@exämple.de' })).toEqual({ kind: 'sent' });

    const from = 'MAIL FROM:<interviews@xn--prley-gra.example>';
    expect(lines.filter((line) => /^(?:MAIL|RCPT)/.test(line))).toEqual([
      from,
      'RCPT TO:<user@xn--exmple-cua.de>',
      `${from} SMTPUTF8`,
      'RCPT TO:<müller@exämple.de>',
      from,
      'RCPT TO:<"sam,example"@example.com>',
    ]);
    expect(lines.filter((line) => /^(?:To|Cc|Bcc|Reply-To):/i.test(line))).toHaveLength(6);
    expect(lines).toContain('Reply-To: hr@xn--exmple-cua.de');
    await wire.close();
  });

  it('asks programs not to answer, and has what bounces sent where the operator says', async () => {
    await mailerTo(server.url, 'Parley <interviews@parley.example>', 'bounces@parley.example').send(sampleMail);

    expect(server.taken[0]?.from).toBe('bounces@parley.example');
    expect(headerOf('From')).toBe('Parley <interviews@parley.example>');
    expect(headerOf('Auto-Submitted')).toBe('auto-generated');
    expect(headerOf('X-Auto-Response-Suppress')).toBe('All');
    expect(headerOf('Precedence')).toBeUndefined();
  });

  it('takes contents for texts, never for files or addresses to fetch', async () => {
    const html = '<img src="file:///etc/passwd"><img src="http://127.0.0.1:1/x">';
    await mailer.send({ ...sampleMail, text: '/etc/passwd', html });

    expect(server.taken[0]?.raw).toContain('/etc/passwd');
    expect(server.taken[0]?.raw).not.toContain('root:');
  });

  it('leaves no connection per mail behind: they are pooled', async () => {
    const before = server.behaviour.connections;
    for (let count = 0; count < 5; count += 1) await mailer.send(sampleMail);

    expect(server.behaviour.connections - before).toBeLessThanOrEqual(1);
  });

  it('refuses to start with a sender that is none', () => {
    expect(() => mailerTo(server.url, 'nobody')).toThrow('PARLEY_MAIL_FROM');
    expect(() => mailerTo(server.url, 'A\r\nBcc: x@y.example <a@b.example>')).toThrow('PARLEY_MAIL_FROM');
  });
});

describe('a server that misbehaves', () => {
  afterEach(() => {
    server.behaviour.onRecipient = null;
    server.behaviour.onData = null;
  });

  it.each([
    [550, { kind: 'refused', code: 'smtp_550' }],
    [553, { kind: 'refused', code: 'smtp_553' }],
    [451, { kind: 'retry', code: 'smtp_451' }],
    [421, { kind: 'retry', code: 'connection_failed' }],
    [530, { kind: 'retry', code: 'smtp_530' }],
  ])('a recipient answered with %i is %j', async (status, result) => {
    server.behaviour.onRecipient = () => ({ status, text: 'No such user sam@candidate.example' });

    expect(await mailer.send(sampleMail)).toEqual(result);
    expect(JSON.stringify(logs)).not.toContain('candidate.example');
  });

  it('a greylisted mail goes out at the next attempt', async () => {
    server.behaviour.onRecipient = () => ({ status: 451, text: 'Greylisted' });
    await mailer.send(sampleMail);
    server.behaviour.onRecipient = null;

    expect(await mailer.send(sampleMail)).toEqual({ kind: 'sent' });
  });

  it('a refused content is refused, a full mailbox may empty', async () => {
    server.behaviour.onData = { status: 554, text: 'Spam' };
    expect(await mailer.send(sampleMail)).toEqual({ kind: 'refused', code: 'smtp_554' });
    server.behaviour.onData = { status: 452, text: 'Full' };
    expect(await mailer.send(sampleMail)).toEqual({ kind: 'retry', code: 'smtp_452' });
  });

  it('one refused recipient of two does not keep the other from getting it, and is counted, not named', async () => {
    server.behaviour.onRecipient = (address) => (address.startsWith('a@') ? { status: 550, text: 'No' } : null);

    expect(await mailer.send({ ...sampleMail, to: ['a@acme.example', 'b@acme.example'] })).toEqual({ kind: 'sent' });
    expect(server.taken[0]?.to).toEqual(['b@acme.example']);
    expect(logs).toContainEqual({ level: 'warn', event: 'mail.partly_refused', fields: { count: 1 } });
  });

  it('one deferred among refused ones is worth another attempt', async () => {
    server.behaviour.onRecipient = (address) => ({ status: address.startsWith('a@') ? 451 : 550, text: 'No' });

    expect(await mailer.send({ ...sampleMail, to: ['a@acme.example', 'b@acme.example'] })).toEqual({
      kind: 'retry',
      code: 'smtp_451',
    });
  });

  it('one that hangs is left after its time', async () => {
    const silent = await startRawServer(() => undefined);

    expect(await mailerTo(silent.url).send(sampleMail)).toEqual({ kind: 'retry', code: 'timeout' });
    await silent.close();
  });

  it('one that trickles is left after the time for everything', async () => {
    const timers: NodeJS.Timeout[] = [];
    const trickling = await startRawServer((socket) => {
      socket.write('220 hello\r\n');
      socket.once('data', () => timers.push(setInterval(() => socket.write('250-still here\r\n'), 100)));
    });
    const startedAt = Date.now();

    expect(await mailerTo(trickling.url).send(sampleMail)).toEqual({ kind: 'retry', code: 'timeout' });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(timeouts.totalMs - 50);
    for (const timer of timers) clearInterval(timer);
    await trickling.close();
  });

  it('one that hangs up, before or within the conversation, is worth another attempt', async () => {
    const rude = await startRawServer((socket) => socket.destroy());
    const ruder = await startRawServer((socket) => {
      socket.write('220 hello\r\n');
      socket.once('data', () => socket.destroy());
    });

    for (const url of [rude.url, ruder.url])
      expect(await mailerTo(url).send(sampleMail)).toEqual({ kind: 'retry', code: 'connection_failed' });
    await Promise.all([rude.close(), ruder.close()]);
  });

  it('one that is not there is worth another attempt', async () => {
    const gone = await startRawServer(() => undefined);
    await gone.close();

    expect(await mailerTo(gone.url).send(sampleMail)).toEqual({ kind: 'retry', code: 'connection_failed' });
  });

  it('a wrong password is ours to mend: nothing is lost for it', async () => {
    const strict = await startSmtpServer({
      authOptional: false,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(new Error('No')),
    });

    const result = await mailerTo(strict.url.replace('//', '//user:secret@')).send(sampleMail);

    expect(result).toEqual({ kind: 'retry', code: 'login_failed' });
    expect(JSON.stringify(logs)).not.toContain('secret');
    await strict.close();
  });
});

describe('a mailer without a server', () => {
  describeMailer(createOutboxMailer);

  it('says that nothing leaves', () => {
    expect(createOutboxMailer().delivers).toBe(false);
    expect(mailer.delivers).toBe(true);
  });
});
