// What every mailer promises, with a server behind it or without.
import { expect, it } from 'vitest';
import type { Mail, Mailer } from '../../domain/ports/mail.ts';

export const sampleMail: Mail = {
  messageId: '<mail_1@parley.example>',
  senderName: null,
  replyTo: null,
  to: ['sam@candidate.example'],
  subject: 'Your interview – Zoë',
  text: 'Hello\n\nhttps://parley.example/interview/token\n',
  html: '<p>Hello</p>',
};

/** Each would put something into a header, or reach somebody else. */
const hostileMails: [string, Partial<Mail>, string][] = [
  ['a recipient with a line break', { to: ['a@b.example\r\nBcc: c@d.example'] }, 'address_invalid'],
  ['two recipients in one', { to: ['a@b.example, c@d.example'] }, 'address_invalid'],
  ['a recipient with a name around it', { to: ['Sam <a@b.example>'] }, 'address_invalid'],
  ['a recipient with a command in it', { to: ['a@b.example> SIZE=1\r\nRCPT TO:<c@d.example'] }, 'address_invalid'],
  ['a recipient without a place', { to: ['sam'] }, 'address_invalid'],
  ['a recipient who is quoted out of the command', { to: ['"a>\r\nRCPT TO:<x"@b.example'] }, 'address_invalid'],
  ['a recipient who hides something', { to: ['a\u200b@b.example'] }, 'address_invalid'],
  ['no recipient', { to: [] }, 'address_invalid'],
  ['a subject of two lines', { subject: 'Hello\r\nBcc: c@d.example' }, 'subject_invalid'],
  ['a subject of two lines, short break', { subject: 'Hello\nX: y' }, 'subject_invalid'],
  ['a place for answers with a line break', { replyTo: 'a@b.example\nBcc: c@d.example' }, 'reply_address_invalid'],
  ['a sender’s name of two lines', { senderName: 'Acme\r\nBcc: c@d.example' }, 'sender_invalid'],
  ['a Message-ID with a line break', { messageId: '<a@b.example>\r\nBcc: c@d.example' }, 'message_id_invalid'],
];

export const describeMailer = (mailerOf: () => Mailer): void => {
  it('takes an ordinary mail', async () => {
    expect(await mailerOf().send(sampleMail)).toEqual({ kind: 'sent' });
  });

  it('takes one with every optional part', async () => {
    const mail = { ...sampleMail, senderName: 'Zoë & Söhne, Ltd', replyTo: "o'hara@acme.example" };

    expect(await mailerOf().send(mail)).toEqual({ kind: 'sent' });
  });

  it.each([
    'müller@exämple.de',
    'user@xn--h1aigbl0e.xn--p1ai',
    'a=b+c@example.com',
    "o'neil@example.ie",
    '"sam,example"@example.com',
    'Sam@EXAMPLE.technology',
  ])('takes a mail to %s', async (address) => {
    expect(await mailerOf().send({ ...sampleMail, to: [address] })).toEqual({ kind: 'sent' });
  });

  it.each(hostileMails)('refuses %s for good, and sends nothing', async (_, changes, code) => {
    expect(await mailerOf().send({ ...sampleMail, ...changes })).toEqual({ kind: 'refused', code });
  });
};
