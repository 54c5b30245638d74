// What every answer tells browsers: render nothing, embed nowhere, keep nothing. Pages for people loosen it themselves.
import helmet from 'koa-helmet';
import type { Middleware } from 'koa';

const nothingAllowed = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export const securityHeaders = (): Middleware => {
  const common = helmet({
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  return async (ctx, next) => {
    ctx.set('Content-Security-Policy', nothingAllowed);
    ctx.set('Cache-Control', 'no-store');
    await common(ctx, next);
  };
};
