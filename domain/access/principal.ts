// Who is calling: keys with scopes for systems, a link's session for candidates.
import type { ConnectionRef } from '../connections/connection.ts';

export const scopes = [
  'interviews:read',
  'interviews:create',
  'interviews:decide',
  'assessments:decide',
  'assessments:chat',
  'assessments:order',
  'assessments:read',
  'candidates:erase',
  'candidates:read',
  'candidates:write',
  'scorecards:read',
  'recordings:read',
  'transcripts:read',
  'rankings:read',
  'events:read',
  'webhooks:manage',
  'tenant:manage',
  'keys:manage',
  'analytics:read',
  'reports:generate',
  'jobs:read',
  'jobs:write',
  'pipeline:manage',
  'templates:read',
  'templates:manage',
  'connections:manage',
] as const;
export type Scope = (typeof scopes)[number];

const integrationScopes = [
  'interviews:read',
  'interviews:create',
  'interviews:decide',
  'assessments:decide',
  'assessments:chat',
  'candidates:erase',
  'transcripts:read',
  'rankings:read',
  'analytics:read',
  'events:read',
  'webhooks:manage',
  'tenant:manage',
  'templates:read',
  'templates:manage',
  'connections:manage',
] as const satisfies readonly Scope[];

/** The presets of API keys and what each may do. */
export const keyKinds = {
  integration: integrationScopes,
  platform: integrationScopes,
  partner: ['assessments:order', 'assessments:read'],
  core: ['candidates:read', 'scorecards:read', 'recordings:read'],
  candidate_import: ['candidates:write', 'interviews:create'],
  analytics: ['analytics:read', 'reports:generate'],
  job_management: ['jobs:read', 'jobs:write', 'pipeline:manage'],
} as const satisfies Record<string, readonly Scope[]>;
export type KeyPreset = keyof typeof keyKinds;
/** `custom` is a key with scopes of its own choice. */
export type KeyKind = KeyPreset | 'custom';

export const isPreset = (text: string): text is KeyPreset => Object.hasOwn(keyKinds, text);
export const isScope = (text: string): text is Scope => (scopes as readonly string[]).includes(text);

/** Whose something is: a tenant's, or a platform's own. */
export type Owner = { kind: 'tenant' | 'platform'; id: string };

export type KeyPrincipal = {
  kind: 'key';
  keyId: string;
  keyKind: KeyKind;
  tenantId: string;
  platformId: string | null;
  scopes: readonly Scope[];
  /** Of the key of an ATS's connection; null for every other key. */
  connection: ConnectionRef | null;
};
/** A key where a platform may act for itself: its own, or the tenant it named. */
export type OwnerPrincipal = Omit<KeyPrincipal, 'kind' | 'tenantId' | 'connection'> & { kind: 'owner'; owner: Owner };
export type RoomPrincipal = { kind: 'room'; tenantId: string; runId: string; cookieHash: string };
/** Whoever opened a review link: a reader of the runs that the link, or the inbox, was given for. */
export type ReviewPrincipal = {
  kind: 'review';
  tenantId: string;
  sessionHash: string;
  /** The keyed hash of the label, as mails have it. */
  reviewer: string;
  /** The run that this call is about; null for a call about none. */
  runId: string | null;
  /** The link by which it is seen. */
  linkId: string;
  /** Opened by a link to an inbox. */
  inbox: boolean;
  /** As the tenant's settings have the address; else `sealed` beside the link. */
  label: { address: string | null; sealed: Uint8Array | null };
  blindFirst: boolean;
};
/** An ATS that calls the address of its connection. */
export type HookPrincipal = { kind: 'hook'; tenantId: string; connection: ConnectionRef };
/** Whoever is let in: it stands for a tenant, or for a platform itself. */
export type Principal =
  | { tenantId: string; keyId?: string; scopes?: readonly Scope[] }
  | Pick<OwnerPrincipal, 'keyId' | 'owner' | 'scopes'>;
