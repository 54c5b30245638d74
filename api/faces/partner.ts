// What faces for partner keys share: whose connection calls, a candidate as ATS products spell one, and what an order may meet.
import { z } from 'zod';
import type { KeyPrincipal } from '../../domain/access/principal.ts';
import type { ConnectionRef } from '../../domain/connections/connection.ts';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { addressIn } from '../../domain/mail/address.ts';
import { longTextProblems } from '../routes/calls.ts';
import { opaqueReference, said, typed } from '../schemas/fields.ts';

const ofKind = (kind: string) => ({ detail: `Use the key of a connection of the kind \`${kind}\`.` });

/** Null for a key of no connection; a key that was made for another product is none for this face. */
export const connectionOf = ({ connection }: KeyPrincipal, kind: string): ConnectionRef | null => {
  if (connection !== null && connection.kind !== kind) throw new AppError('connection.kind_mismatch', ofKind(kind));
  return connection;
};

/** Where results can only be told over a connection, orders need one. */
export const neededConnection = (principal: KeyPrincipal, kind: string): ConnectionRef => {
  const connection = connectionOf(principal, kind);
  if (connection === null) throw new AppError('connection.not_found', ofKind(kind));
  return connection;
};

/** An id of the vendor's; some send numbers. */
export const vendorId = z
  .union([said('line', 200), z.int().transform(String)])
  .meta({ description: 'Opaque, at most 200 characters.' });

/** The id where it may be shown: null for one that looks like an address or a sentence. */
export const shownId = (id: string | undefined): string | null => opaqueReference.safeParse(id).data ?? null;

export const candidateFields = {
  first_name: typed('name', 200).optional(),
  last_name: typed('name', 200).optional(),
  email: z.string().max(320).overwrite(addressIn).meta({ description: 'The invitation is sent there, by Parley.' }),
};

type Candidate = { first_name?: string | undefined; last_name?: string | undefined; email: string };

export const personOf = ({ first_name: first, last_name: last, email }: Candidate) => {
  const name = [first, last].filter(Boolean).join(' ').slice(0, 200);
  return { candidateEmail: email, ...(name !== '' && { candidateName: name }) };
};

/** An address that leads back into the vendor's product. */
export const vendorUrl = z.string().max(2_000).optional();

export const orderProblems = [
  'connection.kind_mismatch',
  'connection.not_found',
  'connection.paused',
  'template.not_found',
  'template.archived',
  'template.not_published',
  'order.email_unusable',
  'tenant.active_interviews_limit',
  'locale.unsupported',
  ...longTextProblems,
] as const satisfies readonly ErrorCode[];

/** What whoever ordered can mend is 422 in the documents of vendors, whose users are shown the words. */
export const partnerStatus = ({ status, code }: AppError): number =>
  status === 400 || /^(?:template|connection)\.(?!kind_mismatch)/.test(code) ? 422 : status;

/**
 * Each problem of the request as a sentence in the vendor's own names, or the one about it as a whole. `spelled` holds what
 * the rules behind a face call otherwise than the vendor does.
 */
export const sentencesOf = (
  { errors, detail, title }: AppError,
  spelled: Readonly<Record<string, string>> = {},
): string[] => {
  if (errors.length === 0) return [detail === undefined ? title : `${title} ${detail}`];
  return errors.map(({ pointer, parameter, message }) => {
    const place = pointer === undefined ? (parameter ?? '') : pointer.slice(1).replaceAll('/', '.');
    return place === '' ? message : `${spelled[place] ?? place}: ${message}`;
  });
};
