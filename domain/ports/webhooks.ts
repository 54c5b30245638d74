// Who is told of events over webhooks: endpoints as their owners manage them, and receivers as deliveries need them.
import type { AuditActor } from '../audit/chain.ts';
import type { Audience } from '../access/audience.ts';
import type { EventType } from '../events/event-types.ts';
import type { Owner } from '../access/principal.ts';

/** A tenant's endpoint hears of its own interviews; a platform's of those of tenants that have none. */
export type EndpointOwner = Owner;

/** `callback` stands for the `callbackUrl` of the tenant's runs: it has a secret and a filter, but no address. */
export const endpointKinds = ['registered', 'callback'] as const;
export type EndpointKind = (typeof endpointKinds)[number];
export const endpointStatuses = ['active', 'paused', 'disabled'] as const;
export type EndpointStatus = (typeof endpointStatuses)[number];

/** What a delivery needs to know right before it sends. Secrets are `whsec_…` texts: never log, store or return them. */
export type Receiver = {
  id: string;
  status: EndpointStatus;
  /** Null for the callback endpoint: the run's `callbackUrl` is meant. */
  url: string | null;
  ed25519: boolean;
  secrets: {
    current: string;
    /** Still overlapping after a rotation: both sign. */
    previous: string | null;
  };
};

export type WebhookEndpoint = {
  id: string;
  owner: EndpointOwner;
  kind: EndpointKind;
  url: string | null;
  description: string;
  /** Empty means every type. */
  events: EventType[];
  status: EndpointStatus;
  /** Why it is not active; a code. */
  statusReason: string | null;
  ed25519: boolean;
  /** `****` and the last four characters; null while nobody has seen the secret. */
  secretHint: string | null;
  /** End of the overlap, while one runs. */
  previousSecretUntil: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

/** An endpoint with the text of its secret, for the one answer that shows it. */
export type EndpointWithSecret = { endpoint: WebhookEndpoint; secret: string };

/** `request` is the hash of the caller's `Idempotency-Key`: the same request again finds the secret that it made. */
type SecretWish = { secret: string; request: string | null };

export type NewEndpoint = SecretWish & {
  id: string;
  url: string;
  description: string;
  events: readonly EventType[];
  ed25519: boolean;
  audience: Audience;
};

export type SecretRotation = SecretWish & {
  /** How long the secret so far goes on signing beside the new one. */
  overlapMs: number;
};

export type EndpointChange = {
  url?: string | undefined;
  /** Of whoever names the new address: it is told what that key may know. */
  audience?: Audience | undefined;
  description?: string | undefined;
  events?: readonly EventType[] | undefined;
  ed25519?: boolean | undefined;
  status?: 'active' | 'paused' | undefined;
};

/** Who acts, for the audit log. */
export type EndpointActor = { actor: AuditActor; requestId: string };

/** The owner comes first everywhere: another owner's endpoint is the same as none, and that throws `endpoint.not_found`. */
export interface WebhookEndpointStore {
  /** Throws `endpoint.too_many`. */
  create(owner: EndpointOwner, endpoint: NewEndpoint, by: EndpointActor): Promise<EndpointWithSecret>;
  /** Oldest first; a tenant's callback endpoint is made when it is missing. */
  list(owner: EndpointOwner): Promise<WebhookEndpoint[]>;
  find(owner: EndpointOwner, id: string): Promise<WebhookEndpoint>;
  change(
    owner: EndpointOwner,
    id: string,
    change: EndpointChange,
    by: EndpointActor,
  ): Promise<{ before: WebhookEndpoint; after: WebhookEndpoint }>;
  /** Throws `endpoint.rotation_running` while an overlap runs, unless this rotation leaves none. */
  rotate(owner: EndpointOwner, id: string, rotation: SecretRotation, by: EndpointActor): Promise<EndpointWithSecret>;
  /** Deliveries keep pointing at the row; its secrets go at once. */
  remove(owner: EndpointOwner, id: string, by: EndpointActor): Promise<void>;
  /** With its secrets, for a test event, which is noted. */
  receiverForTest(owner: EndpointOwner, id: string, by: EndpointActor): Promise<Receiver>;
}
