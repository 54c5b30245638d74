// What readers of hooks, and of records in part, share: bodies and their members as foreign texts, and signatures compared in constant time.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { AtsApplication, AtsEvent, AtsHooks } from '../../domain/ports/ats-hooks.ts';

export type Members = Readonly<Record<string, unknown>>;

export const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Null for what is no JSON object in UTF-8. */
export const bodyOf = (bytes: Uint8Array): Members | null => {
  try {
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Members) : null;
  } catch {
    return null;
  }
};

/** Of an ATS: what stands in clear columns must not be able to say who somebody is. */
const vendorId = /^[A-Za-z0-9_-]{1,100}$/;

export const idOf = (value: unknown): string | null => {
  const id = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof id === 'string' && vendorId.test(id) ? id : null;
};

export const textOf = (value: unknown, lengthMax = 500): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, lengthMax) : null;

/** Epoch milliseconds of an ISO date or of themselves. */
export const timeOf = (value: unknown): number | null => {
  const time = typeof value === 'string' && value.length <= 40 ? Date.parse(value) : value;
  return typeof time === 'number' && Number.isFinite(time) && time > 0 ? Math.trunc(time) : null;
};

/** The vendor's word for what happened, as a code of ours may show it. */
export const actionOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_.]{0,59}$/.test(value) ? value : null;

export const bodyDigest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** One secret, or several: an ATS gives each of its hooks one of its own. */
export const secretsOf = (value: unknown): readonly string[] =>
  [value].flat().filter((secret): secret is string => typeof secret === 'string' && secret !== '');

/** Whether one of the secrets made this hexadecimal HMAC-SHA256; every one is tried, whichever fits. */
export const isSignedBy = (secrets: readonly string[], signed: Uint8Array | string, presented: string): boolean => {
  if (!/^[0-9a-f]{64}$/i.test(presented)) return false;
  const told = Buffer.from(presented, 'hex');
  let fits = false;
  for (const secret of secrets)
    fits = timingSafeEqual(createHmac('sha256', secret).update(signed).digest(), told) || fits;
  return fits;
};

const noEvent: AtsEvent = {
  type: 'application_changed',
  applicationId: null,
  candidateId: null,
  jobId: null,
  mergedInto: null,
  application: null,
  at: null,
};

export const eventWith = (type: AtsEvent['type'], known: Partial<AtsEvent>): AtsEvent => ({
  ...noEvent,
  ...known,
  type,
});

/** What happened to an application that the body shows whole. */
export const eventOf = (type: AtsEvent['type'], application: AtsApplication): AtsEvent =>
  eventWith(type, {
    applicationId: application.applicationId,
    candidateId: application.candidateId,
    jobId: application.job?.id ?? null,
    application,
    at: application.updatedAt,
  });

type SignedHooks = {
  /** The header of the signature, in small letters, and how it stands there: its one group is the hexadecimal HMAC-SHA256 of the bytes. */
  header: string;
  form: RegExp;
  /** Of a body with an action; null where the body is not as it should be. */
  eventIn(action: string, body: Members): AtsEvent | 'ignored' | null;
  /** What the vendor knows the event by. */
  keyOf(event: AtsEvent, body: Members, call: Parameters<AtsHooks['read']>[0]): string;
};

/** Hooks with a secret each, signed over their bytes, whose body names an action; `ping` tests the address. */
export const signedHooks = ({ header, form, eventIn, keyOf }: SignedHooks): AtsHooks => ({
  signsBody: true,
  verify: ({ body, headers }, { webhookSecret }) => {
    const secrets = secretsOf(webhookSecret);
    if (secrets.length === 0) return 'unsigned';
    const [, presented = ''] = form.exec(headers[header] ?? '') ?? [];
    return isSignedBy(secrets, body, presented) ? 'authentic' : 'forged';
  },
  read: (call) => {
    const body = bodyOf(call.body);
    const action = actionOf(body?.['action']);
    if (body === null || action === null) return { kind: 'unreadable' };
    if (action === 'ping') return { kind: 'ping' };
    const event = eventIn(action, body);
    if (event === null) return { kind: 'unreadable' };
    if (event === 'ignored') return { kind: 'ignored', action };
    return { kind: 'event', action, eventKey: keyOf(event, body, call), event };
  },
});
