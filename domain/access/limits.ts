// How often one caller may ask: the one table of limits, told apart by who is counted and over which time.

/**
 * `name` is what the answer's headers call the limit, `setting` what an operator changes it with; counts start with the
 * first request and end with the window.
 */
export type LimitPolicy = { name: string; limit: number; windowSeconds: number; setting?: string };

export type LimitPolicies = Record<'key' | 'address' | 'page' | 'login' | 'wrongKey' | 'room' | 'hook', LimitPolicy>;

const hour = 3_600;
/** A candidate's page asks every ten seconds, from several devices and through a long conversation. */
const roomRequestsPerHour = 3_000;
/** Of one connection: an ATS that moves a few thousand candidates at once is nothing unusual. */
const hooksPerHour = 20_000;
/** Of what an address may ask in an hour: what people and programs with a mistake never need more of. */
const loginShare = 0.06;
const wrongKeyShare = 0.03;
/** A page is a dozen files, and a whole job fair opens it from one address. */
const pageShare = 20;

const share = (limit: number, part: number): number => Math.max(1, Math.round(limit * part));

const setting = 'PARLEY_ADDRESS_REQUESTS_PER_HOUR';

/**
 * With the defaults: 1,000 an hour per key and per address, 60 wrong links in ten minutes, 30 wrong keys in a quarter,
 * 20,000 pages and their files. Valid links and keys never count against an address.
 */
export const limitPolicies = (perHour: { key: number; address: number }): LimitPolicies => ({
  key: { name: 'key', limit: perHour.key, windowSeconds: hour, setting: 'PARLEY_REQUESTS_PER_HOUR' },
  address: { name: 'address', limit: perHour.address, windowSeconds: hour, setting },
  page: { name: 'page', limit: share(perHour.address, pageShare), windowSeconds: hour, setting },
  login: { name: 'login', limit: share(perHour.address, loginShare), windowSeconds: hour / 6, setting },
  wrongKey: { name: 'wrong-key', limit: share(perHour.address, wrongKeyShare), windowSeconds: hour / 4, setting },
  room: { name: 'room', limit: roomRequestsPerHour, windowSeconds: hour },
  hook: { name: 'hook', limit: hooksPerHour, windowSeconds: hour },
});
