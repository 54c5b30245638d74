// What a vendor's answer that is no good comes to: one list of codes for the ledger and for the page on connections.
import { VendorTrouble, type VendorAnswer } from '../../domain/ports/ats-records.ts';
import type { OutboundFailure } from '../../domain/ports/outbound.ts';
import { parseRetryAfter } from '../http/retry-after.ts';

/** Whether trying again later may help, without anybody changing what we send. */
const retryable = {
  /** 401: credentials that the vendor does not know; they may be set anew. */
  'vendor.unauthorised': true,
  /** 403: a permission is missing; it may be granted. */
  'vendor.forbidden': true,
  'vendor.rate_limited': true,
  /** No answer, or one that says "later". */
  'vendor.unavailable': true,
  /** Not what the vendor documents: a proxy's page, a redirect, another shape, too long. */
  'vendor.answer_invalid': true,
  /** The vendor does not take what we sent. */
  'vendor.refused': false,
  'vendor.too_large': false,
  /** More than is read of one list. */
  'vendor.too_many': false,
  'vendor.field_unknown': false,
  /** A field that only people fill in: a user, a currency. */
  'vendor.field_not_writable': false,
  /** The vendor takes all fields of an object together, and refuses what it has itself told of one that only people fill in. */
  'vendor.field_beside': false,
  /** Another type than the field's, or none of its options. */
  'vendor.value_unfit': false,
  /** The vendor's API has no way to do it. */
  'vendor.not_supported': false,
  /** The connection lacks what this call needs: credentials, the id of a user, an address that may be called. */
  'vendor.settings_invalid': false,
  record_missing: false,
} as const satisfies Record<string, boolean>;

export type VendorTroubleCode = keyof typeof retryable;

export const vendorTroubleCodes = Object.keys(retryable) as VendorTroubleCode[];

type About = { status?: number | null; retryAfterMs?: number | null };

export const trouble = (code: VendorTroubleCode, about: About = {}): VendorTrouble =>
  new VendorTrouble(code, { retryable: retryable[code], ...about });

const addressFailures: ReadonlySet<OutboundFailure> = new Set([
  'url_invalid',
  'scheme_not_allowed',
  'credentials_in_url',
  'port_not_allowed',
  'address_not_allowed',
]);

export const troubleOfFailure = (failure: OutboundFailure): VendorTrouble => {
  if (addressFailures.has(failure)) return trouble('vendor.settings_invalid');
  const isAnswer = failure === 'answer_invalid' || failure === 'answer_too_large';
  return trouble(isAnswer ? 'vendor.answer_invalid' : 'vendor.unavailable');
};

const secondsMax = 3_600;
/** A number above is a time since 1970 and not a number of seconds from now. */
const epochSecondsMin = 1_000_000_000;

const secondsUntilReset = (value: string | undefined, nowMs: number): number | null => {
  if (value === undefined || !/^\d{1,13}$/.test(value.trim())) return null;
  const number = Number(value);
  if (number < epochSecondsMin) return Math.min(number, secondsMax);
  const atMs = number > epochSecondsMin * 1_000 ? number : number * 1_000;
  return Math.min(Math.max(0, (atMs - nowMs) / 1_000), secondsMax);
};

/** How long the vendor wants peace, as its headers say; null where they say nothing. */
export const peaceMsOf = (headers: VendorAnswer['headers'], nowMs: number): number | null => {
  const asked = parseRetryAfter(headers['retry-after'], nowMs, secondsMax);
  const seconds = asked ?? secondsUntilReset(headers['x-ratelimit-reset'], nowMs);
  return seconds === null ? null : Math.ceil(seconds * 1_000);
};

const codeByStatus: Readonly<Record<number, VendorTroubleCode>> = {
  401: 'vendor.unauthorised',
  403: 'vendor.forbidden',
  404: 'record_missing',
  408: 'vendor.unavailable',
  410: 'record_missing',
  413: 'vendor.too_large',
  425: 'vendor.unavailable',
  429: 'vendor.rate_limited',
};

/** What proxies answer in the vendor's name is a page: it says nothing about records or permissions. */
const spokenByVendor: ReadonlySet<VendorTroubleCode> = new Set([
  'vendor.forbidden',
  'record_missing',
  'vendor.refused',
]);

const codeOfStatus = (status: number, isPage: boolean): VendorTroubleCode => {
  if (status < 400) return 'vendor.answer_invalid';
  if (status >= 500) return 'vendor.unavailable';
  const code = codeByStatus[status] ?? 'vendor.refused';
  return isPage && spokenByVendor.has(code) ? 'vendor.answer_invalid' : code;
};

/** Null for an answer that is good. `isPage`: it has a body, and that is no JSON. */
export const troubleOfAnswer = (answer: VendorAnswer, isPage: boolean, nowMs: number): VendorTrouble | null => {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return isPage ? trouble('vendor.answer_invalid', { status }) : null;
  return trouble(codeOfStatus(status, isPage), { status, retryAfterMs: peaceMsOf(headers, nowMs) });
};
