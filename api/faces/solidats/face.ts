// The dialect of a SolidATS app: the codes that SolidATS documents, with plain JSON that says what to mend.
import { z } from 'zod';
import type { AppError, FieldProblem } from '../../../domain/errors.ts';
import { pathSecret } from '../../guard/credentials.ts';
import type { Face } from '../../guard/face.ts';

/** What the rules behind the face call by other names than SolidATS does. */
const spelled: Readonly<Record<string, string>> = {
  '/jobDescription': '/job/description',
  '/qualifications': '/job/skills',
};

const placeOf = ({ pointer, parameter }: FieldProblem): string =>
  pointer === undefined ? (parameter ?? '') : (spelled[pointer.replace(/\/\d+$/, '')] ?? pointer);

/** A template that cannot be ordered is no resource of SolidATS', and a paused connection permits nothing. */
const meant: { readonly [Code in AppError['code']]?: number } = {
  'template.archived': 404,
  'template.not_published': 404,
  'connection.paused': 403,
};

/** Nothing but a wait helps against 429 and 503, which say how long: everything else is one of the documented codes. */
const kept = [401, 403, 404, 429, 500, 503];

const statusOf = ({ code, status }: AppError): number => meant[code] ?? (kept.includes(status) ? status : 400);

export const solidatsFace: Face = {
  name: 'solidats',
  prefix: '/hooks/solidats',
  credential: pathSecret('secret'),
  lenient: true,
  presentError: (error, { requestId }) => {
    const { code, title, detail, errors } = error;
    const details = errors.map((problem) => ({ field: placeOf(problem), message: problem.message }));
    return {
      status: statusOf(error),
      contentType: 'application/json; charset=utf-8',
      body: {
        error: code,
        message: detail === undefined ? title : `${title} ${detail}`,
        ...(details.length > 0 && { details }),
        requestId,
      },
    };
  },
  errorSchema: z
    .object({
      error: z.string().meta({ description: 'Stable; see the list of error codes.' }),
      message: z.string(),
      details: z
        .array(
          z.object({ field: z.string().meta({ description: 'JSON pointer into the request.' }), message: z.string() }),
        )
        .optional(),
      requestId: z.string(),
    })
    .meta({ id: 'SolidatsError' }),
};
