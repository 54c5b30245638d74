// Webhook endpoints as their owners manage them: where events go, which ones, and the secret that proves their sender.
import { needScope } from '../../domain/access/audience.ts';
import type { Scope } from '../../domain/access/principal.ts';
import { AppError } from '../../domain/errors.ts';
import type { EventBody } from '../../domain/events/event-body.ts';
import type { EventType } from '../../domain/events/event-types.ts';
import type { WebhookSender } from '../../domain/ports/deliveries.ts';
import type { OutboundFailure, OutboundResult } from '../../domain/ports/outbound.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type {
  EndpointActor,
  EndpointChange,
  EndpointOwner,
  EndpointWithSecret,
  WebhookEndpointStore,
} from '../../domain/ports/webhooks.ts';
import { checkCallable, type AddressCheck } from './callable-address.ts';

export type WebhookEndpointDeps = {
  endpoints: WebhookEndpointStore;
  outbound: AddressCheck;
  sender: WebhookSender;
  clock: Clock;
  newId: (prefix: string) => string;
  newSecret: () => string;
  newEventId: () => string;
};

export type EndpointWish = {
  url: string;
  description: string;
  events: readonly EventType[];
  ed25519: boolean;
  /** Absent: one is made. */
  secret?: string | undefined;
};

export type RotationWish = { overlapMs: number; secret?: string | undefined };

/** `request` is the hash of the caller's `Idempotency-Key`. */
export type EndpointAsker = EndpointActor & { request: string | null; scopes: readonly Scope[] };

export type TestOutcome = {
  delivered: boolean;
  status: number | null;
  failure: OutboundFailure | null;
  durationMs: number;
};

const byOf = ({ actor, requestId }: EndpointAsker): EndpointActor => ({ actor, requestId });

const createEndpoint =
  (deps: WebhookEndpointDeps) =>
  async (owner: EndpointOwner, wish: EndpointWish, asker: EndpointAsker): Promise<EndpointWithSecret> => {
    needScope(asker.scopes, 'events:read');
    checkCallable(deps.outbound, wish.url, '/url');
    const { url, description, events, ed25519 } = wish;
    const secret = wish.secret ?? deps.newSecret();
    const made = { id: deps.newId('wep'), secret, request: asker.request, audience: asker.scopes };
    const endpoint = { ...made, url, description, events, ed25519 };
    return await deps.endpoints.create(owner, endpoint, byOf(asker));
  };

const refuseForCallback = async ({ endpoints }: WebhookEndpointDeps, owner: EndpointOwner, id: string) => {
  const { kind } = await endpoints.find(owner, id);
  if (kind === 'callback') throw new AppError('endpoint.is_callback');
};

/** Also says in which status the endpoint was: one that was disabled comes back knowingly. */
const updateEndpoint =
  (deps: WebhookEndpointDeps) =>
  async (owner: EndpointOwner, id: string, change: EndpointChange, asker: EndpointAsker) => {
    if (change.url !== undefined) {
      needScope(asker.scopes, 'events:read', '/url');
      await refuseForCallback(deps, owner, id);
      checkCallable(deps.outbound, change.url, '/url');
    }
    const audience = change.url === undefined ? {} : { audience: asker.scopes };
    const { before, after } = await deps.endpoints.change(owner, id, { ...change, ...audience }, byOf(asker));
    return { endpoint: after, statusBefore: before.status };
  };

const rotateSecret =
  ({ endpoints, newSecret }: WebhookEndpointDeps) =>
  async (owner: EndpointOwner, id: string, wish: RotationWish, asker: EndpointAsker): Promise<EndpointWithSecret> => {
    const rotation = { secret: wish.secret ?? newSecret(), overlapMs: wish.overlapMs, request: asker.request };
    return await endpoints.rotate(owner, id, rotation, byOf(asker));
  };

const deleteEndpoint =
  (deps: WebhookEndpointDeps) =>
  async (owner: EndpointOwner, id: string, asker: EndpointAsker): Promise<void> => {
    await refuseForCallback(deps, owner, id);
    await deps.endpoints.remove(owner, id, byOf(asker));
  };

/** An event that never happened, about an interview that does not exist. */
export const syntheticEvent = (ownerId: string, id: string, at: number): EventBody => ({
  id,
  type: 'interview.plan_generated',
  timestamp: new Date(at).toISOString(),
  tenantId: ownerId,
  runId: 'run_00000000000000000000000000',
  interviewId: '00000000-0000-0000-0000-000000000000',
  candidateRef: null,
  externalId: null,
  seq: 3,
  state: 'PENDING',
  outcome: null,
  data: { planRevision: 1, test: true },
  event: 'interview.plan_generated',
});

/** What the receiver said beyond its status stays with us: a caller learns nothing of the networks that we can reach. */
const outcomeOf = (result: OutboundResult): TestOutcome =>
  result.kind === 'failure'
    ? { delivered: false, status: null, failure: result.failure, durationMs: result.durationMs }
    : {
        delivered: result.status >= 200 && result.status < 300,
        status: result.status,
        failure: null,
        durationMs: result.durationMs,
      };

const testEndpoint =
  (deps: WebhookEndpointDeps) =>
  async (owner: EndpointOwner, id: string, asker: EndpointAsker, signal: AbortSignal): Promise<TestOutcome> => {
    await refuseForCallback(deps, owner, id);
    const receiver = await deps.endpoints.receiverForTest(owner, id, byOf(asker));
    const { url } = receiver;
    if (url === null) throw new AppError('endpoint.is_callback');
    const event = syntheticEvent(owner.id, deps.newEventId(), deps.clock.now());
    const message = { id: event.id, tenantId: owner.id, body: JSON.stringify(event) };
    return outcomeOf(await deps.sender.send({ ...receiver, url }, message, signal));
  };

export const createWebhookEndpointUseCases = (deps: WebhookEndpointDeps) => ({
  createEndpoint: createEndpoint(deps),
  listEndpoints: deps.endpoints.list,
  getEndpoint: deps.endpoints.find,
  updateEndpoint: updateEndpoint(deps),
  rotateSecret: rotateSecret(deps),
  deleteEndpoint: deleteEndpoint(deps),
  testEndpoint: testEndpoint(deps),
});
export type WebhookEndpointUseCases = ReturnType<typeof createWebhookEndpointUseCases>;
