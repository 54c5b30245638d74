// What a call used, in whole and plausible numbers whatever the provider reported.
import type { LanguageModelUsage } from 'ai';
import type { ModelUsage } from '../../domain/ports/models.ts';

/** Price of a million tokens in the bill's currency; absent ones count as free, an absent cached one as any other input. */
export type Prices = {
  priceInPerMillion: number | undefined;
  priceOutPerMillion: number | undefined;
  priceCachedPerMillion?: number | undefined;
};

export type Tokens = Required<Pick<ModelUsage, 'inputTokens' | 'outputTokens' | 'cachedTokens' | 'reasoningTokens'>>;

export const noTokens: Tokens = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 };

const tokensMax = 100_000_000;

const wholeTokens = (count: number | undefined): number =>
  count === undefined || !Number.isFinite(count) ? 0 : Math.min(Math.max(0, Math.round(count)), tokensMax);

type Reported = Partial<Pick<LanguageModelUsage, 'inputTokens' | 'outputTokens'>> & {
  inputTokenDetails?: { cacheReadTokens: number | undefined };
  outputTokenDetails?: { reasoningTokens: number | undefined };
};

/** One call may ask several times: for more room, or in the words that the server takes. */
export const addTokens = (total: Tokens, reported: Reported): Tokens => {
  const inputTokens = wholeTokens(reported.inputTokens);
  const outputTokens = wholeTokens(reported.outputTokens);
  const { inputTokenDetails, outputTokenDetails } = reported;
  return {
    inputTokens: total.inputTokens + inputTokens,
    outputTokens: total.outputTokens + outputTokens,
    cachedTokens: total.cachedTokens + Math.min(wholeTokens(inputTokenDetails?.cacheReadTokens), inputTokens),
    reasoningTokens: total.reasoningTokens + Math.min(wholeTokens(outputTokenDetails?.reasoningTokens), outputTokens),
  };
};

/** A price per million tokens is, in millionths of the currency, a price per token. */
export const usageOf = (tokens: Tokens, prices: Prices, durationMs: number): ModelUsage => {
  const { inputTokens, outputTokens, cachedTokens } = tokens;
  const priceIn = prices.priceInPerMillion ?? 0;
  const cost =
    (inputTokens - cachedTokens) * priceIn +
    cachedTokens * (prices.priceCachedPerMillion ?? priceIn) +
    outputTokens * (prices.priceOutPerMillion ?? 0);
  return { ...tokens, costMicros: Math.round(cost), durationMs: Math.max(0, Math.round(durationMs)) };
};
