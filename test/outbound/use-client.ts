// An outbound client for one test file, and the shortest way to ask it.
import { afterAll } from 'vitest';
import type { OutboundClient, OutboundRequest, OutboundResult } from '../../domain/ports/outbound.ts';
import { createOutboundClient, type OutboundClientDeps } from '../../infra/http/outbound-client.ts';

export const loopback = ['127.0.0.0/8', '::1/128'];

export const useClient = (deps: Partial<OutboundClientDeps> = {}): OutboundClient => {
  const client = createOutboundClient({ allowedNetworks: [], nameAnswerMs: 1, ...deps });
  afterAll(client.close);
  return client;
};

export const post = (
  client: OutboundClient,
  url: string,
  rest: Partial<OutboundRequest> = {},
): Promise<OutboundResult> =>
  client.send({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
    timeoutMs: 5_000,
    ...rest,
  });

/** The failure's code, or the answer's status. */
export const outcomeOf = (result: OutboundResult): string | number =>
  result.kind === 'failure' ? result.failure : result.status;
