// The API description for programs and, rendered, for people; everything it shows comes from this server.
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entityTag, jsonContentType } from '../../guard/answer.ts';
import { defineRoute, type Reply, type Route } from '../../guard/route.ts';
import { peopleFace } from '../../people-face.ts';
import { createOpenApi, type OpenApiOptions } from '../../openapi.ts';
import { renderErrorPage } from './error-page.ts';

const html = 'text/html; charset=utf-8';
const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';

/** The viewer sets style attributes and shows its icons as data; it may call nobody but this server. */
const viewerPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Parley API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="viewer"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;

/** `validatorUrl: null` keeps the viewer from asking a third party about our description. */
const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#viewer', validatorUrl: null, deepLinking: true, persistAuthorization: false });`;

const viewerFolder = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));

const fromViewer = (file: string) => (): Uint8Array => readFileSync(join(viewerFolder, file));

const viewerFiles: Record<string, { contentType: string; read: () => string | Uint8Array }> = {
  'swagger-ui.css': { contentType: style, read: fromViewer('swagger-ui.css') },
  'swagger-ui-bundle.js': { contentType: script, read: fromViewer('swagger-ui-bundle.js') },
  'start.js': { contentType: script, read: () => start },
};

const docsFace = peopleFace('/docs');

type Page = { path: string; operationId: string; summary: string; contentType: string; respond: () => Reply };

const pageRoute = ({ path, operationId, summary, contentType, respond }: Page): Route =>
  defineRoute({
    method: 'GET',
    path,
    operationId,
    summary,
    tag: 'Service',
    access: { kind: 'public' },
    responses: { 200: { description: summary, contentType } },
    problems: ['request.not_found'],
    limitClass: 'page',
    hidden: true,
    ...(path.startsWith('/docs') && { face: docsFace }),
    handler: () => Promise.resolve(respond()),
  });

/** Large and always the same: who has it is told so by 304. Made once, at its first reading. */
const lasting = (content: () => string | Uint8Array, headers: Record<string, string>): (() => Reply) => {
  let kept: Reply | null = null;
  return () => {
    if (kept !== null) return kept;
    const body = content();
    return (kept = { status: 200, body, headers: { ...headers, ETag: entityTag(hash('sha256', body).slice(0, 32)) } });
  };
};

const viewerHeaders = { 'Content-Security-Policy': viewerPolicy };

const fileRoutes = (): Route[] =>
  Object.entries(viewerFiles).map(([name, { contentType, read }]) =>
    pageRoute({
      path: `/docs/${name}`,
      operationId: `viewer-${name}`,
      summary: `The viewer’s ${name}`,
      contentType,
      respond: lasting(read, { 'Cache-Control': 'public, max-age=3600' }),
    }),
  );

/** All routes and the pages that describe them. */
export const describeRoutes = (routes: readonly Route[], options: OpenApiOptions): Route[] => {
  const description = JSON.stringify(createOpenApi(routes, options));
  const open = {
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'no-cache',
  };
  const pages: Page[] = [
    {
      path: '/openapi.json',
      operationId: 'getDescription',
      summary: 'The API description',
      contentType: jsonContentType,
      respond: lasting(() => description, open),
    },
    {
      path: '/docs',
      operationId: 'viewDescription',
      summary: 'The API description for people',
      contentType: html,
      respond: () => ({ status: 200, body: page, headers: viewerHeaders }),
    },
    {
      path: '/docs/errors',
      operationId: 'viewErrorCodes',
      summary: 'The error codes',
      contentType: html,
      respond: lasting(renderErrorPage, { 'Cache-Control': 'no-cache' }),
    },
  ];
  return [...routes, ...pages.map(pageRoute), ...fileRoutes()];
};
