// What administering platforms, tenants and keys needs from the outside: one transaction per act, its audit entry inside.
import type { AuditEvent } from '../audit/chain.ts';
import type { KeyKind, Scope } from '../access/principal.ts';
import type { TenantCapOverrides } from '../tenant/caps.ts';
import type { TenantOverrides } from '../tenant/settings.ts';

export type Platform = { id: string; name: string; createdAt: string };

export type Tenant = {
  id: string;
  platformId: string | null;
  name: string;
  settings: TenantOverrides;
  /** What the operator has set; the defaults hold for the rest. */
  caps: TenantCapOverrides;
  createdAt: string;
  updatedAt: string;
};

export type KeyOwner = { kind: 'tenant' | 'platform'; id: string };

/** A key as it may be shown: without its secret, which is shown once at creation and never stored. */
export type ApiKey = {
  id: string;
  kind: KeyKind;
  owner: KeyOwner;
  label: string;
  scopes: readonly Scope[];
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
  /** CIDRs from which the key may be used; anywhere when empty. */
  allowedNetworks: readonly string[];
  /** The key's own limit, null for that of the deployment. */
  requestsPerHour: number | null;
  /** The connection whose ATS presents it; null for every other key. */
  connectionId: string | null;
};

export type NewKey = Pick<
  ApiKey,
  'id' | 'kind' | 'owner' | 'label' | 'scopes' | 'expiresAt' | 'allowedNetworks' | 'requestsPerHour' | 'connectionId'
> & {
  secretHash: string;
  /** Hash of the `Idempotency-Key` of the request that made it. */
  madeByRequest: string | null;
};

/** A picture as candidates get it; the hash is its public name. */
export type Logo = { hash: string; image: Uint8Array };

/** How the page of a candidate shows whose interview it is. */
export type Branding = { logoUrl: string | null; accent: { light: string; dark: string } | null };

export interface AdministrationReads {
  listPlatforms(): Promise<Platform[]>;
  findPlatform(platformId: string): Promise<Platform | null>;
  listTenants(): Promise<Tenant[]>;
  findTenant(tenantId: string): Promise<Tenant | null>;
  /** Oldest first: the live ones and those that ended last, a thousand at most. */
  listKeys(owner: KeyOwner): Promise<ApiKey[]>;
  findKey(keyId: string): Promise<ApiKey | null>;
  findLogoHash(tenantId: string): Promise<string | null>;
  /** Of whichever tenant: what a hash names is public. */
  findLogoImage(hash: string): Promise<Uint8Array | null>;
}

export interface AdministrationUnit extends AdministrationReads {
  insertPlatform(platform: Pick<Platform, 'id' | 'name'>): Promise<Platform>;
  insertTenant(tenant: Pick<Tenant, 'id' | 'name' | 'platformId'>): Promise<Tenant>;
  saveSettings(tenantId: string, settings: TenantOverrides): Promise<Tenant>;
  saveCaps(tenantId: string, caps: TenantCapOverrides): Promise<Tenant>;
  /** Replaces the tenant's earlier one. */
  saveLogo(tenantId: string, logo: Logo): Promise<void>;
  /** False when there was none. */
  removeLogo(tenantId: string): Promise<boolean>;
  insertKey(key: NewKey): Promise<ApiKey>;
  /** Null unless it is live; then it stays so until the transaction ends. */
  lockLiveKey(keyId: string): Promise<ApiKey | null>;
  /** The key that this request made, while its `Idempotency-Key` counts. */
  findMadeKey(owner: KeyOwner, request: string): Promise<ApiKey | null>;
  /** Neither revoked nor expired: those of the same kind and connection, or else label; all that belong to no connection. */
  countLiveKeys(
    owner: KeyOwner,
    like: Pick<ApiKey, 'kind' | 'label' | 'connectionId'>,
  ): Promise<{ alike: number; all: number }>;
  /** The first revocation stands. */
  revokeKey(owner: KeyOwner, keyId: string): Promise<ApiKey>;
  /** Brings the end forward, never back. */
  expireKey(owner: KeyOwner, keyId: string, expiresAt: string): Promise<ApiKey>;
  allowNetworks(owner: KeyOwner, keyId: string, networks: readonly string[]): Promise<ApiKey>;
  appendAudit(event: AuditEvent): Promise<void>;
}

export interface Administration {
  read: AdministrationReads;
  /** Acts on one tenant or platform at a time, one after the other; all or nothing. */
  transaction<Result>(ownerId: string, work: (unit: AdministrationUnit) => Promise<Result>): Promise<Result>;
}

/** Makes a key's id, its text to be shown once, and what is stored of it. */
export interface KeyMint {
  mint(kind: KeyKind): { id: string; text: string; secretHash: string };
}
