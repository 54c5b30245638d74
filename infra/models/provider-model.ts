// Turns the configured provider into the SDK's model, with the key bound to the configured address. The other provider's
// library is not loaded.
import type { LanguageModel } from 'ai';
import type { EngineConfig } from '../config/engine.ts';
import { createBoundedFetch, type Fetch } from './bounded-fetch.ts';

export type RemoteConfig = Exclude<EngineConfig, { kind: 'offline' }>;

// Named here so that no variable of the environment can lead the key elsewhere.
const anthropicUrl = 'https://api.anthropic.com/v1';

/** Below it everything is asked, and nothing elsewhere. */
export const providerUrl = (config: RemoteConfig): string => config.url ?? anthropicUrl;

type Body = Record<string, unknown>;

/** OpenAI's own newer models refuse the parameters that every compatible server still expects. */
const forOpenAi = ({ max_tokens: limit, temperature: _temperature, seed: _seed, ...rest }: Body): Body => ({
  ...rest,
  max_completion_tokens: limit,
});

const openAiModel = async (
  config: Extract<RemoteConfig, { kind: 'openai-compatible' }>,
  inner?: Fetch,
): Promise<LanguageModel> => {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  return createOpenAICompatible({
    name: 'openaiCompatible',
    baseURL: config.url,
    ...(config.key && { apiKey: config.key.reveal() }),
    fetch: createBoundedFetch(config.url, inner),
    supportsStructuredOutputs: true,
    ...(new URL(config.url).hostname === 'api.openai.com' && { transformRequestBody: forOpenAi }),
  }).chatModel(config.modelName);
};

const anthropicModel = async (
  config: Extract<RemoteConfig, { kind: 'anthropic' }>,
  inner?: Fetch,
): Promise<LanguageModel> => {
  const { createAnthropic } = await import('@ai-sdk/anthropic');
  const baseURL = providerUrl(config);
  return createAnthropic({ baseURL, apiKey: config.key.reveal(), fetch: createBoundedFetch(baseURL, inner) }).messages(
    config.modelName,
  );
};

/** `inner` replaces the network. */
export const createProviderModel = (config: RemoteConfig, inner?: Fetch): Promise<LanguageModel> =>
  config.kind === 'anthropic' ? anthropicModel(config, inner) : openAiModel(config, inner);
