// What a connection to Greenhouse, or to MarioHR, consists of: for orders of tests, for webhooks, and for the Harvest API.
import { z } from 'zod';
import { headerText, hookSecrets } from '../header-text.ts';

const variants = ['greenhouse', 'mariohr'] as const;

export const configSchema = z.strictObject({
  variant: z.enum(variants).optional().meta({
    description:
      '`greenhouse`: an empty call says that a test is complete, and Greenhouse then asks for its status. `mariohr`: the call carries the result. Absent: `mariohr` for orders with `sent_by`, which Greenhouse never sends.',
  }),
  harvestUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .meta({ description: 'Where the Harvest API is, if not `https://harvest.greenhouse.io/v3`.' }),
  tokenUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .meta({ description: 'Where its access tokens are given out, if not `https://auth.greenhouse.io/token`.' }),
  userId: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .meta({ description: 'The id of the user in whose name notes are written into the record.' }),
  noteVisibility: z.enum(['public', 'private', 'admin_only']).optional().meta({
    description:
      'Who at Greenhouse sees the notes and files: `public` (when absent) everybody who sees the candidate, `private` and `admin_only` those with such rights.',
  }),
  resultDetail: z.enum(['summary', 'quotes']).optional().meta({
    description:
      'Of `mariohr`: `quotes` (when absent) sends the transcript and the candidate’s own words with the scores, `summary` leaves both out.',
  }),
});

/** The user name of Basic holds no colon. */
export const credentialsSchema = z.strictObject({
  apiKey: z
    .string()
    .min(1)
    .max(500)
    .regex(/^[!-9;-~]+$/, { error: 'Printable characters without blanks and colons.' })
    .meta({
      description:
        'What the ATS gave you for calls to it: sent as the user name of Basic, with no password. Absent where Greenhouse orders nothing.',
    })
    .optional(),
  clientId: headerText.optional().meta({ description: 'Of the Harvest API credential, to read and write records.' }),
  clientSecret: headerText.optional().meta({ description: 'Of the same credential.' }),
  webhookSecret: hookSecrets
    .optional()
    .meta({ description: 'The secret key of the webhooks that Greenhouse sends here, or those of each.' }),
});
