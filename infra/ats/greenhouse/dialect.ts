// How Greenhouse's Harvest API v3 is called: by tokens of OAuth client credentials, fifty times in thirty seconds.
import { basicAuthorization, withoutSlash, type VendorDialect } from '../dialect.ts';
import { trouble } from '../trouble.ts';
import { configSchema, credentialsSchema } from './settings.ts';

const harvestUrl = 'https://harvest.greenhouse.io/v3';
const tokenUrl = 'https://auth.greenhouse.io/token';

export const greenhouseDialect: VendorDialect = {
  baseUrlOf: (config) => withoutSlash(configSchema.parse(config).harvestUrl ?? harvestUrl),
  access: {
    kind: 'token',
    requestOf: (settings) => {
      const { clientId, clientSecret } = credentialsSchema.parse(settings.credentials);
      const config = configSchema.parse(settings.config);
      if (clientId === undefined || clientSecret === undefined) throw trouble('vendor.settings_invalid');
      const { userId: sub } = config;
      return {
        url: config.tokenUrl ?? tokenUrl,
        authorization: basicAuthorization(clientId, clientSecret),
        form: { grant_type: 'client_credentials', ...(sub !== undefined && { sub }) },
      };
    },
  },
  probe: {
    url: '/custom_fields?per_page=1',
    isPossible: ({ credentials }) => credentialsSchema.parse(credentials).clientId !== undefined,
  },
  // Thirty seconds touch four windows of ten at most, whenever the vendor's own begins: 48 calls of 50.
  budget: { calls: 12, windowSeconds: 10, share: 0.24 },
};
