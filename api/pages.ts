// Serves the pages for people that `npm run build:web` makes: their files for ever, and each page's HTML with what it may do.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { roomLanguageAsked, type RoomLanguage } from '../domain/room/language.ts';
import type { BuiltFile, WebBuild } from '../infra/web-build.ts';
import { defineRoute, type Reply, type RequestFacts, type Route } from './guard/route.ts';
import { markup, page, pageContentType, pageHeaders } from './markup.ts';
import { microphoneAllowed } from './security-headers.ts';

/** Where the page reads what the server tells it before any call. */
const placeholder = '<!--settings-->';

/** A text that holds none of these cannot end the element that it stands in, nor a line of a script. */
const inElement: Readonly<Record<string, string>> = {
  '<': String.raw`\u003c`,
  '>': String.raw`\u003e`,
  '&': String.raw`\u0026`,
  '\u2028': String.raw`\u2028`,
  '\u2029': String.raw`\u2029`,
};

export const embeddedJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, (character) => inElement[character] ?? '');

const policyOf = (nonce: string, connects: readonly string[]): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    ["connect-src 'self'", ...connects].join(' '),
    "media-src 'self' blob:",
    "img-src 'self' data:",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');

/** For people first; the last line is for whoever runs the service. */
const notBuilt = page(
  'This page cannot be shown at the moment',
  markup`<p>It is nothing that you did, and nothing is lost: opening this link has changed nothing. Please try again later,
or answer the message in which you got the link: whoever sent it can help you, or arrange for you to talk to a person.</p>
<p><small>For the operator: the pages are not built. Run <code>npm run build:web</code>, then start the API again.</small></p>`,
);

const notBuiltReply: Reply = { status: 503, body: notBuilt, headers: { ...pageHeaders, 'Retry-After': '300' } };

/** What a route that answers with `pageReply` declares. */
export const pageResponses = {
  200: { description: 'The page.', contentType: pageContentType },
  503: { description: 'The pages are not built.', contentType: pageContentType },
};

/** Pages that links lead to are for everybody who has one, no part of what is described, and count for nobody. */
export const linkedPage = {
  method: 'GET',
  access: { kind: 'public' },
  responses: pageResponses,
  problems: [],
  hidden: true,
  limitClass: 'none',
} as const;

/** In which of its languages a page begins. */
export const languageAskedBy = (request: RequestFacts): RoomLanguage =>
  roomLanguageAsked(request.header('Accept-Language') ?? '');

type PageExtras = {
  /** Where people speak to us. */
  speaks?: boolean;
  /** Where else the page may connect. */
  connects?: readonly string[];
  /** Sources in `web/` that the page imports late and needs at once: the browser fetches them together with the rest. */
  ahead?: readonly string[];
};

const linkOf = (name: string): string =>
  name.endsWith('.css')
    ? `<link rel="stylesheet" crossorigin href="/assets/${name}">`
    : `<link rel="modulepreload" crossorigin href="/assets/${name}">`;

/** After what the page names itself, which is asked for first. */
const withAhead = (html: string, names: readonly string[]): string => {
  const links = [...new Set(names)].filter((name) => !html.includes(`"/assets/${name}"`)).map(linkOf);
  return html.replace('</head>', () => `${links.join('\n')}</head>`);
};

/** `settings` must not name anybody: they are shown to whoever asks. */
export const pageReply = (
  build: WebBuild | null,
  name: string,
  settings: Record<string, unknown>,
  { speaks = false, connects = [], ahead = [] }: PageExtras = {},
): Reply => {
  const html = build?.pages.get(name);
  if (build === null || html === undefined) return notBuiltReply;
  const nonce = randomBytes(16).toString('base64');
  const island = `<script type="application/json" id="settings" nonce="${nonce}">${embeddedJson(settings)}</script>`;
  return {
    status: 200,
    // A function, since `$` in a text would mean something.
    body: withAhead(html, ahead.flatMap(build.loads)).replace(placeholder, () => island),
    headers: {
      'Content-Security-Policy': policyOf(nonce, connects),
      ...(speaks && { 'Permissions-Policy': microphoneAllowed }),
      'X-Robots-Tag': 'noindex',
    },
  };
};

const isAccepted = (header: string, encoding: string): boolean => {
  const named = header.split(',').map((part) => part.split(';').map((piece) => piece.trim().toLowerCase()));
  return named.some(([name, quality]) => name === encoding && !/^q=0(?:\.0{0,3})?$/.test(quality ?? ''));
};

/** The smallest that the caller understands. */
const encoded = (file: BuiltFile, header: string): { body: Uint8Array; encoding?: string } => {
  const { plain, br, gzip } = file;
  if (br !== undefined && isAccepted(header, 'br')) return { body: br, encoding: 'br' };
  if (gzip !== undefined && isAccepted(header, 'gzip')) return { body: gzip, encoding: 'gzip' };
  return { body: plain };
};

/** Each name stands for one content for ever, and costs a look into memory: nobody is counted for it. */
export const assetRoutes = (build: WebBuild | null): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/assets/:name',
    operationId: 'readAsset',
    summary: 'A file that a page loads.',
    tag: 'Service',
    access: { kind: 'public' },
    params: z.object({ name: z.string().min(1).max(200) }),
    query: z.looseObject({}),
    responses: { 200: { description: 'The file.', contentType: '*/*' } },
    problems: ['request.not_found'],
    hidden: true,
    limitClass: 'none',
    handler: ({ params, request }) => {
      const file = build?.files.get(params.name);
      if (file === undefined) return Promise.reject(new AppError('request.not_found'));
      const { body, encoding } = encoded(file, request.header('Accept-Encoding') ?? '');
      return Promise.resolve({
        status: 200,
        body,
        contentType: file.contentType,
        headers: {
          'Cache-Control': 'public, max-age=31536000, immutable',
          Vary: 'Accept-Encoding',
          ...(encoding !== undefined && { 'Content-Encoding': encoding }),
        },
      });
    },
  }),
];
