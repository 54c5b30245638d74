// Binds the stores of tenants, keys and audit to one transaction per administrative act.
import type { Administration, AdministrationReads, AdministrationUnit } from '../../../domain/ports/administration.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import { appendAudit, lockAuditChain } from '../audit/audit-store.ts';
import {
  allowNetworks,
  countLiveKeys,
  expireKey,
  findKey,
  findMadeKey,
  insertKey,
  listKeys,
  lockLiveKey,
  revokeKey,
} from './api-key-store.ts';
import type { Db } from '../knex.ts';
import { findLogoHash, findLogoImage, removeLogo, saveLogo } from './logo-store.ts';
import {
  findPlatform,
  findTenant,
  insertPlatform,
  insertTenant,
  listPlatforms,
  listTenants,
  saveCaps,
  saveSettings,
} from './tenant-store.ts';

const reads = (db: Db): AdministrationReads => ({
  listPlatforms: () => listPlatforms(db),
  findPlatform: (platformId) => findPlatform(db, platformId),
  listTenants: () => listTenants(db),
  findTenant: (tenantId) => findTenant(db, tenantId),
  listKeys: (owner) => listKeys(db, owner),
  findKey: (keyId) => findKey(db, keyId),
  findLogoHash: (tenantId) => findLogoHash(db, tenantId),
  findLogoImage: (hash) => findLogoImage(db, hash),
});

/** What one act on this owner may do, within its transaction. */
export const administrationUnit = (db: Db, ownerId: string, clock: Clock): AdministrationUnit => ({
  ...reads(db),
  insertPlatform: (platform) => insertPlatform(db, platform),
  insertTenant: (tenant) => insertTenant(db, tenant),
  saveSettings: (tenantId, settings) => saveSettings(db, tenantId, settings),
  saveCaps: (tenantId, caps) => saveCaps(db, tenantId, caps),
  saveLogo: (tenantId, logo) => saveLogo(db, tenantId, logo),
  removeLogo: (tenantId) => removeLogo(db, tenantId),
  insertKey: (key) => insertKey(db, key),
  lockLiveKey: (keyId) => lockLiveKey(db, keyId),
  findMadeKey: (owner, request) => findMadeKey(db, owner, request),
  countLiveKeys: (owner, like) => countLiveKeys(db, owner, like),
  revokeKey: (owner, keyId) => revokeKey(db, owner, keyId),
  expireKey: (owner, keyId, expiresAt) => expireKey(db, owner, keyId, expiresAt),
  allowNetworks: (owner, keyId, networks) => allowNetworks(db, owner, keyId, networks),
  appendAudit: (event) => appendAudit(db, ownerId, new Date(clock.now()), event),
});

export const createAdministration = ({ db, clock }: { db: Db; clock: Clock }): Administration => ({
  read: reads(db),
  transaction: (ownerId, work) =>
    db.transaction(async (trx) => {
      await lockAuditChain(trx, ownerId);
      return await work(administrationUnit(trx, ownerId, clock));
    }),
});
