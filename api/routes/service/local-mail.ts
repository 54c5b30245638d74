// What would have been mailed, for the person who tries Parley without a mail server; never mounted elsewhere.
import { z } from 'zod';
import { AppError } from '../../../domain/errors.ts';
import type { Mail } from '../../../domain/ports/mail.ts';
import type { LocalMails, LocalMail } from '../../../infra/db/deliveries/local-mail.ts';
import { defineRoute, type Reply, type Route } from '../../guard/route.ts';
import { markup, page, pageContentType, pageHeaders, type Markup } from '../../markup.ts';
import { peopleFace } from '../../people-face.ts';

const shownMax = 100;

const timeOf = ({ createdAt }: LocalMail): string =>
  `${new Date(createdAt).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Why there is nothing to read. */
const absence = ({ status, reason }: LocalMail): string => {
  if (status === 'pending') return 'not written yet';
  if (status === 'outbox') return 'erased with the personal data of its interview';
  return `${status}${reason === null ? '' : `: ${reason}`}`;
};

const subjectOf = ({ id, mail }: LocalMail): Markup | null =>
  mail === null ? null : markup`<a href="/dev/outbox/${id}">${mail.subject}</a>`;

const entry = (one: LocalMail): Markup => markup`<tr>
<td>${timeOf(one)}</td>
<td>${one.template}</td>
<td>${one.mail === null ? absence(one) : one.mail.to.join(', ')}</td>
<td>${subjectOf(one)}</td>
</tr>`;

const listPage = (entries: LocalMail[]): string =>
  page(
    'LocalMails',
    markup`<p>No mail server is configured, so these mails were written and kept instead of sent. The newest come first; reload to see more.</p>
<table>
<thead><tr><th scope="col">Asked for</th><th scope="col">Mail</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
<tbody>${entries.map(entry)}</tbody>
</table>
<p>${entries.length === 0 ? 'There are none yet.' : ''}</p>`,
  );

const replyOf = ({ replyTo }: Mail): Markup | null =>
  replyTo === null ? null : markup`<dt>Answers go to</dt><dd>${replyTo}</dd>`;

const mailPage = (one: LocalMail): string => {
  const { mail } = one;
  if (mail === null) return page('Mail', markup`<p>There is nothing to read: ${absence(one)}.</p>`);
  return page(
    mail.subject,
    markup`<p><a href="/dev/outbox">All mails</a></p>
<dl><dt>To</dt><dd>${mail.to.join(', ')}</dd>${replyOf(mail)}<dt>Asked for</dt><dd>${timeOf(one)}</dd></dl>
<h2>Text</h2>
<pre>${mail.text}</pre>
<h2>HTML</h2>
<iframe sandbox title="The mail as HTML" srcdoc="${mail.html}" width="100%" height="600"></iframe>`,
  );
};

/** The mail's own inline styles are shown, in a frame that runs, sends and loads nothing. */
const headers = {
  ...pageHeaders,
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
};

const asPage = (body: string): Reply => ({ status: 200, body, headers });

const common = {
  method: 'GET',
  tag: 'Service',
  access: { kind: 'public' },
  responses: { 200: { description: 'The page.', contentType: pageContentType } },
  hidden: true,
  face: peopleFace('/dev'),
  loopbackOnly: true,
  limitClass: 'none',
  reads: ['mail'],
  readBy: 'operator',
} as const;

export const localMailRoutes = ({ mails }: { mails: LocalMails }): Route[] => [
  defineRoute({
    ...common,
    path: '/dev/outbox',
    operationId: 'listOutbox',
    summary: 'The mails that were not sent for want of a mail server.',
    problems: ['request.not_found'],
    handler: async () => asPage(listPage(await mails.newest(shownMax))),
  }),
  defineRoute({
    ...common,
    path: '/dev/outbox/:id',
    operationId: 'readOutbox',
    summary: 'One of them.',
    params: z.object({ id: z.string().min(1).max(100) }),
    problems: ['request.not_found'],
    handler: async ({ params }) => {
      const found = await mails.find(params.id);
      if (found === null) throw new AppError('request.not_found');
      return asPage(mailPage(found));
    },
  }),
];
