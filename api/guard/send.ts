// Writes an answer: headers, cookies, and 304 for those who have it already.
import { AppError } from '../../domain/errors.ts';
import type { Answer } from './answer.ts';
import { matchesTag } from './entity-tags.ts';
import type { ExchangeContext } from './exchange.ts';
import type { SetCookie } from './route.ts';

const cookieToken = /^[A-Za-z0-9_.~-]*$/;

const cookieText = ({ name, value, maxAgeSeconds, path }: SetCookie, secure: boolean): string => {
  if (!cookieToken.test(name) || !cookieToken.test(value)) throw new AppError('internal.error');
  const attributes = [
    `Path=${path}`,
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ];
  return [`${name}=${value}`, ...attributes].join('; ');
};

const isUnchanged = (ctx: ExchangeContext, status: number): boolean => {
  const etag = ctx.response.get('ETag');
  const conditional = ctx.method === 'GET' || ctx.method === 'HEAD';
  return conditional && status === 200 && etag !== '' && matchesTag(ctx.req.headers['if-none-match'], etag);
};

export const send = (ctx: ExchangeContext, answer: Answer, { secureCookies }: { secureCookies: boolean }): void => {
  const { status, headers, contentType, body, cookies } = answer;
  ctx.set(headers);
  for (const cookie of cookies) ctx.append('Set-Cookie', cookieText(cookie, secureCookies));
  const unchanged = isUnchanged(ctx, status);
  const empty = unchanged || body === null || body.length === 0;
  ctx.body = empty ? null : Buffer.from(body);
  ctx.status = unchanged ? 304 : status;
  if (!empty) ctx.set('Content-Type', contentType);
};
