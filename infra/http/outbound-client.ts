// The one way to addresses that callers supply: bounded in time, size and connections, without redirects, and only where it is allowed.
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request as sendRequest, type Dispatcher } from 'undici';
import type { OutboundClient, OutboundQuestion, OutboundRequest, OutboundResult } from '../../domain/ports/outbound.ts';
import { createAddressRules } from './address-rules.ts';
import { failureOf } from './call-failure.ts';
import { createConnector, type ConnectorDeps } from './connector.ts';
import { createDeadline, untilAborted } from './deadline.ts';
import { readAnswer } from './read-answer.ts';
import { readTarget } from './read-target.ts';
import { readWhole, takeFile } from './read-whole.ts';

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

type Call = OutboundRequest | OutboundQuestion;
type Failed = Extract<OutboundResult, { kind: 'failure' }>;

/** One call with a deadline for all of it; how the answer is read is the caller's. */
const createCall = ({ allowedNetworks, nameAnswerMs = defaultNameAnswerMs, ...network }: OutboundClientDeps) => {
  const rules = createAddressRules(allowedNetworks);
  const agent = createAgent({ ...network, rules });
  const closing = new AbortController();

  const request = async (url: URL, req: Call, signal: AbortSignal): Promise<Dispatcher.ResponseData> => {
    const sent = sendRequest(url, {
      dispatcher: agent,
      method: req.method,
      headers: { 'user-agent': 'parley', ...req.headers },
      body: req.body ?? null,
      signal,
    });
    // A request that still waits for its connection would not notice the signal.
    return await untilAborted(sent, signal);
  };

  const failed = async (err: unknown, startedAt: number, signal: AbortSignal): Promise<Failed> => {
    const cause: unknown = signal.aborted ? signal.reason : err;
    const failure = failureOf(cause);
    const elapsedMs = performance.now() - startedAt;
    const isName = failure === 'name_not_callable';
    const durationMs = isName ? await untilEven(elapsedMs, nameAnswerMs, signal) : Math.round(elapsedMs);
    return { kind: 'failure', failure, durationMs };
  };

  const call = async <Answer>(req: Call, read: (data: Dispatcher.ResponseData) => Promise<Answer>) => {
    const startedAt = performance.now();
    const target = readTarget(req.url, rules);
    if (typeof target === 'string') return { kind: 'failure' as const, failure: target, durationMs: 0 };
    const sources = req.signal === undefined ? [closing.signal] : [closing.signal, req.signal];
    const deadline = createDeadline(req.timeoutMs, sources);
    try {
      const answer = await read(await request(target, req, deadline.signal));
      return { kind: 'answer' as const, ...answer, durationMs: Math.round(performance.now() - startedAt) };
    } catch (err) {
      return await failed(err, startedAt, deadline.signal);
    } finally {
      deadline.clear();
    }
  };

  const close = async (): Promise<void> => {
    closing.abort();
    await agent.destroy();
  };
  return { rules, call, close };
};

export const createOutboundClient = (deps: OutboundClientDeps): OutboundClient => {
  const { rules, call, close } = createCall(deps);
  return {
    send: (request) => call(request, readAnswer),
    ask: (question) => call(question, (data) => readWhole(data, question.answerBytesMax)),
    fetchFile: (question, take) => call(question, (data) => takeFile(data, question.answerBytesMax, take)),
    problemOf: (url) => {
      const target = readTarget(url, rules);
      return typeof target === 'string' ? target : null;
    },
    close,
  };
};
