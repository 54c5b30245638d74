// How a vendor is called: where, with what, how often, and what its own way of saying no looks like. One for each kind with records.
import type { z } from 'zod';
import type { ConnectionConfig, Credentials } from '../../domain/connections/connection.ts';
import { VendorTrouble, type AtsFile, type VendorAnswer } from '../../domain/ports/ats-records.ts';
import { trouble } from './trouble.ts';

/** Settings and credentials as their schemas made them. */
export type Settings = { config: ConnectionConfig; credentials: Credentials };

/** A form to the vendor's token endpoint, by OAuth 2 client credentials. */
export type TokenRequest = { url: string; authorization: string; form: Readonly<Record<string, string>> };

export type Access =
  /** The same with every call. */
  | { kind: 'headers'; headersOf(settings: Settings): Record<string, string> }
  /** A token of some minutes, presented as Bearer. */
  | { kind: 'token'; requestOf(settings: Settings): TokenRequest };

export type VendorDialect = {
  /** Without a slash at its end. */
  baseUrlOf(config: ConnectionConfig): string;
  access: Access;
  /** So many calls of one connection in any window, over all processes; `share` of what `X-RateLimit-Limit` says, where it does. */
  budget: { calls: number; windowSeconds: number; share?: number };
  /** Whether these settings can call the API of records at all, and a call of it that changes nothing, where `AtsAdapter.test` has none. */
  probe?: { url: string; isPossible(settings: Settings): boolean };
  /** A no in an answer whose status says yes, or a better reason than the status. */
  troubleOf?(answer: VendorAnswer): VendorTrouble | null;
};

export const basicAuthorization = (user: string, password = ''): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

export const withoutSlash = (url: string): string => url.replace(/\/$/, '');

/** An answer, or a part of it, in the shape that the vendor documents. */
export const shaped = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw trouble('vendor.answer_invalid');
};

/** True when a thing is gone, also when it was before. */
export const gone = async (deleting: Promise<unknown>): Promise<boolean> => {
  try {
    await deleting;
  } catch (error) {
    if (!(error instanceof VendorTrouble) || error.code !== 'record_missing') throw error;
  }
  return true;
};

/** A form with one file, as browsers send it. */
export const multipart = async (
  { name, contentType, bytes }: AtsFile,
  fields: Readonly<Record<string, string>> = {},
): Promise<{ headers: Record<string, string>; body: Uint8Array }> => {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  form.append('file', new Blob([Uint8Array.from(bytes)], { type: contentType }), name);
  const packed = new Response(form);
  const body = new Uint8Array(await packed.arrayBuffer());
  return { headers: { 'content-type': packed.headers.get('content-type') ?? '' }, body };
};

/** Refused here instead of there, where it may be cut off without a word. */
export const checkSize = (size: number, most: number): void => {
  if (size > most) throw trouble('vendor.too_large');
};
