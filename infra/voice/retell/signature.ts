// Whether a webhook is Retell's: `X-Retell-Signature: v=<ms>,d=<hex>`, an HMAC-SHA256 over the bytes as they came and the time.
import { createHmac, timingSafeEqual } from 'node:crypto';

const toleranceMs = 5 * 60_000;
const headerPattern = /^v=(\d{1,15}),d=([0-9a-f]{64})$/i;

/** `keys`: the API keys that may have signed; more than one while they are exchanged. All are tried, whichever fits. */
export const isSigned = (
  body: Uint8Array,
  { header, keys, now }: { header: string | undefined; keys: readonly string[]; now: number },
): boolean => {
  const [, time = '', digest = ''] = headerPattern.exec((header ?? '').slice(0, 200)) ?? [];
  if (digest === '' || Math.abs(now - Number(time)) > toleranceMs) return false;
  const given = Buffer.from(digest, 'hex');
  return keys
    .map((key) => timingSafeEqual(createHmac('sha256', key).update(body).update(time).digest(), given))
    .includes(true);
};
