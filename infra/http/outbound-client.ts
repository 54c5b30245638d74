// The one way to addresses that callers supply: bounded in time, size and connections, without redirects, and only where it is allowed.
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request as sendRequest } from 'undici';
import type { OutboundClient, OutboundRequest, OutboundResult } from '../../domain/ports/outbound.ts';
import { createAddressRules } from './address-rules.ts';
import { failureOf } from './call-failure.ts';
import { createConnector, type ConnectorDeps } from './connector.ts';
import { createDeadline, untilAborted } from './deadline.ts';
import { readAnswer } from './read-answer.ts';
import { readTarget } from './read-target.ts';

export type OutboundClientDeps = {
  /** CIDRs that may be called although they are private, by http too and on any port. */
  allowedNetworks: readonly string[];
  /** The answer about a name that is not called comes after a whole number of these. */
  nameAnswerMs?: number;
} & Pick<ConnectorDeps, 'resolve' | 'openSocket'>;

/** Longer than name servers of one's own and of strangers usually take: their times tell nothing then. */
const defaultNameAnswerMs = 1_000;
const headerBytesMax = 16 * 1_024;
const connectionsPerDestinationMax = 32;
const keepAliveTimeoutMs = 4_000;
const keepAliveTimeoutMaxMs = 30_000;

const createAgent = (deps: ConnectorDeps): Agent =>
  new Agent({
    // A pool for each destination: one that hangs fills its own and no other.
    connections: connectionsPerDestinationMax,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: headerBytesMax,
    keepAliveTimeout: keepAliveTimeoutMs,
    keepAliveMaxTimeout: keepAliveTimeoutMaxMs,
    // Every call has a deadline of its own for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: createConnector(deps),
  });

/** Waits until it can no longer be told how long the name server took, and gives the time that is said. */
const untilEven = async (elapsedMs: number, stepMs: number, signal: AbortSignal): Promise<number> => {
  const evenMs = Math.max(1, Math.ceil(elapsedMs / stepMs)) * stepMs;
  await sleep(evenMs - elapsedMs, undefined, { signal }).catch(() => undefined);
  return evenMs;
};

export const createOutboundClient = (deps: OutboundClientDeps): OutboundClient => {
  const { allowedNetworks, nameAnswerMs = defaultNameAnswerMs, ...network } = deps;
  const rules = createAddressRules(allowedNetworks);
  const agent = createAgent({ ...network, rules });
  const closing = new AbortController();

  const exchange = async (url: URL, req: OutboundRequest, signal: AbortSignal) => {
    const sent = sendRequest(url, {
      dispatcher: agent,
      method: req.method,
      headers: { 'user-agent': 'parley', ...req.headers },
      body: req.body ?? null,
      signal,
    });
    // A request that still waits for its connection would not notice the signal.
    return readAnswer(await untilAborted(sent, signal));
  };

  const send = async (req: OutboundRequest): Promise<OutboundResult> => {
    const startedAt = performance.now();
    const durationMs = (): number => Math.round(performance.now() - startedAt);
    const target = readTarget(req.url, rules);
    if (typeof target === 'string') return { kind: 'failure', failure: target, durationMs: durationMs() };
    const sources = req.signal === undefined ? [closing.signal] : [closing.signal, req.signal];
    const deadline = createDeadline(req.timeoutMs, sources);
    try {
      const answer = await exchange(target, req, deadline.signal);
      return { kind: 'answer', ...answer, durationMs: durationMs() };
    } catch (err) {
      const cause: unknown = deadline.signal.aborted ? deadline.signal.reason : err;
      const failure = failureOf(cause);
      if (failure !== 'name_not_callable') return { kind: 'failure', failure, durationMs: durationMs() };
      const evenMs = await untilEven(performance.now() - startedAt, nameAnswerMs, deadline.signal);
      return { kind: 'failure', failure, durationMs: evenMs };
    } finally {
      deadline.clear();
    }
  };

  return {
    send,
    problemOf: (url) => {
      const target = readTarget(url, rules);
      return typeof target === 'string' ? target : null;
    },
    close: async () => {
      closing.abort();
      await agent.destroy();
    },
  };
};
