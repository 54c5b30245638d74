// Readings of a scoring that is under way, sealed with the key of what they quote; the assessment takes their place.
import type { KeptReading, ReadingPlace, ReadingStore } from '../../../domain/ports/assessment.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import { ofRun, type Db } from '../knex.ts';

type Row = { competency_id: string; reading: number; reading_sealed: Buffer };

const findReadings = async (
  db: Db,
  sealer: Sealer,
  { revision, basis, ...run }: ReadingPlace,
): Promise<KeptReading[]> => {
  const rows = (await db('readings')
    .select('competency_id', 'reading', 'reading_sealed')
    .where({ ...ofRun(run), revision, basis })) as Row[];
  const opened = rows.map(({ competency_id: competencyId, reading, reading_sealed: sealed }) =>
    openIfKept(sealer, sealPlaces.reading(run, { revision, competencyId, reading }), sealed),
  );
  return (await Promise.all(opened)).filter((one) => one !== null);
};

// Of another basis nothing is left: half of an assessment by one model and half by the next would be nobody's. An erasure
// and a withdrawal hold the row; whoever comes first is seen by the other.
const keepSql = `
  insert into readings (tenant_id, run_id, revision, competency_id, reading, basis, reading_sealed)
  select i.tenant_id, i.run_id, :revision, :competencyId, :reading, :basis, :sealed
  from interviews i
  where i.tenant_id = :tenantId and i.run_id = :runId and i.consent_withdrawn_at is null and not ${erasingSql('i')}
    and not exists (select from assessments a where a.run_id = i.run_id and a.revision = :revision)
  for share of i
  on conflict (run_id, revision, competency_id, reading) do update
    set basis = excluded.basis, reading_sealed = excluded.reading_sealed
    where readings.basis <> excluded.basis`;

const keepReading = async (db: Db, sealer: Sealer, place: ReadingPlace, kept: KeptReading): Promise<void> => {
  const { tenantId, runId, revision, basis } = place;
  const key = { revision, competencyId: kept.judgement.competencyId, reading: kept.judge };
  const sealed = await sealer.seal(sealPlaces.reading({ tenantId, runId }, key), kept);
  await db.raw(keepSql, { tenantId, runId, basis, ...key, sealed });
};

export const createReadingStore = (db: Db, sealer: Sealer): ReadingStore => ({
  find: (place) => findReadings(db, sealer, place),
  keep: (place, kept) => keepReading(db, sealer, place, kept),
});
