// The mappings of connections as kept: one for each, counted up with each saving, and noted in the audit log.
import type { AuditActor } from '../audit/chain.ts';
import type { Mapping, MappingTargets, SavedMapping } from '../mapping/mapping.ts';

export type MappingSaving = {
  mapping: Mapping;
  targets: MappingTargets;
  /** One of them must be the present one; null where that does not matter. */
  expectedVersions: readonly number[] | null;
  actor: AuditActor;
  requestId: string | null;
};

export interface Mappings {
  /** Null where none was saved, and for what is another tenant's. */
  find(tenantId: string, connectionId: string): Promise<SavedMapping | null>;
  /** Throws `connection.not_found`, `request.precondition_failed`. The same again is no new version. */
  save(tenantId: string, connectionId: string, saving: MappingSaving): Promise<SavedMapping>;
}
