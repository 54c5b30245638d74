// What a server can do of OpenAI's protocol, found out by asking: the most first, and less where it says no.
import { isDeepStrictEqual } from 'node:util';
import { withoutBounds } from './strict-schema.ts';

export type Abilities = {
  /** How the shape of the answer is asked for. */
  output: 'json_schema' | 'json_object' | 'plain';
  /** Whether the shape also stands in the instructions, because the server took the request for it and ignored it. */
  told: boolean;
  /** Whether the schema says how long a text may be: only once an answer had no end, and most servers refuse it. */
  bounds: 'not asked for' | 'sent' | 'refused';
  /** `both`, because some servers ignore the newer name without a word and would write without end. */
  tokens: 'both' | 'max_completion_tokens' | 'max_tokens';
  temperature: boolean;
  seed: boolean;
  effort: boolean;
  key: 'authorization' | 'api-key';
};

export const most: Abilities = {
  output: 'json_schema',
  told: false,
  bounds: 'not asked for',
  tokens: 'both',
  temperature: true,
  seed: true,
  effort: true,
  key: 'authorization',
};

export type Body = Record<string, unknown>;

const isRecord = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const recordIn = (value: unknown): Body => (isRecord(value) ? value : {});

const toldShape = (schema: unknown): string =>
  `\n\nAnswer with exactly one JSON object and nothing else. It fits this JSON schema:\n${JSON.stringify(schema)}`;

const withShape = (messages: unknown, schema: unknown): unknown => {
  if (!Array.isArray(messages)) return messages;
  const [first, ...rest]: unknown[] = messages;
  const { role, content } = recordIn(first);
  if (role !== 'system' || typeof content !== 'string') return messages;
  return [{ role, content: content + toldShape(schema) }, ...rest];
};

const limitIn = (tokens: Abilities['tokens'], limit: unknown): Body => ({
  ...(tokens !== 'max_completion_tokens' && { max_tokens: limit }),
  ...(tokens !== 'max_tokens' && { max_completion_tokens: limit }),
});

const formatFor = (output: Abilities['output'], format: unknown): unknown => {
  if (output === 'plain' || format === undefined) return undefined;
  return output === 'json_schema' ? format : { type: 'json_object' };
};

/** Members that are undefined are not sent. */
const chatBody = (body: Body, can: Abilities): Body => {
  const { max_tokens: limit, temperature, seed, reasoning_effort: effort, response_format: given, ...rest } = body;
  const format = can.bounds === 'sent' ? given : withoutBounds(given);
  const { schema } = recordIn(recordIn(format)['json_schema']);
  const isTold = schema !== undefined && (can.told || can.output !== 'json_schema');
  return {
    ...rest,
    ...(isTold && { messages: withShape(rest['messages'], schema) }),
    ...limitIn(can.tokens, limit),
    temperature: can.temperature ? temperature : undefined,
    seed: can.seed ? seed : undefined,
    reasoning_effort: can.effort ? effort : undefined,
    response_format: formatFor(can.output, format),
  };
};

/** Anthropic's own protocol differs by model in these two alone. */
const messagesBody = (body: Body, can: Abilities): Body => {
  const { temperature, output_config: config, ...rest } = body;
  const { effort, ...format } = recordIn(config);
  const wanted = { ...recordIn(withoutBounds(format)), ...(can.effort && effort !== undefined && { effort }) };
  return {
    ...rest,
    ...(can.temperature && temperature !== undefined && { temperature }),
    ...(Object.keys(wanted).length > 0 && { output_config: wanted }),
  };
};

export const bodyFor = (kind: 'openai-compatible' | 'anthropic', body: Body, can: Abilities): Body =>
  kind === 'anthropic' ? messagesBody(body, can) : chatBody(body, can);

const lessOutput = { json_schema: 'json_object', json_object: 'plain', plain: 'plain' } as const;

const lessTokens = (tokens: Abilities['tokens'], words: string): Abilities['tokens'] => {
  // Said of both names at once, or of the older one.
  const isAboutOld = /max_tokens/u.test(words.replaceAll('max_completion_tokens', ''));
  return tokens === 'both' && isAboutOld ? 'max_completion_tokens' : 'max_tokens';
};

/** What a refusal is about, in the words of many vendors. */
const namings: readonly [RegExp, (can: Abilities, words: string) => Partial<Abilities>][] = [
  [/max_completion_tokens|max_tokens/iu, ({ tokens }, words) => ({ tokens: lessTokens(tokens, words) })],
  [/temperature/iu, () => ({ temperature: false })],
  [/\bseed\b/iu, () => ({ seed: false })],
  [/\beffort\b|reasoning_effort|output_config\.effort/iu, () => ({ effort: false })],
  [
    /response_?format|json_(?:schema|object)|\bschema\b|grammar|structured.?output|guided/iu,
    ({ output }) => ({ output: lessOutput[output] }),
  ],
];

const refusalCharactersMax = 8_000;

/** Without the request that validators send back beside what they say of it. */
const wordsOf = (refusal: string): string => {
  try {
    return JSON.stringify(JSON.parse(refusal), (key, value: unknown) => (key === 'input' ? undefined : value));
  } catch {
    return refusal;
  }
};

/** What is left when all that the refusal names is given up; null where it names nothing that could be. */
export const withoutNamed = (can: Abilities, refusal: string): Abilities | null => {
  const words = wordsOf(refusal).slice(0, refusalCharactersMax);
  const less = namings
    .filter(([pattern]) => pattern.test(words))
    .reduce((left, [, give]) => ({ ...left, ...give(left, words) }), can);
  return isDeepStrictEqual(less, can) ? null : less;
};

/** The next try where a server refuses without a reason: what is wanted least goes first. */
export const withoutNext = (can: Abilities): Abilities | null => {
  if (can.temperature || can.seed || can.effort) return { ...can, temperature: false, seed: false, effort: false };
  if (can.tokens !== 'max_tokens') return { ...can, tokens: 'max_tokens' };
  return can.output === 'plain' ? null : { ...can, output: lessOutput[can.output] };
};
