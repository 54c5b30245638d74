// Connections to ATS products: read and opened by those who use them, changed in one transaction with their keys and acts.
import type { HookPrincipal } from '../access/principal.ts';
import type {
  Connection,
  ConnectionConfig,
  ConnectionStatus,
  Credentials,
  OpenConnection,
} from '../connections/connection.ts';
import type { AdministrationUnit } from './administration.ts';

/** The tenant comes first everywhere: another tenant's connection is the same as none. */
export interface Connections {
  /** Deleted ones too: what went over them is still asked about. */
  find(tenantId: string, id: string): Promise<Connection | null>;
  /** Oldest first, without deleted ones. */
  list(tenantId: string): Promise<Connection[]>;
  /** With its credentials, read right before each use; null once it is deleted. Paused ones are opened too: look at `status`. */
  open(tenantId: string, id: string): Promise<OpenConnection | null>;
}

/** Whose address that is which an ATS has called, and the largest body that its tenant may send. */
export interface HookFinder {
  /** Null for an unknown connection, one of another kind, a deleted one and a wrong secret alike. */
  findByHook(
    kind: string,
    id: string,
    secret: string,
  ): Promise<{ principal: HookPrincipal; uploadBytesMax: number | null } | null>;
}

export type NewConnection = {
  id: string;
  kind: string;
  name: string;
  config: ConnectionConfig;
  credentials: Credentials;
  hookSecret: string | null;
  /** Hash of the `Idempotency-Key` of the request that makes it. */
  madeByRequest: string | null;
};

export type ConnectionChange = {
  name?: string | undefined;
  config?: ConnectionConfig | undefined;
  status?: Exclude<ConnectionStatus, 'deleted'> | undefined;
};

/** One transaction of one tenant, its keys and its audit log, one after the other. */
export interface ConnectionUnit extends AdministrationUnit {
  countConnections(tenantId: string): Promise<number>;
  /** The connection that this request made, while its `Idempotency-Key` counts. */
  findMadeConnection(tenantId: string, request: string): Promise<Connection | null>;
  insertConnection(tenantId: string, connection: NewConnection): Promise<Connection>;
  /** With its credentials, until the transaction ends; throws `connection.not_found`, for a deleted one too. */
  lockConnection(tenantId: string, id: string): Promise<{ connection: Connection; credentials: Credentials }>;
  changeConnection(tenantId: string, id: string, change: ConnectionChange): Promise<Connection>;
  /** Those so far are kept for the overlap; with none they are gone. */
  replaceCredentials(tenantId: string, id: string, credentials: Credentials, overlapMs: number): Promise<Connection>;
  replaceHook(tenantId: string, id: string, secret: string, overlapMs: number): Promise<Connection>;
  /** Settings, credentials and the secret of its address are gone for good; the row stays. */
  destroyConnection(tenantId: string, id: string): Promise<Connection>;
}

export interface ConnectionStore extends Connections, HookFinder {
  transaction<Result>(tenantId: string, work: (unit: ConnectionUnit) => Promise<Result>): Promise<Result>;
}
