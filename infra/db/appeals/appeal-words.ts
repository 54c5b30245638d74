// The words of both sides of an appeal, as a part of the statement that reads its interview, and who may decide on it.
import type { AppealWords } from '../../../domain/ports/appeals.ts';
import type { RunRef } from '../../../domain/access/ids.ts';
import { reviewerIds } from '../../../domain/appeals/decider.ts';
import type { Digest, Sealer } from '../../../domain/ports/system.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { namedRecruiterSql, orderJoin } from '../deliveries/mail-event-rows.ts';
import { keptSql } from '../erasure/erasing-sql.ts';

const sealedJson = (owner: string, column: string): string =>
  `encode(${keptSql(owner, `${owner}.${column}`)}, 'base64')`;

/** For a row `owner` that names its run by `tenant_id` and `run_id`; null where no review was asked for. */
export const appealWordsJson = (owner: string): string => `(
  select json_build_object('text', ${sealedJson('a', 'appeal_sealed')}, 'note', ${sealedJson('v', 'note_sealed')},
    'by', ${sealedJson('v', 'decided_by_sealed')}, 'firstDecider', v.first_decider, 'settings', t.settings, 'named', ${namedRecruiterSql})
  from appeals a join tenants t on t.id = a.tenant_id ${orderJoin('a')}
  left join appeal_reviews v on v.tenant_id = a.tenant_id and v.run_id = a.run_id
  where a.tenant_id = ${owner}.tenant_id and a.run_id = ${owner}.run_id)`;

/** As such a statement gives it. */
export type AppealWordsJson = {
  text: string | null;
  note: string | null;
  by: string | null;
  firstDecider: string | null;
  settings: TenantOverrides;
  named: string | null;
} | null;

const bytesOf = (base64: string | null): Uint8Array | null => (base64 === null ? null : Buffer.from(base64, 'base64'));

/** Null as well once the candidate's words are gone. */
export const openAppealWords = async (
  { sealer, keyedDigest }: { sealer: Sealer; keyedDigest: Digest },
  run: RunRef,
  json: AppealWordsJson,
): Promise<AppealWords | null> => {
  const text = json && (await openIfKept(sealer, sealPlaces.appeal(run), bytesOf(json.text)));
  if (json === null || text === null) return null;
  return {
    text,
    note: await openIfKept(sealer, sealPlaces.appealNote(run), bytesOf(json.note)),
    decidedBy: await openIfKept(sealer, sealPlaces.appealDecidedBy(run), bytesOf(json.by)),
    firstDecider: json.firstDecider,
    reviewers: reviewerIds(json.settings, json.named, { keyedDigest, tenantId: run.tenantId }),
  };
};
