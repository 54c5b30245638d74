// A connection is one ATS of a tenant: its kind, its settings, and what is presented to it. Kinds stand in infra/ats/kinds.ts.

export const connectionStatuses = ['active', 'paused', 'deleted'] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];

/** The part of a connection that its key or its address tells at the door. */
export type ConnectionRef = { id: string; kind: string; status: ConnectionStatus };

/** A connection right before it is used. Credentials are secrets: never log, store or return them. */
export type OpenConnection = ConnectionRef & {
  tenantId: string;
  name: string;
  config: Readonly<Record<string, unknown>>;
  credentials: Readonly<Record<string, unknown>>;
  /** Those before the last rotation, while the overlap runs: tried when the vendor refuses the present ones. */
  previousCredentials: Readonly<Record<string, unknown>> | null;
};
