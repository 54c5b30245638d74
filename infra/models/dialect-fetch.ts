// Speaks to one model in the form that its server takes, and remembers that form for a while.
import { performance } from 'node:perf_hooks';
import { openAnswer } from './answer-body.ts';
import type { Fetch } from './bounded-fetch.ts';
import { codeOfRefusal } from './call-errors.ts';
import { bodyFor, most, withoutNamed, withoutNext, type Abilities, type Body } from './dialect.ts';

export type Dialect = {
  /** What the server is taken to be able to do. */
  abilities(): Readonly<Abilities>;
  /** Puts the shape into the instructions from now on; false where that changes nothing. */
  tell(): boolean;
  /** Says how long texts may be from now on; false where that changes nothing. */
  bound(): boolean;
  fetch: Fetch;
};

type Asked = { kind: 'openai-compatible' | 'anthropic'; query: string };

/** A server that was upgraded is found out after this. */
export const rememberedMs = 60 * 60_000;
const triesMax = 6;
/** What servers answer to a request that they do not like; 500 is what some do about a schema. */
const refusals = new Set([400, 404, 422, 500, 501]);
/** Where a refusal without a reason may be about the request's form. */
const bareRefusals = new Set([400, 422]);

type Memory = { abilities: Abilities; answered: boolean; since: number };

const createMemory = (now: () => number) => {
  let memory: Memory = { abilities: most, answered: false, since: now() };
  return {
    read: (): Memory => {
      if (now() - memory.since > rememberedMs) memory = { abilities: most, answered: false, since: now() };
      return memory;
    },
    keep: (abilities: Abilities, answered: boolean): void => {
      // What another call has learned meanwhile about shapes stays.
      const told = abilities.told || memory.abilities.told;
      memory = { ...memory, abilities: { ...abilities, told }, answered: memory.answered || answered };
    },
  };
};

/** About what was said, not about how: no other form helps. */
const aboutContent = new Set<string>(['model.refused', 'model.output_too_small', 'model.context_too_small']);

/** The form to try after a refusal; null where the refusal is about something else. */
const nextForm = (tried: Abilities, status: number, refusal: string, answered: boolean): Abilities | null => {
  // Azure's own keys go into a header of their own.
  if (status === 401) return answered || tried.key === 'api-key' ? null : { ...tried, key: 'api-key' };
  if (refusals.has(status) && tried.bounds === 'sent') return { ...tried, bounds: 'refused' };
  if (!refusals.has(status) || aboutContent.has(codeOfRefusal(status, refusal))) return null;
  // A server that has taken this form before refuses for another reason, unless it names one.
  return withoutNamed(tried, refusal) ?? (bareRefusals.has(status) && !answered ? withoutNext(tried) : null);
};

const headersFor = (given: ConstructorParameters<typeof Headers>[0], { key }: Abilities): Headers => {
  const headers = new Headers(given);
  const bearer = headers.get('authorization');
  if (key !== 'api-key' || bearer === null) return headers;
  headers.delete('authorization');
  headers.set('api-key', bearer.replace(/^Bearer /u, ''));
  return headers;
};

const bodyIn = (init: Parameters<Fetch>[1]): Body | null => {
  const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
  return typeof body === 'object' && body !== null ? { ...body } : null;
};

/** `send` is the only way out; `query` is added to each address. */
export const createDialect = ({ kind, query }: Asked, send: Fetch, now = () => performance.now()): Dialect => {
  const memory = createMemory(now);

  const askIn = async (form: Abilities, input: Parameters<Fetch>[0], init: Parameters<Fetch>[1]) => {
    const address = new URL(input instanceof Request ? input.url : input);
    address.search = query;
    const body = bodyIn(init);
    const sent = body === null ? {} : { body: JSON.stringify(bodyFor(kind, body, form)) };
    const res = await send(address, { ...init, ...sent, headers: headersFor(init?.headers, form) });
    return { res, text: await res.text(), isQuestion: body !== null };
  };

  const converse: Fetch = async (input, init) => {
    let form = memory.read().abilities;
    for (let tries = 1; ; tries += 1) {
      const { res, text, isQuestion } = await askIn(form, input, init);
      const again = (body: string): Response =>
        new Response(body === '' ? null : body, { status: res.status, headers: res.headers });
      if (res.ok) {
        const answer = isQuestion ? openAnswer(text, kind) : text;
        memory.keep(form, isQuestion);
        return again(answer);
      }
      // Anthropic's own keys have one header.
      const isFinal = tries === triesMax || (kind === 'anthropic' && res.status === 401);
      const next = isFinal ? null : nextForm(form, res.status, text, memory.read().answered);
      if (next === null) return again(text);
      form = next;
    }
  };

  return {
    abilities: () => memory.read().abilities,
    tell: () => {
      const { abilities } = memory.read();
      if (kind === 'anthropic' || abilities.told || abilities.output !== 'json_schema') return false;
      memory.keep({ ...abilities, told: true }, false);
      return true;
    },
    bound: () => {
      const { abilities } = memory.read();
      const isOpen = abilities.output === 'json_schema' && abilities.bounds === 'not asked for';
      if (kind === 'anthropic' || !isOpen) return false;
      memory.keep({ ...abilities, bounds: 'sent' }, false);
      return true;
    },
    fetch: converse,
  };
};
