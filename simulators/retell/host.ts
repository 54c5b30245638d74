// Retell, simulated: web calls, their webhooks signed as the vendor does, told once, twice, late, out of order or never.
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openStage, type Received, type Reply } from '../stage.ts';
import { withWeather } from '../troubles.ts';
import type { EventName, RetellOptions, SimulatedRetell } from './simulated-retell.ts';
import { controlRetell } from './control.ts';
import { callObject, newCall, recordingOf, say, type SimulatedCall } from './call.ts';

const createBody = z.object({
  agent_id: z.string().min(1),
  metadata: z.record(z.string(), z.unknown()).default({}),
  retell_llm_dynamic_variables: z.record(z.string(), z.string()).default({}),
  agent_override: z.object({ agent: z.record(z.string(), z.unknown()).default({}) }).optional(),
});

const refused = (status: number, message: string): Reply => ({ status, body: { status: 'error', message } });

export const signRetell = (body: string, apiKey: string, at = Date.now()): string =>
  `v=${at},d=${createHmac('sha256', apiKey).update(`${body}${at}`).digest('hex')}`;

type World = {
  options: Required<Pick<RetellOptions, 'apiKey' | 'agentId'>>;
  calls: Map<string, SimulatedCall>;
  deleted: string[];
};

const create = ({ options, calls }: World, body: string): Reply => {
  const { success, data } = createBody.safeParse(JSON.parse(body));
  if (!success) return refused(400, 'Invalid request format, please check API reference.');
  if (data.agent_id !== options.agentId) return refused(422, 'Cannot find requested asset under given api key.');
  const call = newCall(data.agent_id, {
    metadata: data.metadata,
    variables: data.retell_llm_dynamic_variables,
    override: data.agent_override?.agent ?? {},
  });
  calls.set(call.id, call);
  return { status: 201, body: callObject(call, { url: '', analysed: false }) };
};

type Deed = (world: World, call: SimulatedCall, url: string, end: (reason: string) => void) => Reply;

const deeds: Readonly<Record<string, Deed>> = {
  'GET get-call': (_world, call, url) => ({
    status: 200,
    body: callObject(call, { url, analysed: call.status === 'ended' }),
  }),
  'POST stop-call': (_world, call, _url, end) => {
    if (call.status !== 'ongoing') return refused(400, 'The call is not ongoing.');
    end('manual_stopped');
    return { status: 204 };
  },
  'DELETE delete-call': ({ calls, deleted }, call) => {
    calls.delete(call.id);
    deleted.push(call.id);
    return { status: 204 };
  },
};

const receive = (world: World, request: Received, url: string, end: (id: string, reason: string) => void): Reply => {
  const { method, path, headers, body } = request;
  if (headers['authorization'] !== `Bearer ${world.options.apiKey}`)
    return refused(401, 'API key is missing or invalid.');
  if (method === 'POST' && path === '/v2/create-web-call') return create(world, body);
  const [, name = '', id = ''] = /^\/v2\/([a-z-]+)\/([\w-]+)$/.exec(path) ?? [];
  const deed = Object.hasOwn(deeds, `${method} ${name}`) ? deeds[`${method} ${name}`] : undefined;
  const call = world.calls.get(id);
  if (deed === undefined || call === undefined) return refused(404, 'Cannot find requested asset under given api key.');
  return deed(world, call, url, (reason) => end(id, reason));
};

