// What stands at the root, for whoever opens the address that a start has printed.
import { z } from 'zod';
import { defineRoute, type Route } from '../../guard/route.ts';
import { markup, page, pageContentType, pageHeaders, type Markup } from '../../markup.ts';

type Place = { path: string; says: string };

const places: readonly Place[] = [
  { path: '/docs', says: 'The API, to read and to try' },
  { path: '/docs/errors', says: 'Its error codes' },
  { path: '/openapi.json', says: 'The same for programs (OpenAPI)' },
  { path: '/readyz', says: 'Whether everything works' },
  { path: '/.well-known/parley-keys.json', says: 'The keys with which Parley signs' },
];
const outbox: Place = { path: '/dev/outbox', says: 'Mails that were not sent for want of a mail server' };

const developers: Place = { path: '/console', says: 'The console: every run of the demo tenant, live' };

const item = ({ path, says }: Place): Markup => markup`<li><a href="${path}">${says}</a></li>`;

const homePage = (shown: readonly Place[]): string =>
  page(
    'Parley',
    markup`<p>This server holds job interviews. If you were invited to one, open the link in your invitation.</p>
<ul>
${shown.map(item)}
</ul>`,
  );

/** `keepsMails` where those that are not sent can be read at this machine; the console is there for developers alone. */
export const homeRoutes = ({ keepsMails, hasConsole }: { keepsMails: boolean; hasConsole: boolean }): Route[] => {
  const body = homePage([...places, ...(keepsMails ? [outbox] : []), ...(hasConsole ? [developers] : [])]);
  return [
    defineRoute({
      method: 'GET',
      path: '/',
      operationId: 'viewHome',
      summary: 'Where things are',
      tag: 'Service',
      access: { kind: 'public' },
      // Whatever others append to a link is passed over.
      query: z.looseObject({}),
      responses: { 200: { description: 'The page.', contentType: pageContentType } },
      problems: [],
      limitClass: 'none',
      hidden: true,
      handler: () => Promise.resolve({ status: 200, body, headers: pageHeaders }),
    }),
  ];
};
