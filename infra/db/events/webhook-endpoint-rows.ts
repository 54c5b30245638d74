// A webhook endpoint between its row and the code: columns, owners, and where its secrets are sealed.
import type { SecretState } from '../../../domain/delivery/endpoint-rules.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type {
  EndpointKind,
  EndpointOwner,
  EndpointStatus,
  Receiver,
  WebhookEndpoint,
} from '../../../domain/ports/webhooks.ts';
import type { Scope } from '../../../domain/access/principal.ts';
import { keptHours } from '../access/idempotency-store.ts';
import type { SecretBox } from '../../seal/secret-box.ts';

export type EndpointRow = {
  id: string;
  kind: EndpointKind;
  tenant_id: string | null;
  platform_id: string | null;
  url: string | null;
  description: string;
  events: EventType[];
  status: EndpointStatus;
  status_reason: string | null;
  ed25519: boolean;
  /** Of the key that named the address. */
  scopes: Scope[] | null;
  secret_sealed: Buffer;
  /** Empty while nobody has seen the secret. */
  secret_hint: string;
  secret_request: string | null;
  secret_at: Date;
  previous_secret_sealed: Buffer | null;
  previous_secret_until: Date | null;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
};

/** With what only the database's clock can tell. */
export type TimedRow = EndpointRow & { overlapping: boolean; secret_recent: boolean };

/** A secret is recent for as long as an `Idempotency-Key` counts. */
export const timedColumns = `*, coalesce(previous_secret_until > now(), false) as overlapping,
  secret_at > now() - interval '${keptHours} hours' as secret_recent`;

/** One place for a row's secrets, so that a rotation moves the present one aside without opening it. */
export const secretPlace = (id: string): string => `webhook_endpoints/${id}`;

export const sealSecret = (secretBox: SecretBox, id: string, secret: string): Buffer =>
  Buffer.from(secretBox.seal(secretPlace(id), secret));

export const openSecret = (secretBox: SecretBox, id: string, sealed: Uint8Array): string =>
  secretBox.open(secretPlace(id), sealed);

export const hintOf = (secret: string): string => `****${secret.slice(-4)}`;

export const ownerColumns = ({ kind, id }: EndpointOwner): { tenant_id: string } | { platform_id: string } =>
  kind === 'tenant' ? { tenant_id: id } : { platform_id: id };

const ownerOf = ({ tenant_id: tenantId, platform_id: platformId }: EndpointRow): EndpointOwner =>
  tenantId === null ? { kind: 'platform', id: platformId ?? '' } : { kind: 'tenant', id: tenantId };

export const secretStateOf = (row: TimedRow): SecretState => ({
  request: row.secret_request,
  isRecent: row.secret_recent,
  seen: row.secret_hint !== '',
  overlapEndsAt: row.overlapping ? row.previous_secret_until : null,
});

export const rowToEndpoint = (row: TimedRow): WebhookEndpoint => ({
  id: row.id,
  owner: ownerOf(row),
  kind: row.kind,
  url: row.url,
  description: row.description,
  events: row.events,
  status: row.status,
  statusReason: row.status_reason,
  ed25519: row.ed25519,
  secretHint: row.secret_hint === '' ? null : row.secret_hint,
  previousSecretUntil: row.overlapping ? row.previous_secret_until : null,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export const rowToReceiver = (row: TimedRow, secretBox: SecretBox): Receiver => ({
  id: row.id,
  status: row.status,
  url: row.url,
  ed25519: row.ed25519,
  secrets: {
    current: openSecret(secretBox, row.id, row.secret_sealed),
    previous:
      row.overlapping && row.previous_secret_sealed !== null
        ? openSecret(secretBox, row.id, row.previous_secret_sealed)
        : null,
  },
});
