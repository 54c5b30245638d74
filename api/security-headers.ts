// What every answer tells browsers: render nothing, embed nowhere, keep nothing. Pages for people loosen it themselves.
import type { Middleware } from 'koa';

const nothingAllowed = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** What a page could ask a browser for. Nothing of it, but the microphone where people speak. */
const devices = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'midi',
  'payment',
  'publickey-credentials-get',
  'usb',
  'xr-spatial-tracking',
];
const permissions = (microphone: string): string =>
  [...devices.map((name) => `${name}=()`), `microphone=${microphone}`].join(', ');

export const microphoneAllowed = permissions('(self)');

const headers = Object.entries({
  'Content-Security-Policy': nothingAllowed,
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': permissions('()'),
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
});

export const securityHeaders = (): Middleware => (ctx, next) => {
  for (const [name, value] of headers) ctx.res.setHeader(name, value);
  return next();
};
