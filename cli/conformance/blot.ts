// Takes secrets out of what a report shows: those that were given, in every form they are sent in, and those that answers hold.
import type { Exchange } from './exchange.ts';

const blotted = '****';
const telling = /"([\w-]{0,40}(?:secret|token|password|api_?key|interview_?link)[\w-]{0,40})"\s{0,5}:\s{0,5}"[^"]*"/gi;

/** As it is, and as addresses and the user name of Basic hold it. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  ...[`${secret}:`, `:${secret}`].map((pair) => Buffer.from(pair).toString('base64')),
];

/** Shorter ones are none, and stand in ordinary words. */
const secretLengthMin = 6;

export type Blot = (text: string) => string;

export const createBlot = (secrets: readonly string[]): Blot => {
  const forms = secrets.filter(({ length }) => length >= secretLengthMin).flatMap(formsOf);
  return (text) =>
    forms
      .reduce((shown, form) => shown.replaceAll(form, blotted), text)
      .replaceAll(telling, (_whole, name: string) => `"${name}":"${blotted}"`);
};

/** What says nothing about anybody. */
const impersonal = new Set(['id', 'jobId', 'status', 'recommendation', 'provider', 'timestamp', 'code', 'message']);

const masked = (name: string, value: unknown): unknown =>
  typeof value === 'string' && !impersonal.has(name) ? `(${value.length} characters)` : value;

/** An answer about people that were there before the check: its shape, and none of their names and words. */
const withoutPeople = (body: string): string => {
  let member = '';
  try {
    // Entries of a list are called by its name.
    return JSON.stringify(JSON.parse(body), (name, value: unknown) => {
      if (!/^\d*$/.test(name)) member = name;
      return masked(member, value);
    });
  } catch {
    return `(${body.length} characters that are no JSON)`;
  }
};

const secretHeader = /^(?:authorization|cookie|set-cookie|x-api-key)$|secret|token|signature/i;

const headersOf = (headers: Record<string, string>, blot: Blot): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!secretHeader.test(name)) return [name, blot(value)];
      const scheme = name.toLowerCase() === 'authorization' ? (/^(?:Basic|Bearer) /.exec(value)?.[0] ?? '') : '';
      return [name, `${scheme}${blotted}`];
    }),
  );

export const blotExchange = (
  { request, answer, ...rest }: Exchange,
  { blot, showsPeople }: { blot: Blot; showsPeople: boolean },
): Exchange => ({
  ...rest,
  request: {
    ...request,
    url: blot(request.url),
    headers: headersOf(request.headers, blot),
    body: blot(request.body),
  },
  answer: answer && {
    ...answer,
    headers: headersOf(answer.headers, blot),
    body: blot(showsPeople && answer.body !== '' ? withoutPeople(answer.body) : answer.body),
  },
});
