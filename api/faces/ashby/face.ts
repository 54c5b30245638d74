// How Ashby talks: the key as user name of Basic, every answer in its envelope, errors as sentences that its users are shown.
import { z } from 'zod';
import { basic } from '../../guard/credentials.ts';
import type { Face } from '../../guard/face.ts';
import { partnerStatus, sentencesOf } from '../partner.ts';

const errorSchema = z
  .object({
    success: z.literal(false),
    errors: z.array(z.string()),
    message: z.string().meta({ description: 'Of a 422, Ashby shows it to whoever pressed the button.' }),
    errorInfo: z.object({ code: z.string(), requestId: z.string() }),
    results: z.object({ assessment_id: z.string() }).optional().meta({
      description: 'Of a 409: the assessment that is under way, for a caller who lost the answer to the first start.',
    }),
  })
  .meta({ id: 'AshbyError' });

export const ashbyFace: Face = {
  name: 'ashby',
  prefix: '/api/ashby',
  credential: basic('user'),
  lenient: true,
  presentError: (error, { requestId }) => {
    const errors = sentencesOf(error);
    const { results } = error.extra;
    return {
      status: partnerStatus(error),
      contentType: 'application/json; charset=utf-8',
      body: {
        success: false,
        errors,
        message: errors.join(' '),
        errorInfo: { code: error.code, requestId },
        ...(results !== undefined && { results }),
      },
    };
  },
  errorSchema,
  envelope: {
    wrap: (results) => ({ success: true, results }),
    schema: (results) => z.object({ success: z.literal(true), results }),
  },
};
