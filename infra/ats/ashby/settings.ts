// What a connection to Ashby consists of.
import { z } from 'zod';
import { headerText, hookSecrets } from '../header-text.ts';

export const configSchema = z.strictObject({
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default('https://api.ashbyhq.com')
    .meta({ description: 'Where the API of Ashby is; another one for a sandbox.' }),
  onBehalfOf: z
    .uuid()
    .optional()
    .meta({ description: 'The id of the user in whose name notes are written; absent: the key’s own.' }),
});

export const credentialsSchema = z.strictObject({
  apiKey: headerText.meta({ description: 'An API key of Ashby with the permission to write candidates.' }),
  webhookSecret: hookSecrets
    .optional()
    .meta({ description: 'The secret of the webhooks that Ashby sends here, or those of each.' }),
});
