// How Ashby is called, and its ways of saying no: a failure may come with status 200, and its code says more than the status.
import { z } from 'zod';
import type { VendorAnswer, VendorTrouble } from '../../../domain/ports/ats-records.ts';
import { basicAuthorization, withoutSlash, type VendorDialect } from '../dialect.ts';
import { trouble, type VendorTroubleCode } from '../trouble.ts';
import { configSchema, credentialsSchema } from './settings.ts';

const failureSchema = z.looseObject({
  success: z.literal(false),
  errorInfo: z.looseObject({ code: z.string().nullish() }).nullish(),
  errors: z.array(z.unknown()).nullish(),
});

/** Codes of Ashby's, as they end or stand alone; whatever else it says is a refusal. */
const meanings: readonly (readonly [pattern: RegExp, code: VendorTroubleCode])[] = [
  [/not_found$/, 'record_missing'],
  [/missing_endpoint_permission|permission|forbidden/, 'vendor.forbidden'],
  [/unauthori[sz]ed|invalid_api_key/, 'vendor.unauthorised'],
  [/rate_limit|too_many_requests/, 'vendor.rate_limited'],
  [/internal|unavailable|timeout/, 'vendor.unavailable'],
];

const codeOf = ({ errorInfo, errors }: z.output<typeof failureSchema>): string => {
  const [first] = errors ?? [];
  return (errorInfo?.code ?? (typeof first === 'string' ? first : '')).toLowerCase().slice(0, 200);
};

const troubleOf = (answer: VendorAnswer): VendorTrouble | null => {
  const { status, body } = answer;
  if (status !== 400 && status !== 404 && status !== 422 && (status < 200 || status >= 300)) return null;
  const failure = failureSchema.safeParse(body);
  if (!failure.success) return null;
  const code = codeOf(failure.data);
  return trouble(meanings.find(([pattern]) => pattern.test(code))?.[1] ?? 'vendor.refused', { status });
};

export const ashbyDialect: VendorDialect = {
  baseUrlOf: (config) => withoutSlash(configSchema.parse(config).apiUrl),
  access: {
    kind: 'headers',
    headersOf: ({ credentials }) => ({
      authorization: basicAuthorization(credentialsSchema.parse(credentials).apiKey),
      accept: 'application/json; version=1',
    }),
  },
  // The limit of a key is written down nowhere that we know: ten in a second have not been heard to be too many.
  budget: { calls: 10, windowSeconds: 1 },
  troubleOf,
};
