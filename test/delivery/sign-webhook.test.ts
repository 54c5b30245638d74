import { createHmac } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import type { OutboundRequest } from '../../domain/ports/outbound.ts';
import type { Receiver } from '../../domain/ports/webhooks.ts';
import { createWebhookSender } from '../../infra/delivery/webhook-sender.ts';
import { createSigningKeys, verifySignature } from '../../infra/signing/signing-keys.ts';

const signingKeys = createSigningKeys(Buffer.alloc(32, 3));
const current = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const previous = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const body = JSON.stringify({ id: 'e1', name: 'Zoë – 候補者', data: {} });
const id = '7b1c2b6e-5a43-5b5c-8f13-6f3b7f3c2f10';

/** Sends once and returns what would go over the wire. */
const sent = async (change: Partial<Receiver> = {}, at = Date.now()): Promise<OutboundRequest> => {
  const requests: OutboundRequest[] = [];
  const sender = createWebhookSender({
    signingKeys,
    clock: { now: () => at },
    outbound: {
      send: (request) => {
        requests.push(request);
        return Promise.resolve({ kind: 'answer', status: 204, retryAfterSeconds: null, excerpt: '', durationMs: 1 });
      },
    },
  });
  const receiver = {
    id: 'wep_1',
    status: 'active',
    ed25519: false,
    secrets: { current, previous: null },
    ...change,
    url: 'https://receiver.example/hook',
  } as const;
  await sender.send(receiver, { id, tenantId: 'tnt_1', body });
  const [request] = requests;
  if (!request) throw new Error('nothing was sent');
  return request;
};

const svixHeaders = (headers: OutboundRequest['headers']): Record<string, string> => ({ ...headers });

const verifiers = {
  standardwebhooks: (secret: string, payload: string, headers: OutboundRequest['headers']): unknown =>
    new StandardWebhook(secret).verify(payload, { ...headers }),
  svix: (secret: string, payload: string, headers: OutboundRequest['headers']): unknown =>
    new SvixWebhook(secret).verify(payload, svixHeaders(headers)),
};

describe.each(Object.entries(verifiers))('a receiver that verifies with %s', (_, verify) => {
  it('accepts a message and refuses a changed one', async () => {
    const { headers } = await sent();

    expect(verify(current, body, headers)).toEqual(JSON.parse(body));
    expect(() => verify(current, `${body} `, headers)).toThrow();
    expect(() => verify(current, body, { ...headers, 'webhook-id': 'other' })).toThrow();
    expect(() => verify(previous, body, headers)).toThrow();
  });

  it('accepts both secrets while they overlap, and messages that carry an Ed25519 signature too', async () => {
    const { headers } = await sent({ secrets: { current, previous }, ed25519: true });

    expect(verify(current, body, headers)).toEqual(JSON.parse(body));
    expect(verify(previous, body, headers)).toEqual(JSON.parse(body));
  });

  it('refuses a message that was kept for ten minutes', async () => {
    const { headers } = await sent({}, Date.now() - 600_000);

    expect(() => verify(current, body, headers)).toThrow();
  });
});

/** As a receiver of the other convention does it: the secret is a string, the signature hexadecimal. */
const legacySignature = (secret: string, timestamp: string, payload: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')}`;

describe('the single signature header', () => {
  it('is an HMAC over timestamp and body, the timestamp in ISO 8601', async () => {
    const { headers } = await sent({}, Date.UTC(2026, 10, 22, 12, 0, 0, 123));

    expect(headers['X-Webhook-Timestamp']).toBe('2026-11-22T12:00:00.123Z');
    expect(headers['X-Webhook-Signature']).toBe(legacySignature(current, '2026-11-22T12:00:00.123Z', body));
    expect(headers['X-Tenant-ID']).toBe('tnt_1');
  });

  it('keeps the old secret until the overlap ends', async () => {
    const during = await sent({ secrets: { current, previous } });
    const after = await sent({ secrets: { current, previous: null } });

    const timestampOf = ({ headers }: OutboundRequest): string => headers['X-Webhook-Timestamp'] ?? '';
    expect(during.headers['X-Webhook-Signature']).toBe(legacySignature(previous, timestampOf(during), body));
    expect(after.headers['X-Webhook-Signature']).toBe(legacySignature(current, timestampOf(after), body));
  });
});

describe('the Ed25519 signature', () => {
  it('is there only for endpoints that want it, and verifies with the public key alone', async () => {
    const plain = await sent();
    const { headers } = await sent({ ed25519: true });

    const signature = headers['webhook-signature']?.split(' ').find((part) => part.startsWith('v1a,')) ?? '';
    const text = `${id}.${headers['webhook-timestamp']}.${body}`;
    expect(plain.headers['webhook-signature']).not.toContain('v1a');
    expect(verifySignature(signingKeys.webhook.publicKey, text, signature.slice(4))).toBe(true);
    expect(verifySignature(signingKeys.webhook.publicKey, `${text} `, signature.slice(4))).toBe(false);
    expect(verifySignature(signingKeys.bundle.publicKey, text, signature.slice(4))).toBe(false);
  });
});

describe('every attempt', () => {
  it('has the same id and body, and a timestamp of its own', async () => {
    const [first, second] = [await sent({}, 1_000_000), await sent({}, 2_000_000)];

    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(second.body).toBe(first.body);
    expect([first, second].map(({ headers }) => headers['webhook-timestamp'])).toEqual(['1000', '2000']);
  });

  it('is a JSON POST that names its sender and gives up after 15 seconds', async () => {
    const request = await sent();

    expect(request).toMatchObject({ method: 'POST', timeoutMs: 15_000, body });
    expect(request.headers['Content-Type']).toBe('application/json');
    expect(request.headers['user-agent']).toMatch(/^Parley\/\d+\.\d+\.\d+/);
  });
});
