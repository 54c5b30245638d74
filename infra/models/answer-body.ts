// Reads the body of a good status as vendors mean it: errors in it, streams, refusals, and answers in odd places become what the SDK knows.
import type { ErrorCode } from '../../domain/errors.ts';
import { holdsObject } from './clean-output.ts';
import { codeOfStatus, WireFault } from './call-errors.ts';

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const membersIn = (value: unknown): Members => (isMembers(value) ? value : {});
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

const filtered = /content.?(?:filter|policy|management)|safety|moderation|responsibleai/iu;
const busyWords = /overloaded|rate.?limit|quota|exhausted|capacity/iu;

/** What an error inside a good answer says, by its own status where it has one. */
const codeOfError = (error: unknown): ErrorCode => {
  const { code, status, type } = membersIn(error);
  const words = [code, status, type].map(textIn).join(' ');
  if (filtered.test(words)) return 'model.refused';
  // LM Studio says so with a good status where `/v1` is missing.
  if (/unexpected endpoint/iu.test(textIn(error))) return 'model.misconfigured';
  const number = [code, status].map(Number).find((one) => one >= 400 && one < 600);
  if (number !== undefined) return codeOfStatus(number);
  return busyWords.test(words) ? 'model.rate_limited' : 'model.error_answer';
};

const errorIn = (body: unknown): unknown => {
  if (Array.isArray(body)) return errorIn(body[0]);
  const { error, type, object, choices } = membersIn(body);
  const choice = Array.isArray(choices) ? membersIn(choices[0]) : {};
  const isFailed = type === 'error' || object === 'error';
  return error ?? choice['error'] ?? (isFailed || choice['finish_reason'] === 'error' ? membersIn(body) : null);
};

const partText = (part: unknown): string => (typeof part === 'string' ? part : textIn(membersIn(part)['text']));

/** Magistral and some gateways answer in parts, of which some are thoughts: they have their text elsewhere. */
const contentIn = (content: unknown): string =>
  Array.isArray(content) ? content.map(partText).join('') : textIn(content);

const reasons: readonly [RegExp, string][] = [
  [/^(?:length|model_length)$|max_?(?:output_|completion_)?tokens$/iu, 'length'],
  [/filter|safety|refus|prohibited|recitation|blocklist|spii/iu, 'content_filter'],
  [/^(?:stop|eos|eos_token|stop_sequence|end_turn|completed?)$/iu, 'stop'],
];

const finishOf = (choice: Members): string | null => {
  const reason = textIn(choice['finish_reason']);
  return reasons.find(([pattern]) => pattern.test(reason))?.[1] ?? (reason === '' ? null : reason);
};

const messageOf = (choice: Members): Members => {
  const { content, refusal, reasoning_content: thoughts, reasoning } = membersIn(choice['message']);
  const said = contentIn(content);
  const thought = [thoughts, reasoning].map(contentIn).find(holdsObject);
  // Servers that split thoughts from answers put a whole answer with the thoughts when its beginning was not marked.
  const isOnlyThought = thought !== undefined && !holdsObject(said) && finishOf(choice) !== 'length';
  return {
    role: 'assistant',
    content: isOnlyThought ? thought : said,
    ...(textIn(refusal) !== '' && { refusal }),
  };
};

const countIn = (...values: unknown[]): number | undefined => values.find((value) => typeof value === 'number');

const usageOf = (usage: unknown): Members => {
  const given = membersIn(usage);
  const inputs = membersIn(given['prompt_tokens_details']);
  const outputs = membersIn(given['completion_tokens_details']);
  // OpenAI and most; DeepSeek; gateways that pass Anthropic's own count on.
  const cached = countIn(inputs['cached_tokens'], given['prompt_cache_hit_tokens'], given['cache_read_input_tokens']);
  return {
    prompt_tokens: countIn(given['prompt_tokens'], given['input_tokens']) ?? 0,
    completion_tokens: countIn(given['completion_tokens'], given['output_tokens']) ?? 0,
    prompt_tokens_details: { cached_tokens: cached ?? 0 },
    completion_tokens_details: {
      reasoning_tokens: countIn(outputs['reasoning_tokens'], given['reasoning_tokens']) ?? 0,
    },
  };
};

const chatAnswer = (body: Members): Members => {
  const choices: unknown = body['choices'];
  if (choices !== null && !Array.isArray(choices)) return body;
  const [first] = Array.isArray(choices) ? choices : [];
  if (!isMembers(first)) throw new WireFault('model.empty_answer');
  return {
    model: textIn(body['model']) || null,
    choices: [{ message: messageOf(first), finish_reason: finishOf(first) }],
    usage: usageOf(body['usage']),
  };
};

const streams = /^(?:data|event|id|retry)?:/u;

/** The body as the SDK reads it; throws WireFault for what is no answer. */
export const openAnswer = (text: string, kind: 'openai-compatible' | 'anthropic'): string => {
  const trimmed = text.trim();
  if (trimmed === '') throw new WireFault('model.empty_answer');
  if (streams.test(trimmed)) throw new WireFault('model.streamed_answer');
  let body: unknown;
  try {
    body = JSON.parse(trimmed);
  } catch {
    return text;
  }
  const error = errorIn(body);
  if (error !== null && error !== undefined && error !== false && error !== '') throw new WireFault(codeOfError(error));
  return kind === 'openai-compatible' && isMembers(body) && 'choices' in body ? JSON.stringify(chatAnswer(body)) : text;
};
