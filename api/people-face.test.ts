import { describe, expect, it } from 'vitest';
import { AppError, errorTable, isErrorCode } from '../domain/errors.ts';
import { presentError } from './guard/face.ts';
import { peopleFace } from './people-face.ts';

const context = { publicUrl: 'https://parley.test', requestId: 'req_1' };
const said = (error: AppError, prefersJson = false) =>
  presentError(error, { ...context, face: peopleFace('/review', { 'review.ended': 'It has <ended>.' }), prefersJson });

describe('an error on a page for people', () => {
  it.each(Object.keys(errorTable).filter(isErrorCode))('%s is a page with its status and a next step', (code) => {
    const { status, contentType, text, headers } = said(new AppError(code));

    expect([status, contentType]).toEqual([errorTable[code].status, 'text/html; charset=utf-8']);
    expect(text).toMatch(/<html lang="en">.*<title>[^<]+<\/title>.*<h1>[^<]+<\/h1>.*<p>[^<]{10,}<\/p>.*req_1/s);
    expect(text).not.toMatch(/<script|JSON|schema|undefined/);
    expect(headers).toMatchObject({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' });
    expect(headers['Content-Security-Policy']).toMatch(/^default-src 'none'/);
  });

  it('says a code in the words that the page has for it, as text', () => {
    expect(said(new AppError('review.ended')).text).toContain('It has &lt;ended&gt;.');
  });

  it.each([
    [30, '30 seconds'],
    [600, '10 minutes'],
  ])('says how long to wait: %d seconds', (retryAfterSeconds, shown) => {
    const { text, headers } = said(new AppError('request.too_many', { retryAfterSeconds }));

    expect(text).toContain(`about ${shown}`);
    expect(headers['Retry-After']).toBe(String(retryAfterSeconds));
  });

  it('is a problem for callers who would rather have JSON', () => {
    const { contentType, text } = said(new AppError('review.ended'), true);

    expect(contentType).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(text)).toMatchObject({ code: 'review.ended', status: 410 });
  });
});
