// Moves what people dictated before it was sealed from the start to where it is sealed, or empties it where its key is gone.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { splitPlan } from '../../../domain/plan/plan-texts.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { isErased, openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { KeyStore } from '../../seal/key-store.ts';
import { noTexts, splitNames, type StoredResult } from '../assessments/assessment-rows.ts';
import { ofRun, type Db } from '../knex.ts';

type Place = { tenant_id: string; run_id: string; revision: number };
type PlanRow = Place & { plan: Plan };
type AssessmentRow = Place & { result: StoredResult; texts_sealed: Buffer | null; judgements_sealed: Buffer | null };
type Change = Record<string, unknown>;

type Kind<Row extends Place> = {
  table: 'plans' | 'assessments';
  columns: readonly (keyof Row & string)[];
  /** Written as in the partial index: what is still in the clear. */
  isClear: string;
  withoutWords(row: Row): Change;
  sealedWords(sealer: Sealer, row: Row): Promise<Change>;
};

const runOf = ({ tenant_id: tenantId, run_id: runId }: Place): RunRef => ({ tenantId, runId });

const plans: Kind<PlanRow> = {
  table: 'plans',
  columns: ['tenant_id', 'run_id', 'revision', 'plan'],
  isClear: 'dictated and structure is null',
  withoutWords: ({ plan }) => ({
    plan: 'null',
    structure: JSON.stringify(splitPlan(plan).structure),
    planner_input_hash: null,
  }),
  sealedWords: async (sealer, row) => ({
    texts_sealed: await sealer.seal(sealPlaces.planTexts(runOf(row), row.revision), splitPlan(row.plan).texts),
  }),
};

const assessments: Kind<AssessmentRow> = {
  table: 'assessments',
  columns: ['tenant_id', 'run_id', 'revision', 'result', 'texts_sealed', 'judgements_sealed'],
  isClear: `dictated and jsonb_path_match(result, '$.competencies[*].name <> ""')`,
  withoutWords: ({ result }) => ({
    result: JSON.stringify(splitNames(result).result),
    texts_sealed: null,
    judgements_sealed: null,
  }),
  sealedWords: async (sealer, { texts_sealed: texts, judgements_sealed: judgements, ...row }) => {
    const [run, { revision }] = [runOf(row), row];
    const wording = {
      texts: {
        ...((await openIfKept(sealer, sealPlaces.assessmentTexts(run, revision), texts)) ?? noTexts),
        names: splitNames(row.result).names,
      },
      judgements: (await openIfKept(sealer, sealPlaces.judgements(run, revision), judgements)) ?? [],
    };
    return { wording_sealed: await sealer.seal(sealPlaces.assessmentWording(run, revision), wording) };
  },
};

/** Words are moved once: whoever comes second, after an erasure too, finds nothing to change. */
const replace = <Row extends Place>(db: Db, { table, isClear }: Kind<Row>, row: Row, change: Change) =>
  db(table)
    .where({ ...ofRun(runOf(row)), revision: row.revision })
    .whereRaw(isClear)
    .update(change);

const emptyOf = async <Row extends Place>(db: Db, kind: Kind<Row>, run: RunRef): Promise<number> => {
  const rows = (await db(kind.table)
    .select(...kind.columns)
    .where(ofRun(run))
    .whereRaw(kind.isClear)) as Row[];
  for (const row of rows) await replace(db, kind, row, kind.withoutWords(row));
  return rows.length;
};

/** Leaves of what was never sealed the structure alone; gives the number of rows changed. */
export const emptyClearWording = (db: Db, table: string, run: RunRef): Promise<number> =>
  table === 'plans' ? emptyOf(db, plans, run) : emptyOf(db, assessments, run);

type Deps = {
  db: Db;
  sealer: Sealer;
  keys: Pick<KeyStore, 'find'>;
  log: Logger;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
};

/** A key that is not there may lie elsewhere by mistake: only one that is known to be destroyed empties anything. */
const wordsOf = async <Row extends Place>({ sealer, keys }: Deps, kind: Kind<Row>, row: Row): Promise<Change> => {
  try {
    return await kind.sealedWords(sealer, row);
  } catch (error) {
    const key = isErased(error) ? await keys.find(runOf(row), 'personal') : null;
    if (key?.destroyedAt) return {};
    throw error;
  }
};

const biteSize = 50;
const bitesMax = 100;

/** A process of the previous release may be at work on these, and knows no sealed plan: they come when they are done. */
const busyStates = ['GENERATING_PLAN', 'IN_PROGRESS', 'COMPLETED'];

const nextRows = async <Row extends Place>(
  db: Db,
  { table, columns, isClear }: Kind<Row>,
  after: Place,
): Promise<Row[]> =>
  (await db(table)
    .select(...columns)
    .whereRaw(isClear)
    .whereRaw('(run_id, revision) > (?, ?)', [after.run_id, after.revision])
    .whereNotExists(
      db('interviews as i').select('i.run_id').whereRaw('i.run_id = ??.run_id', [table]).whereIn('i.state', busyStates),
    )
    .orderBy(['run_id', 'revision'])
    .limit(biteSize)) as Row[];

type Counts = { moved: number; failed: number };

const moveRow = async <Row extends Place>(deps: Deps, kind: Kind<Row>, row: Row, counts: Counts): Promise<void> => {
  try {
    const words = await wordsOf(deps, kind, row);
    counts.moved += await replace(deps.db, kind, row, { ...kind.withoutWords(row), ...words });
  } catch (error) {
    // One that cannot be sealed now holds up no other. One line a round is enough, and the figure stays up.
    if (counts.failed === 0) deps.log.warn('wording.not_sealed', { runId: row.run_id, error });
    counts.failed += 1;
  }
};

const moveKind = async <Row extends Place>(deps: Deps, kind: Kind<Row>, counts: Counts): Promise<void> => {
  let after: Place = { tenant_id: '', run_id: '', revision: 0 };
  for (let bite = 0; bite < bitesMax; bite += 1) {
    const rows = await nextRows(deps.db, kind, after);
    for (const row of rows) await moveRow(deps, kind, row, counts);
    deps.heartbeat();
    const last = rows.at(-1);
    if (last === undefined || rows.length < biteSize) return;
    after = last;
  }
};

/** One round over everything that is left, in bites; a row is sealed and moved in one statement, so a kill loses nothing. */
export const sealClearWording = async (deps: Deps): Promise<void> => {
  const counts = { moved: 0, failed: 0 };
  await moveKind(deps, plans, counts);
  await moveKind(deps, assessments, counts);
  if (counts.moved + counts.failed > 0) deps.log.info('wording.sealed', { count: counts.moved });
};

/** How many rows still hold in the clear what somebody dictated. */
export const countClearWording = async (db: Db): Promise<number> => {
  const { rows } = await db.raw<{ rows: { count: number }[] }>(
    `select (select count(*) from plans where ${plans.isClear}) + (select count(*) from assessments where ${assessments.isClear}) as count`,
  );
  return rows[0]?.count ?? 0;
};
