// What a connection to Lever consists of.
import { z } from 'zod';
import { headerText } from '../header-text.ts';

export const configSchema = z.strictObject({
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default('https://api.lever.co/v1')
    .meta({ description: 'Where the API of Lever is; another one for its sandbox.' }),
  performAs: headerText
    .optional()
    .meta({ description: 'The id of the user in whose name notes and files are written; absent: the key’s own.' }),
});

export const credentialsSchema = z.strictObject({
  apiKey: headerText.meta({ description: 'An API key of Lever.' }),
  signatureTokens: z
    .array(headerText)
    .max(20)
    .default([])
    .meta({ description: 'Of each webhook that Lever sends here: Lever shows it when the webhook is made.' }),
});
