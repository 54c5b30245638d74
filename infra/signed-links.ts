// Signs the links that open one page each, with a key for each purpose, derived from PARLEY_SIGNING_KEY; no token is stored.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ofNoRun, type SignedLink, type SignedLinks } from '../domain/ports/signed-links.ts';
import { addLogFields } from './log.ts';

const version = 1;

const payloadSchema = z.tuple([
  z.literal(version),
  z.string(),
  z.string().min(1).max(64),
  z.string().min(1).max(64),
  z.int().positive(),
]);

const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

const parsePayload = (encoded: string, purpose: string): SignedLink | null => {
  try {
    const parsed = payloadSchema.safeParse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
    if (!parsed.success) return null;
    const [, signedFor, runId, linkId, expiresAt] = parsed.data;
    return signedFor === purpose ? { runId, linkId, expiresAt } : null;
  } catch {
    return null;
  }
};

/** Where the page of each purpose is: its token stands behind it. */
const pages = { review: 'review', inbox: 'review/inbox', result: 'result', recordings: 'recordings' } as const;

/**
 * Tokens are `<payload>.<HMAC-SHA-256>`, both base64url; the same link always has the same token, and a token of one
 * purpose opens nothing of another.
 */
export const createSignedLinks = (
  purpose: keyof typeof pages,
  deps: { signingKey: Uint8Array; publicUrl: string },
): SignedLinks => {
  const key = Buffer.from(hkdfSync('sha256', deps.signingKey, Buffer.alloc(0), `parley/${purpose}-link/hmac/1`, 32));
  const macOf = (payload: string): Buffer => createHmac('sha256', key).update(payload, 'utf8').digest();
  return {
    urlOf: ({ runId, linkId, expiresAt }) => {
      const payload = encode(JSON.stringify([version, purpose, runId, linkId, expiresAt]));
      return `${deps.publicUrl.replace(/\/$/, '')}/${pages[purpose]}/${payload}.${macOf(payload).toString('base64url')}`;
    },
    read: (token) => {
      const [payload = '', mac = '', ...rest] = token.split('.');
      const expected = macOf(payload);
      const given = Buffer.from(mac, 'base64url');
      const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
      // Base64url has spare bits at its end: only the one spelling that was handed out counts.
      if (!isOurs || rest.length > 0 || given.toString('base64url') !== mac) return null;
      const link = parsePayload(payload, purpose);
      if (link !== null && link.runId !== ofNoRun) addLogFields({ runId: link.runId });
      return link;
    },
  };
};
