// How the settings of language models are written: one value for all kinds of job or one for each, and addresses as vendors show them.
import { z } from 'zod';

export type JobKind = 'planner' | 'interviewer' | 'assessor' | 'assistant';

export const jobKinds = ['planner', 'interviewer', 'assessor', 'assistant'] as const satisfies readonly JobKind[];

/** `all` are those that are not named. */
export type PerJob<Value> = Partial<Record<JobKind | 'all', Value>>;

const kindIn = (name: string): JobKind | undefined => jobKinds.find((kind) => kind === name);

/** `16000`, or `planner=16000,assessor=8000`, or both: `8000,planner=16000`. */
export const perJob = <Value>(one: z.ZodType<Value, string>) =>
  z.string().transform((text, context): PerJob<Value> => {
    const values: PerJob<Value> = {};
    for (const entry of text.split(',')) {
      const [name = '', given] = entry.split('=', 2).map((part) => part.trim());
      const kind = given === undefined ? 'all' : kindIn(name);
      const { data, error } = one.safeParse(given ?? name);
      if (kind === undefined || error !== undefined || kind in values) {
        const problem = error?.issues[0]?.message ?? `may be for ${jobKinds.join(', ')}, once each`;
        context.addIssue({ code: 'custom', message: `${problem}; as in value or planner=value,assessor=value` });
        return z.NEVER;
      }
      values[kind] = data;
    }
    return values;
  });

/** `query` has its question mark, or is empty. */
export type ModelAddress = { base: string; query: string };

const ownCall = /\/(?:chat\/completions|messages)\/?$/u;
const otherCall = /\/(?:responses|completions|embeddings|models|generate|api\/(?:chat|generate|tags))\/?$/u;
const secretName = /key|token|secret|sig|password|auth|code/iu;

const withoutSlash = (path: string): string => path.replace(/(?<!\/)\/+$/u, '');

const problemOf = (url: URL): string | null => {
  if (`${url.username}${url.password}${url.hash}` !== '') return 'must have no user, password or fragment';
  const secret = [...url.searchParams.keys()].find((name) => secretName.test(name));
  if (secret !== undefined) return `must not hold a key (${secret.slice(0, 40)}): that belongs into PARLEY_MODEL_KEY`;
  if (ownCall.test(url.pathname) || !otherCall.test(url.pathname)) return null;
  const path = withoutSlash(url.pathname.replace(otherCall, ''));
  return `names another call than chat completions; without it: ${url.origin}${path === '' ? '/v1' : path}`;
};

/** The base address, or the whole one of a chat call, with the query that some hosts want. */
export const modelAddress = () =>
  z.string().transform((value, context): ModelAddress => {
    const url = URL.canParse(value) ? new URL(value) : null;
    const isWeb = url !== null && /^https?:$/u.test(url.protocol);
    const problem = isWeb ? problemOf(url) : 'must be an http or https address';
    if (url === null || problem !== null) {
      context.addIssue({ code: 'custom', message: problem ?? 'must be an http or https address' });
      return z.NEVER;
    }
    return { base: withoutSlash(url.origin + url.pathname.replace(ownCall, '')), query: url.search };
  });
