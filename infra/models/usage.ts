// What a call used, in whole and plausible numbers whatever the provider reported.
import type { ModelUsage } from '../../domain/ports/models.ts';

/** Price of a million tokens in the bill's currency; absent ones count as free. */
export type Prices = { priceInPerMillion: number | undefined; priceOutPerMillion: number | undefined };

const tokensMax = 100_000_000;

const wholeTokens = (count: number | undefined): number =>
  count === undefined || !Number.isFinite(count) ? 0 : Math.min(Math.max(0, Math.round(count)), tokensMax);

/** A price per million tokens is, in millionths of the currency, a price per token. */
export const usageOf = (
  tokens: { inputTokens: number | undefined; outputTokens: number | undefined } | undefined,
  prices: Prices,
  durationMs: number,
): ModelUsage => {
  const inputTokens = wholeTokens(tokens?.inputTokens);
  const outputTokens = wholeTokens(tokens?.outputTokens);
  const cost = inputTokens * (prices.priceInPerMillion ?? 0) + outputTokens * (prices.priceOutPerMillion ?? 0);
  return { inputTokens, outputTokens, costMicros: Math.round(cost), durationMs: Math.max(0, Math.round(durationMs)) };
};
