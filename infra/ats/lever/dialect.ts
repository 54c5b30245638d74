// How Lever is called: by a key as Basic, ten times in a second and twenty in a burst.
import { basicAuthorization, withoutSlash, type VendorDialect } from '../dialect.ts';
import { configSchema, credentialsSchema } from './settings.ts';

export const leverDialect: VendorDialect = {
  baseUrlOf: (config) => withoutSlash(configSchema.parse(config).apiUrl),
  access: {
    kind: 'headers',
    headersOf: ({ credentials }) => ({
      authorization: basicAuthorization(credentialsSchema.parse(credentials).apiKey),
    }),
  },
  // A second touches two windows at most: sixteen calls.
  budget: { calls: 8, windowSeconds: 1 },
};
