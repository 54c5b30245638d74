// How a caller shows who it is: one reader per way, with what its 401 says and how the API description names it.
import type { IncomingHttpHeaders } from 'node:http';

/** The parts of a request in which a credential may stand; parameters of the path as the router decoded them. */
export type Presenting = {
  headers: IncomingHttpHeaders;
  params: Readonly<Record<string, string>>;
  publicUrl: string;
  querystring?: string;
};

type SecurityScheme = { description: string } & (
  | { type: 'apiKey'; in: 'header' | 'cookie'; name: string }
  | { type: 'http'; scheme: 'basic' | 'bearer' }
);

export type Credential = {
  /** Null when the request carries none. */
  read(from: Presenting): string | null;
  /** What to change when there is none, or one that cannot be right. */
  advice?(from: Presenting): string | undefined;
  /** `WWW-Authenticate` of a 401. */
  challenge: string;
  /** Browsers add it by themselves, also to requests that other pages make: those say so in `Origin`, and are refused. */
  ambient?: true;
  /** Each is enough by itself; none where OpenAPI has no word for it. */
  schemes(publicUrl: string): Record<string, SecurityScheme>;
};

const realm = 'realm="Parley"';
const madeByOperators = 'Made with `npm run parley -- key create`.';

export const headerText = (headers: IncomingHttpHeaders, name: string): string | null => {
  const value = headers[name];
  const text = Array.isArray(value) ? value.join(', ') : value;
  return text === undefined || text === '' ? null : text;
};

/** The value of one cookie; the first one counts. */
export const cookieOf = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
};

/** Clients that know no other way, or take our challenge at its word; what a proxy puts there for itself is not ours. */
const keyInAuthorization = /^(?:Bearer|ApiKey) +(parley_\S+) *$/i;

const isKeyLike = (pair: string): boolean => {
  const [name = '', value = ''] = pair.split('=', 2);
  return /key|token/i.test(name) || value.startsWith('parley_');
};

const keyAdvice = (from: Presenting): string | undefined => {
  const key = apiKeyHeader.read(from);
  if (key !== null) return key.startsWith('parley_') ? undefined : 'Send the key alone: it begins with `parley_`.';
  if ((from.querystring ?? '').split('&').some(isKeyLike))
    return 'A key in an address ends up in logs and is not read: send it in the header `X-API-Key`, and replace one that stood there.';
  return 'Send it in the header `X-API-Key`.';
};

export const apiKeyHeader: Credential = {
  read: ({ headers }) =>
    headerText(headers, 'x-api-key') ?? keyInAuthorization.exec(headers.authorization ?? '')?.[1] ?? null,
  advice: keyAdvice,
  challenge: `ApiKey ${realm}, header="X-API-Key"`,
  schemes: () => ({
    apiKey: {
      type: 'apiKey',
      in: 'header',
      name: 'X-API-Key',
      description: `${madeByOperators} \`Authorization: Bearer <key>\` is taken as well.`,
    },
  }),
};

export const bearer: Credential = {
  read: ({ headers }) => /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null,
  challenge: `Bearer ${realm}`,
  schemes: () => ({ bearer: { type: 'http', scheme: 'bearer', description: madeByOperators } }),
};

/** The key stands in one part of the pair; what the other one says does not count. */
export const basic = (part: 'user' | 'password'): Credential => ({
  read: ({ headers }) => {
    const [, coded = ''] = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(headers.authorization ?? '') ?? [];
    const pair = Buffer.from(coded, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    const text = part === 'user' ? pair.slice(0, Math.max(0, colon)) : pair.slice(colon + 1);
    return colon < 0 || text === '' ? null : text;
  },
  challenge: `Basic ${realm}, charset="UTF-8"`,
  ambient: true,
  schemes: () => ({
    [part === 'user' ? 'basic' : 'basicPassword']: {
      type: 'http',
      scheme: 'basic',
      description: `The key is the ${part}. ${madeByOperators}`,
    },
  }),
});

/** A secret inside the address, for callers that can be given nothing but an address. It is never logged: patterns are. */
export const pathSecret = (parameter: string): Credential => ({
  read: ({ params }) => params[parameter] ?? null,
  challenge: `Address ${realm}`,
  schemes: () => ({}),
});

type CookieOptions = {
  /** Depends on whether the service is reached by https. */
  nameOf(publicUrl: string): string;
  realm: string;
  scheme: string;
  description: string;
};

export const cookie = ({ nameOf, realm: place, scheme, description }: CookieOptions): Credential => ({
  read: ({ headers, publicUrl }) => cookieOf(headers, nameOf(publicUrl)) ?? null,
  challenge: `Cookie realm="${place}"`,
  ambient: true,
  schemes: (publicUrl) => ({ [scheme]: { type: 'apiKey', in: 'cookie', name: nameOf(publicUrl), description } }),
});

/** The first one that is there counts. */
export const either = (...credentials: readonly Credential[]): Credential => ({
  read: (from) => credentials.map(({ read }) => read(from)).find((text) => text !== null) ?? null,
  challenge: credentials.map(({ challenge }) => challenge).join(', '),
  ...(credentials.some(({ ambient }) => ambient) && { ambient: true }),
  schemes: (publicUrl) =>
    Object.assign({}, ...credentials.map(({ schemes }) => schemes(publicUrl))) as ReturnType<Credential['schemes']>,
});
