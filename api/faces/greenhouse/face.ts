// The dialect of Greenhouse's assessment partners: the key as the user name of Basic, errors as a list of plain texts.
import { z } from 'zod';
import type { AppError, FieldProblem } from '../../../domain/errors.ts';
import { basic } from '../../guard/credentials.ts';
import type { Face } from '../../guard/face.ts';

/** What the rules behind the face call by other names than the vendor does. */
const spelled: Readonly<Record<string, string>> = {
  callbackUrl: 'url',
  templateId: 'partner_test_id',
  candidateEmail: 'candidate.email',
  candidateName: 'candidate.first_name',
};

const textOf = ({ pointer, parameter, message }: FieldProblem): string => {
  const place = pointer === undefined ? (parameter ?? '') : pointer.slice(1).replaceAll('/', '.');
  return place === '' ? message : `${spelled[place] ?? place}: ${message}`;
};

const textsOf = ({ title, detail, errors }: AppError): string[] => {
  if (errors.length > 0) return errors.map(textOf);
  return [detail === undefined ? title : `${title} ${detail}`];
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
    body: { errors: textsOf(error) },
  }),
  errorSchema: z.object({ errors: z.array(z.string()) }).meta({ id: 'GreenhouseErrors' }),
};
