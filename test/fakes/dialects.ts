// How servers that speak OpenAI's protocol differ from it, each as its documents and the public reports named here say.
import type { Received } from './scripted-server.ts';
import type { Body, DialectFake, Refusal } from './dialect-server.ts';

const refusal = (status: number, body: unknown): Refusal => ({ kind: 'body', status, body: JSON.stringify(body) });
const formatOf = ({ body }: Received): string => String((body['response_format'] as Body | undefined)?.['type']);
const has = ({ body }: Received, name: string): boolean => body[name] !== undefined;
const openAiError = (message: string, param: string | null, code: string) =>
  refusal(400, { error: { message, type: 'invalid_request_error', param, code } });

/** Of a schema and all below it. */
const keywordsIn = (node: unknown): string[] =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, value]) => [key, ...keywordsIn(value)])
    : [];
const bounds = new Set(['minLength', 'maxLength', 'pattern', 'minItems', 'maxItems', 'minimum', 'maximum', 'default']);

const schemaOf = ({ body }: Received): Body =>
  ((body['response_format'] as Body | undefined)?.['json_schema'] as Body | undefined) ?? {};

const plain = '/v1/chat/completions';
const thoughts = 'The user wants {a score}. Perhaps <b>three</b>?';

export const dialects: readonly DialectFake[] = [
  {
    // OpenAI's newer models: platform.openai.com/docs/guides/reasoning; langchain-ai/langgraph#5943 (both limits at once),
    // teilomillet/gollm#33 (max_tokens). Strict schemas take no `default` and need every member required.
    name: 'OpenAI',
    path: plain,
    refuse: (request) => {
      if (has(request, 'max_tokens') && has(request, 'max_completion_tokens'))
        return openAiError(
          "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
          'max_tokens',
          'invalid_parameter_combination',
        );
      if (has(request, 'max_tokens'))
        return openAiError(
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          'max_tokens',
          'unsupported_parameter',
        );
      if (has(request, 'temperature'))
        return openAiError(
          "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
          'temperature',
          'unsupported_value',
        );
      const schema = schemaOf(request);
      return (schema['strict'] === true || !has(request, 'response_format')) &&
        !keywordsIn(schema['schema']).some((key) => bounds.has(key))
        ? null
        : openAiError('Invalid schema for response_format', 'response_format', 'invalid_value');
    },
    answer: () => ({
      message: { refusal: null, annotations: [] },
      usage: { prompt_tokens_details: { cached_tokens: 896 }, completion_tokens_details: { reasoning_tokens: 128 } },
    }),
    learned: { tokens: 'max_completion_tokens', temperature: false, output: 'json_schema', seed: true },
    requests: 3,
  },
  {
    // An api-version before structured output, a key in its own header: learn.microsoft.com/azure/ai-services/openai/reference;
    // vercel/chatbot#588 (401), Azure/azure-sdk-for-net#46579 (json_schema), anomalyco/opencode#37964 (max_tokens).
    name: 'Azure OpenAI',
    path: '/openai/deployments/gpt/chat/completions?api-version=2024-06-01',
    refuse: (request) => {
      if (request.headers['api-key'] === undefined || request.headers.authorization !== undefined)
        return refusal(401, {
          error: { code: '401', message: 'Access denied due to invalid subscription key or wrong API endpoint.' },
        });
      if (has(request, 'max_tokens'))
        return openAiError("Unsupported parameter: 'max_tokens'", 'max_tokens', 'unsupported_parameter');
      return formatOf(request) === 'json_schema'
        ? refusal(400, {
            error: {
              code: 'BadRequest',
              message:
                'response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later',
            },
          })
        : null;
    },
    answer: () => ({ message: { refusal: null }, around: { prompt_filter_results: [{ prompt_index: 0 }] } }),
    learned: { key: 'api-key', tokens: 'max_completion_tokens', output: 'json_object' },
    requests: 4,
  },
  {
    // With a reasoning parser the whole answer may stand among the thoughts: vllm-project/vllm#15618, #50948. Details of
    // tokens are null unless asked for: docs.vllm.ai, `--enable-prompt-tokens-details`.
    name: 'vLLM',
    path: plain,
    answer: (text) => ({
      message: { content: null, reasoning_content: text, reasoning: text, tool_calls: [] },
      usage: { prompt_tokens_details: null },
      around: { prompt_logprobs: null, kv_transfer_params: null },
    }),
    learned: { output: 'json_schema', tokens: 'both', temperature: true, seed: true },
    requests: 1,
  },
  {
    // Bounds on lengths make grammars that it refuses: ggml-org/llama.cpp#25746, #25895. Thoughts have a field of their
    // own: tools/server/README.md, `--reasoning-format`. Counts its cache: #19361.
    name: 'llama.cpp',
    path: plain,
    refuse: (request) =>
      keywordsIn(schemaOf(request)['schema']).some((key) => bounds.has(key))
        ? refusal(400, {
            error: {
              code: 400,
              message: 'Failed to initialize samplers: failed to parse grammar',
              type: 'invalid_request_error',
            },
          })
        : null,
    answer: (text) => ({
      message: { content: text, reasoning_content: thoughts },
      usage: { prompt_tokens_details: { cached_tokens: 640 } },
    }),
    learned: { output: 'json_schema', tokens: 'both', seed: true },
    requests: 1,
  },
  {
    // Ignores the newer limit and writes until its window is full: ollama/ollama#7125. Thinking models think aloud in the
    // answer, some after a second brace: ollama/ollama-python#523, rsynnot/magic-lists-for-navidrome#35.
    name: 'Ollama',
    path: plain,
    answer: (text, body) =>
      body['max_tokens'] === undefined
        ? { message: { content: '' }, usage: { completion_tokens: 10_011 }, finish: 'length' }
        : { message: { content: `<think>\n${thoughts}\n</think>\n\n{\n\n${text}\n\n  ` } },
    learned: { output: 'json_schema', tokens: 'both' },
    requests: 1,
  },
  {
    // Holds thoughts instead of answers to the schema, and stops: lmstudio-ai/lmstudio-bug-tracker#1773, #1698; takes no
    // `json_object`, and says so in one string: #189; counts no cache: #2419.
    name: 'LM Studio',
    path: plain,
    refuse: (request) =>
      formatOf(request) === 'json_object'
        ? refusal(400, { error: "'response_format.type' must be 'json_schema' or 'text'" })
        : null,
    answer: (text) => ({ message: { content: '', reasoning_content: text } }),
    learned: { output: 'json_schema', tokens: 'both', seed: true },
    requests: 1,
  },
  {
    // Thinks in `reasoning`, adds the price and the host: openrouter.ai/docs (reasoning tokens, usage accounting).
    name: 'OpenRouter',
    path: '/api/v1/chat/completions',
    answer: () => ({
      message: { refusal: null, reasoning: thoughts, reasoning_details: [{ type: 'reasoning.text', text: thoughts }] },
      usage: { cost: 0.0003, prompt_tokens_details: { cached_tokens: 512 } },
      around: { provider: 'Some host' },
    }),
    learned: { seed: true, output: 'json_schema', tokens: 'both' },
    requests: 1,
  },
  {
    // Blanks before the answer keep the connection alive: jundot/omlx#2066, inferencerlabs/inferencer-feedback#158.
    name: 'oMLX',
    path: plain,
    answer: () => ({ padding: '\n         \n\n         \n' }),
    learned: { output: 'json_schema' },
    requests: 1,
  },
  {
    // Errors are lists, unknown names are refused: Vali-98/ChatterUI#227, mcpchecker/mcpchecker#188; a schema may hold no
    // `$schema` and no `const`: openswarm-ai/openswarm#24, zed-industries/zed#44875.
    name: 'Gemini',
    path: '/v1beta/openai/chat/completions',
    refuse: (request) => {
      const foreign = ['$schema', 'const', 'oneOf', ...bounds].find((key) =>
        keywordsIn(schemaOf(request)['schema']).includes(key),
      );
      const unknown = has(request, 'seed') ? 'seed' : foreign;
      return unknown === undefined
        ? null
        : refusal(400, [
            {
              error: {
                code: 400,
                message: `Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`,
                status: 'INVALID_ARGUMENT',
              },
            },
          ]);
    },
    answer: () => ({ message: { extra_content: { google: { thought_signature: 'x' } } } }),
    learned: { seed: false, output: 'json_schema' },
    requests: 2,
  },
  {
    // The request for a shape is ignored: docs.anthropic.com/en/api/openai-sdk. Without being told, a model may chat.
    name: 'Anthropic’s compatible endpoint',
    path: plain,
    answer: (text, body) => ({
      message: {
        content: JSON.stringify(body['messages']).includes('JSON schema')
          ? `\`\`\`json\n${text}\n\`\`\``
          : 'I would rate this answer highly.\n\n**Score:** three of five',
      },
      usage: { cache_read_input_tokens: 300 },
    }),
    learned: { output: 'json_schema', told: true },
    requests: 2,
  },
  {
    // Takes json_object alone, and only where the word JSON is among the messages: llm-exe/llm-exe#662,
    // browserbase/stagehand#1204; counts its cache by a name of its own: api-docs.deepseek.com/guides/kv_cache.
    name: 'DeepSeek',
    path: '/chat/completions',
    refuse: (request) => {
      if (formatOf(request) === 'json_schema')
        return openAiError('This response_format type is unavailable now', null, 'invalid_request_error');
      return formatOf(request) !== 'json_object' || /json/iu.test(JSON.stringify(request.body['messages']))
        ? null
        : openAiError("Prompt must contain the word 'json' in some form", null, 'invalid_request_error');
    },
    answer: (text) => ({
      message: { content: text, reasoning_content: thoughts },
      usage: { prompt_cache_hit_tokens: 700, prompt_cache_miss_tokens: 300 },
    }),
    learned: { output: 'json_object' },
    requests: 2,
  },
  {
    // Refuses what it does not know, with what was sent: voideditor/void#128, yazinsai/OpenOats#319; its thinking
    // models answer in parts: docs.mistral.ai/capabilities/reasoning.
    name: 'Mistral',
    path: plain,
    refuse: (request) => {
      const unknown = ['max_completion_tokens', 'seed'].find((name) => has(request, name));
      return unknown === undefined
        ? null
        : refusal(422, {
            object: 'error',
            message: {
              detail: [
                {
                  type: 'extra_forbidden',
                  loc: ['body', unknown],
                  msg: 'Extra inputs are not permitted',
                  input: request.body,
                },
              ],
            },
            type: 'invalid_request_error',
          });
    },
    answer: (text) => ({
      message: {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: thoughts }] },
          { type: 'text', text },
        ],
      },
    }),
    learned: { tokens: 'max_tokens', seed: false, temperature: true, output: 'json_schema' },
    requests: 3,
  },
  {
    // Nobody's in particular: what is left of a refusal behind a proxy that hides its upstream's words.
    name: 'a gateway that gives no reasons',
    path: plain,
    refuse: (request) =>
      has(request, 'seed') || has(request, 'max_completion_tokens') || formatOf(request) === 'json_schema'
        ? refusal(400, { error: { message: 'Bad Request' } })
        : null,
    learned: { seed: false, temperature: false, tokens: 'max_tokens', output: 'json_object' },
    requests: 4,
  },
];
