// A connection between its row and the code: what is shown, and where its credentials are sealed.
import type {
  Connection,
  ConnectionStatus,
  Credentials,
  OpenConnection,
} from '../../../domain/connections/connection.ts';
import type { SecretBox } from '../../seal/secret-box.ts';

export type ConnectionRow = {
  id: string;
  tenant_id: string;
  kind: string;
  name: string;
  config: Record<string, unknown>;
  status: ConnectionStatus;
  /** Null once it is deleted. */
  credentials_sealed: Buffer | null;
  credentials_hints: Record<string, string>;
  previous_credentials_sealed: Buffer | null;
  previous_credentials_until: Date | null;
  hook_secret_hash: string | null;
  previous_hook_secret_hash: string | null;
  previous_hook_secret_until: Date | null;
  made_by_request: string | null;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
};

/** With what only the database's clock can tell. */
export type TimedConnection = ConnectionRow & { credentials_overlap: boolean; hook_overlap: boolean };

export const timedColumns = `*, coalesce(previous_credentials_until > now(), false) as credentials_overlap,
  coalesce(previous_hook_secret_until > now(), false) as hook_overlap`;

type Place = { tenantId: string; id: string };

/** One place for both of a row's columns, so that a rotation moves the present ones aside without opening them. */
export const credentialsPlace = ({ tenantId, id }: Place): string => `connections/${tenantId}/${id}/credentials`;

export const sealCredentials = (secretBox: SecretBox, place: Place, credentials: Credentials): Buffer =>
  Buffer.from(secretBox.seal(credentialsPlace(place), JSON.stringify(credentials)));

export const openCredentials = (secretBox: SecretBox, place: Place, sealed: Uint8Array): Credentials =>
  JSON.parse(secretBox.open(credentialsPlace(place), sealed)) as Credentials;

const untilOf = (runs: boolean, until: Date | null): string | null => (runs ? (until?.toISOString() ?? null) : null);

export const rowToConnection = (row: TimedConnection): Connection => ({
  id: row.id,
  tenantId: row.tenant_id,
  kind: row.kind,
  status: row.status,
  name: row.name,
  config: row.config,
  credentialHints: row.credentials_hints,
  previousCredentialsUntil: untilOf(row.credentials_overlap, row.previous_credentials_until),
  hasHook: row.hook_secret_hash !== null,
  previousHookUntil: untilOf(row.hook_overlap, row.previous_hook_secret_until),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  deletedAt: row.deleted_at?.toISOString() ?? null,
});

export const rowToOpen = (secretBox: SecretBox, row: TimedConnection): OpenConnection | null => {
  const { id, tenant_id: tenantId, kind, status, name, config, credentials_sealed: sealed } = row;
  if (sealed === null) return null;
  const open = (bytes: Buffer): Credentials => openCredentials(secretBox, { tenantId, id }, bytes);
  const previous = row.credentials_overlap ? row.previous_credentials_sealed : null;
  return {
    id,
    tenantId,
    kind,
    status,
    name,
    config,
    credentials: open(sealed),
    previousCredentials: previous === null ? null : open(previous),
  };
};