/** What the vendor sends to whom, one message after the other or as the way says. */
const createTeller = (host: Pick<SimulatedRetell, 'apiKey' | 'calls' | 'ways' | 'told'>, urlOf: () => string) => {
  const errands = new Set<Promise<unknown>>();
  const tell = async (event: EventName, callId: string): Promise<number> => {
    const call = host.calls.get(callId);
    const target = call?.override['webhook_url'];
    if (call === undefined || typeof target !== 'string') return 0;
    const told = callObject(call, { url: urlOf(), analysed: event === 'call_analyzed' });
    const body = JSON.stringify({ event, call: told });
    const headers = { 'content-type': 'application/json', 'x-retell-signature': signRetell(body, host.apiKey) };
    const answer = await fetch(target, { method: 'POST', body, headers, signal: AbortSignal.timeout(10_000) }).catch(
      () => null,
    );
    await answer?.arrayBuffer().catch(() => undefined);
    const status = answer?.status ?? 0;
    host.told.push({ event, callId, status });
    return status;
  };
  const tellAll = async (events: readonly EventName[], callId: string): Promise<void> => {
    const { telling, lateMs } = host.ways;
    if (telling === 'never') return;
    if (telling === 'late') await sleep(lateMs);
    const inOrder = telling === 'reversed' ? events.toReversed() : events;
    for (const event of inOrder.flatMap((one) => (telling === 'twice' ? [one, one] : [one]))) await tell(event, callId);
  };
  const start = (events: readonly EventName[], callId: string): void => {
    const errand = tellAll(events, callId).finally(() => errands.delete(errand));
    errands.add(errand);
  };
  const settled = async (): Promise<void> => {
    while (errands.size > 0) await Promise.all(errands);
  };
  return { tell, start, settled };
};

const mustFind = (calls: SimulatedRetell['calls'], id: string): SimulatedCall => {
  const call = calls.get(id);
  if (call === undefined) throw new Error(`There is no call ${id}.`);
  return call;
};

const recordingAt = (calls: SimulatedRetell['calls'], path: string): Buffer | null => {
  const [, id = '', key = ''] = /^\/recordings\/([\w-]+)\/([\w-]+)\.wav$/.exec(path) ?? [];
  const call = calls.get(id);
  if (call === undefined || call.recording === 'dead' || call.recordingKey !== key) return null;
  return call.recording === 'noise' ? Buffer.from('<html>gone</html>') : recordingOf(call);
};

export const startRetell = async (given: RetellOptions): Promise<SimulatedRetell> => {
  const options = { agentId: 'agent_interviewer', ...given };
  const calls = new Map<string, SimulatedCall>();
  const world = { options, calls, deleted: [] as string[] };
  const ways = { telling: options.telling ?? 'once', lateMs: options.lateMs ?? 1_000 };
  const told: SimulatedRetell['told'] = [];
  const teller = createTeller({ apiKey: options.apiKey, calls, ways, told }, () => stage.url);

  const end = (callId: string, reason = 'agent_hangup'): void => {
    const call = mustFind(calls, callId);
    const length = call.lines.at(-1)?.words.at(-1)?.end ?? 0;
    call.status = reason.startsWith('error_') ? 'error' : 'ended';
    call.reason = reason;
    call.endedAt = Math.max(Date.now(), (call.startedAt ?? Date.now()) + Math.round(length * 1_000));
    teller.start(['call_ended', 'call_analyzed'], callId);
  };

  const { weather, receive: withTrouble } = withWeather((request) => {
    const sound = recordingAt(calls, request.path);
    if (sound !== null) return { status: 200, body: sound, headers: { 'content-type': 'audio/wav' } };
    if (request.path === '/_' || request.path.startsWith('/_/')) return controlRetell(host, request);
    if (request.path.startsWith('/recordings/')) return refused(403, 'Request has expired.');
    return receive(world, request, stage.url, end);
  });
  const stage = await openStage(withTrouble, { port: options.port ?? 0 });
  const host: SimulatedRetell = {
    url: stage.url,
    apiKey: options.apiKey,
    agentId: options.agentId,
    stage,
    weather,
    calls,
    deleted: world.deleted,
    ways,
    told,
    join: (callId) => {
      const call = mustFind(calls, callId);
      call.status = 'ongoing';
      call.startedAt = Date.now();
      teller.start(['call_started'], callId);
    },
    say: (callId, line) => say(mustFind(calls, callId), line),
    end,
    tell: teller.tell,
    killRecording: (callId) => void (mustFind(calls, callId).recording = 'dead'),
    settled: teller.settled,
    close: stage.close,
  };
  return host;
};
