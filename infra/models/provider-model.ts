// Turns the configured provider into the SDK's model, with the key bound to the configured address. The other provider's
// library is not loaded.
import type { LanguageModel } from 'ai';
import type { EngineConfig } from '../config/engine.ts';
import { createBoundedFetch, type Fetch } from './bounded-fetch.ts';
import { createDialect, type Dialect } from './dialect-fetch.ts';

export type RemoteConfig = Exclude<EngineConfig, { kind: 'offline' }>;

export type ProviderModel = { model: LanguageModel; dialect: Dialect };

// Named here so that no variable of the environment can lead the key elsewhere.
const anthropicUrl = 'https://api.anthropic.com/v1';

/** Below it everything is asked, and nothing elsewhere. */
export const providerUrl = (config: RemoteConfig): string => config.url ?? anthropicUrl;

/** The one way out to the provider. `inner` replaces the network. */
export const providerDialect = (config: RemoteConfig, inner?: Fetch): Dialect =>
  createDialect({ kind: config.kind, query: config.query ?? '' }, createBoundedFetch(providerUrl(config), inner));

const openAiModel = async (
  config: Extract<RemoteConfig, { kind: 'openai-compatible' }>,
  { fetch }: Dialect,
): Promise<LanguageModel> => {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  return createOpenAICompatible({
    name: 'openaiCompatible',
    baseURL: config.url,
    ...(config.key && { apiKey: config.key.reveal() }),
    fetch,
    supportsStructuredOutputs: true,
  }).chatModel(config.modelName);
};

const anthropicModel = async (
  config: Extract<RemoteConfig, { kind: 'anthropic' }>,
  { fetch }: Dialect,
): Promise<LanguageModel> => {
  const { createAnthropic } = await import('@ai-sdk/anthropic');
  return createAnthropic({ baseURL: providerUrl(config), apiKey: config.key.reveal(), fetch }).messages(
    config.modelName,
  );
};

/** `inner` replaces the network. */
export const createProviderModel = async (config: RemoteConfig, inner?: Fetch): Promise<ProviderModel> => {
  const dialect = providerDialect(config, inner);
  const model = await (config.kind === 'anthropic' ? anthropicModel(config, dialect) : openAiModel(config, dialect));
  return { model, dialect };
};
