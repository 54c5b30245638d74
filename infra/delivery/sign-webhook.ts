// Signs a webhook in both conventions that receivers know: Standard Webhooks, and one HMAC over timestamp and body.
import { createHmac } from 'node:crypto';
import type { Receiver } from '../../domain/ports/webhooks.ts';
import type { SigningKey } from '../../domain/ports/signing.ts';

const secretPrefix = 'whsec_';

export type SignedMessage = {
  /** The event's id: the same in every attempt and every redelivery. */
  id: string;
  tenantId: string;
  body: string;
  /** Epoch milliseconds of this attempt. */
  at: number;
};

/** Standard Webhooks: the bytes that the text after `whsec_` encodes. */
const secretBytes = (secret: string): Buffer => Buffer.from(secret.slice(secretPrefix.length), 'base64');

const standardSignatures = (
  { secrets, ed25519 }: Pick<Receiver, 'secrets' | 'ed25519'>,
  text: string,
  key: SigningKey,
): string => {
  const live = secrets.previous === null ? [secrets.current] : [secrets.current, secrets.previous];
  const hmacs = live.map((secret) => `v1,${createHmac('sha256', secretBytes(secret)).update(text).digest('base64')}`);
  return [...hmacs, ...(ed25519 ? [`v1a,${key.sign(text)}`] : [])].join(' ');
};

/**
 * The headers that prove where a message is from. The single legacy header can carry one signature only: during a
 * rotation's overlap it keeps the old secret, and its key is the whole `whsec_…` text, since receivers of that
 * convention treat a secret as an opaque string.
 */
export const signWebhook = (
  receiver: Pick<Receiver, 'secrets' | 'ed25519'>,
  { id, tenantId, body, at }: SignedMessage,
  key: SigningKey,
): Record<string, string> => {
  const seconds = Math.floor(at / 1_000).toString();
  const timestamp = new Date(at).toISOString();
  const legacySecret = receiver.secrets.previous ?? receiver.secrets.current;
  const legacy = createHmac('sha256', Buffer.from(legacySecret, 'utf8')).update(`${timestamp}.${body}`).digest('hex');
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': standardSignatures(receiver, `${id}.${seconds}.${body}`, key),
    'X-Webhook-Signature': `sha256=${legacy}`,
    'X-Webhook-Timestamp': timestamp,
    'X-Tenant-ID': tenantId,
  };
};
