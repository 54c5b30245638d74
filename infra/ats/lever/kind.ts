// Lever as a kind of ATS: it orders nothing, so nothing is told of orders; its stages start interviews, and results go into its record.
import type { AtsAdapter, AtsKind } from '../../../domain/ports/ats.ts';
import { leverHooks } from './hooks.ts';
import { leverRecords } from './records.ts';
import { configSchema, credentialsSchema } from './settings.ts';

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
  hooks: leverHooks,
  records: leverRecords,
  adapter,
};
