// The only way to a provider of models or speech: one address, no redirects, a cap on what comes back.
import { Agent, fetch as undiciFetch } from 'undici';

export type Fetch = typeof globalThis.fetch;

/** Refusals of ours, told apart by `reason` when the call's error is mapped. */
export class WireError extends Error {
  readonly reason: 'foreign_address' | 'too_large' | 'streamed';

  constructor(reason: WireError['reason']) {
    super(reason);
    this.name = 'WireError';
    this.reason = reason;
  }
}

const defaultBytesMax = 2 * 1024 * 1024;
const keptHeaders = ['content-type', 'retry-after'];

// The call's own deadline rules; undici's defaults would end a slow local model at five minutes.
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 10_000 } });

const plainFetch = async (address: string, init: Parameters<Fetch>[1], bytesMax: number): Promise<Response> => {
  const res = await undiciFetch(address, {
    method: init?.method ?? 'GET',
    headers: Object.fromEntries(new Headers(init?.headers)),
    body: typeof init?.body === 'string' || init?.body instanceof Uint8Array ? init.body : null,
    signal: init?.signal ?? null,
    redirect: 'manual',
    dispatcher: agent,
  });
  return whole(res, bytesMax);
};

const keep = (headers: { get(name: string): string | null }): Record<string, string> =>
  Object.fromEntries(keptHeaders.map((name) => [name, headers.get(name) ?? '']).filter(([, value]) => value !== ''));

type Body = AsyncIterable<Uint8Array> | null;

const readCapped = async (body: Body, bytesMax: number): Promise<Uint8Array<ArrayBuffer> | null> => {
  if (body === null) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream, which closes the connection.
    if (bytes > bytesMax) throw new WireError('too_large');
    chunks.push(chunk);
  }
  return bytes === 0 ? null : new Uint8Array(Buffer.concat(chunks));
};

type Answered = { status: number; headers: { get(name: string): string | null }; body: Body };

/** Nobody asks for a stream of events here: its end may never come, so it is not waited for. */
const whole = async ({ status, headers, body }: Answered, bytesMax: number): Promise<Response> => {
  if (headers.get('content-type')?.startsWith('text/event-stream') === true) {
    await body?.[Symbol.asyncIterator]().return?.();
    throw new WireError('streamed');
  }
  return new Response(await readCapped(body, bytesMax), { status, headers: keep(headers) });
};

const isBelow = (address: URL, base: URL): boolean =>
  address.origin === base.origin && address.pathname.startsWith(`${base.pathname.replace(/(?<!\/)\/+$/u, '')}/`);

/**
 * A fetch that only ever talks to addresses below `baseUrl`, where the key belongs. Redirects come back as they are.
 * `inner` replaces the network.
 */
export const createBoundedFetch = (baseUrl: string, inner?: Fetch, bytesMax = defaultBytesMax): Fetch => {
  const base = new URL(baseUrl);
  return async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input);
    if (!isBelow(address, base)) throw new WireError('foreign_address');
    if (inner === undefined) return plainFetch(address.href, init, bytesMax);
    return whole(await inner(address.href, { ...init, redirect: 'manual' }), bytesMax);
  };
};
