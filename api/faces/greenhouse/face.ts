// The dialect of Greenhouse's assessment partners: the key as the user name of Basic, errors as a list of plain texts.
import { z } from 'zod';
import type { AppError } from '../../../domain/errors.ts';
import { basic } from '../../guard/credentials.ts';
import type { Face } from '../../guard/face.ts';
import { sentencesOf } from '../partner.ts';

/** What the rules behind the face call by other names than the vendor does. */
const spelled: Readonly<Record<string, string>> = {
  callbackUrl: 'url',
  templateId: 'partner_test_id',
  candidateEmail: 'candidate.email',
};

/** Input that we cannot take is 422 to these callers, whatever is wrong with it. */
const statusOf = ({ status }: AppError): number => (status === 400 || status === 409 ? 422 : status);

export const greenhouseFace: Face = {
  name: 'greenhouse',
  prefix: '/api/ats',
  credential: basic('user'),
  lenient: true,
  presentError: (error) => ({
    status: statusOf(error),
    contentType: 'application/json; charset=utf-8',
    body: { errors: sentencesOf(error, spelled) },
  }),
  errorSchema: z.object({ errors: z.array(z.string()) }).meta({ id: 'GreenhouseErrors' }),
};
