// A receiver of webhooks that reads either header family.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Controls, Fault, Receive, Request, Reply } from './serve.ts';

const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
/** What the rules forge with. */
const forgers = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

const isSame = (given: string, expected: string): boolean =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));

const isFresh = (at: number): boolean => Math.abs(Date.now() - at) <= 300_000;

const isStandard = ({ headers, text }: Request, key: string, isAgeRight: (at: number) => boolean): boolean => {
  const { 'webhook-id': id = '', 'webhook-timestamp': time = '', 'webhook-signature': signatures = '' } = headers;
  const bytes = Buffer.from(key.slice('whsec_'.length), 'base64');
  const expected = `v1,${createHmac('sha256', bytes).update(`${id}.${time}.${text}`).digest('base64')}`;
  return isAgeRight(Number(time) * 1_000) && signatures.split(' ').some((one) => isSame(one, expected));
};

const isOlder = ({ headers, text }: Request, key: string, isAgeRight: (at: number) => boolean): boolean => {
  const { 'x-webhook-timestamp': time = '', 'x-webhook-signature': given = '' } = headers;
  const expected = `sha256=${createHmac('sha256', key).update(`${time}.${text}`).digest('hex')}`;
  return isAgeRight(Date.parse(time)) && isSame(given, expected);
};

type Trust = { secrets?: readonly string[]; isAgeRight?: (at: number) => boolean };

const createReceiver =
  ({ secrets = [secret], isAgeRight = isFresh }: Trust = {}) =>
  (): Receive =>
  (request): Reply => {
    const check = request.headers['webhook-signature'] === undefined ? isOlder : isStandard;
    return { status: secrets.some((key) => check(request, key, isAgeRight)) ? 204 : 401 };
  };

const taking = (isMeant: (request: Request) => boolean): Fault => ({
  reply: (reply, request) => (isMeant(request) ? { status: 204 } : reply),
});
const refusing = (isMeant: (request: Request) => boolean, status = 400): Fault => ({
  reply: (reply, request) => (reply.status === 204 && isMeant(request) ? { status } : reply),
});

const has =
  (name: string) =>
  ({ headers }: Request) =>
    headers[name] !== undefined;
const isAlone = (request: Request): boolean => !has('webhook-id')(request) || !has('x-webhook-signature')(request);

let firstId: string | undefined;
const seen = new Set<string>();

export const webhooksControls: Controls = {
  options: { secret },
  create: createReceiver(),
  createFor: {
    forged: createReceiver({ secrets: [secret, forgers] }),
    stale: createReceiver({ isAgeRight: (at) => at < Date.now() + 300_000 }),
  },
  limits: { 'in-time': { withinMs: 40 } },
  faults: {
    signed: refusing(({ headers, method }) => {
      if (method !== 'POST') return false;
      firstId ??= headers['webhook-id'];
      return headers['webhook-id'] === firstId;
    }),
    forged: {},
    unsigned: taking(({ headers }) => headers['webhook-signature'] === ''),
    headless: taking(
      ({ headers }) => headers['webhook-id'] === undefined && headers['x-webhook-signature'] === undefined,
    ),
    changed: taking(({ text }) => text.includes('ASSESSMENT_APPROVED')),
    'other-id': taking((request) => has('webhook-id')(request) && !has('x-webhook-signature')(request)),
    stale: {},
    rotation: refusing(({ headers }) => /^v1,\S+ /.test(headers['webhook-signature'] ?? '')),
    'other-kinds': refusing(({ headers }) => (headers['webhook-signature'] ?? '').startsWith('v1a,')),
    'a-family': refusing(isAlone),
    'raw-bytes': refusing(({ text }) => text.includes('\n')),
    'other-letters': refusing(({ text }) => /[^\u0000-\u007F]/.test(text)),
    more: refusing(({ text }) => text.includes('addedLater')),
    'other-types': refusing(({ text }) => text.includes('interview.added_later')),
    big: refusing(({ text }) => text.length > 16_384, 413),
    again: refusing(({ headers: { 'webhook-id': id = '' } }) => seen.has(id) || seen.add(id).size === 0, 409),
    order: refusing(({ text }) => text.includes('"seq":7'), 409),
    'in-time': { delayMs: 60 },
  },
};
