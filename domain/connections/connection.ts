// A connection is one ATS of a tenant: its kind, its settings, and what is presented to it. Kinds stand in infra/ats/kinds.ts.
import { AppError } from '../errors.ts';

export const connectionStatuses = ['active', 'paused', 'deleted'] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];

/** Deleted ones do not count. */
export const connectionsMax = 50;
export const connectionNameMax = 200;

/** The part of a connection that its key or its address tells at the door. */
export type ConnectionRef = { id: string; kind: string; status: ConnectionStatus };

/** What a connection is told, and what it presents: as its kind's schemas made them, so both are JSON. */
export type ConnectionConfig = Readonly<Record<string, unknown>>;
export type Credentials = Readonly<Record<string, unknown>>;

/** A connection as it may be shown. */
export type Connection = ConnectionRef & {
  tenantId: string;
  name: string;
  config: ConnectionConfig;
  /** By member, the end of each: nothing else of them is ever shown. */
  credentialHints: Readonly<Record<string, string>>;
  /** While the credentials before the present ones are tried as well. */
  previousCredentialsUntil: string | null;
  /** An ATS can call it under an address with a secret. */
  hasHook: boolean;
  /** While the address before the present one works as well. */
  previousHookUntil: string | null;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
};

/** A connection right before it is used. Credentials are secrets: never log, store or return them. */
export type OpenConnection = ConnectionRef & {
  tenantId: string;
  name: string;
  config: ConnectionConfig;
  credentials: Credentials;
  /** Those before the last rotation, while the overlap runs: tried when the vendor refuses the present ones. */
  previousCredentials: Credentials | null;
};

/** The end of a text that is long enough for its end to say nothing of the rest. */
const hintLength = 4;
const hintedFrom = 12;

/** Asterisks, and the last characters of those that are long. */
export const hintsOf = (credentials: Credentials): Record<string, string> =>
  Object.fromEntries(
    Object.entries(credentials)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [
        name,
        typeof value === 'string' && value.length >= hintedFrom ? `****${value.slice(-hintLength)}` : '****',
      ]),
  );

export const checkRoomForConnection = (count: number): void => {
  if (count >= connectionsMax) throw new AppError('connection.too_many', { extra: { connectionsMax } });
};

/** A third secret would silently end one that somebody still relies on; with no overlap the newest is left alone. */
export const checkOverlap = (runsUntil: string | null, overlapMs: number): void => {
  if (runsUntil !== null && overlapMs > 0)
    throw new AppError('connection.rotation_running', { extra: { overlapEndsAt: runsUntil } });
};

/** Whether something may be ordered or told over it; `null` and `undefined` where there is none of the tenant's. */
export const checkUsable = (status: ConnectionStatus | null | undefined): void => {
  if (status === 'paused') throw new AppError('connection.paused');
  if (status !== 'active') throw new AppError('connection.not_found');
};

/**
 * The connection that a caller stands for at the face of this kind: null for a key of no connection. Throws
 * `connection.kind_mismatch`, `connection.paused`, and `key.invalid` for one that was deleted a moment ago.
 */
export const connectionFor = (
  { connection }: { connection: ConnectionRef | null },
  kind: string,
): ConnectionRef | null => {
  if (connection === null) return null;
  if (connection.kind !== kind) throw new AppError('connection.kind_mismatch');
  if (connection.status === 'deleted') throw new AppError('key.invalid');
  if (connection.status === 'paused') throw new AppError('connection.paused');
  return connection;
};
