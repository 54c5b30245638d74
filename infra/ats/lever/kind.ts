// Lever as a kind of ATS: it orders nothing, so nothing is told of orders; its stages start interviews, and results go into its record.
import { z } from 'zod';
import type { AtsAdapter, AtsKind } from '../../../domain/ports/ats.ts';
import { headerText } from '../header-text.ts';

const configSchema = z.strictObject({
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default('https://api.lever.co/v1')
    .meta({ description: 'Where the API of Lever is; another one for its sandbox.' }),
  performAs: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'The id of the user in whose name notes and files are written; absent: the key’s own.' }),
});

const credentialsSchema = z.strictObject({
  apiKey: headerText.meta({ description: 'An API key of Lever.' }),
  signatureTokens: z
    .array(headerText)
    .max(20)
    .default([])
    .meta({ description: 'Of each webhook that Lever sends here: Lever shows it when the webhook is made.' }),
});

const adapter: AtsAdapter = {
  tellsOf: [],
  wantsReport: () => false,
  compose: () => ({ skip: 'no_callback' }),
  test: ({ config, credentials }) => ({
    method: 'GET',
    url: `${configSchema.parse(config).apiUrl.replace(/\/$/, '')}/stages?limit=1`,
    headers: {
      authorization: `Basic ${Buffer.from(`${credentialsSchema.parse(credentials).apiKey}:`).toString('base64')}`,
    },
    body: null,
  }),
};

export const leverKind: AtsKind = {
  title: 'Lever',
  configSchema,
  credentialsSchema,
  hasKey: false,
  hasHook: false,
  hooks: null,
  records: null,
  adapter,
};
