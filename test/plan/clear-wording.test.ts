// Words that an earlier version left in the clear: sealed by a worker beside others, or emptied with their key.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../domain/plan/plan.ts';
import { rubricHash } from '../../domain/plan/plan-hashes.ts';
import type { Sealer } from '../../domain/ports/system.ts';
import { showPlan } from '../../domain/seal/open.ts';
import { emptyPlaces } from '../../infra/db/erasure/empty-places.ts';
import { readInterview } from '../../infra/db/interviews/interview-read-store.ts';
import { countClearWording, sealClearWording } from '../../infra/db/plans/clear-wording.ts';
import { createPlanStore } from '../../infra/db/plans/plan-store.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { sha256 } from '../../infra/system.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { createScoringWorld, tenantId, transcriptOf } from '../assessment/scoring-world.ts';
import { useDatabase } from '../harness/database.ts';

const { db } = await useDatabase();
const world = createScoringWorld(db);
const { sealer } = world;
const plans = createPlanStore({ db, sealer });
const secret = /contoso/i;
const transcript = transcriptOf('S S S S');
const lines: LogLine[] = [];

beforeEach(async () => {
  lines.length = 0;
  await db('plans').update({ dictated: false });
  await db('assessments').update({ dictated: false });
});

const dictated = (): Plan => {
  const { plan } = transcript;
  const [first, ...rest] = plan.competencies;
  if (first === undefined) throw new Error('a plan has competencies');
  const changed = { ...plan, competencies: [{ ...first, name: 'Ran the Contoso migration' }, ...rest] };
  return { ...changed, rubricHash: rubricHash(changed, sha256) };
};

/** A scored run as an earlier version has left it: nothing says that its plan was dictated but the migration. */
const oldRun = async (state = 'ASSESSMENT_PENDING'): Promise<string> => {
  const runId = await world.addRun({ ...transcript, plan: dictated() });
  await world.activities().scoreInterview({ tenantId, runId, revision: 1 });
  await db('plans').where({ run_id: runId }).update({ dictated: true });
  await db('assessments').where({ run_id: runId }).update({ dictated: true });
  await db('interviews').where({ run_id: runId }).update({ state });
  return runId;
};

const round = (sealing: Sealer = sealer): Promise<void> =>
  sealClearWording({
    db,
    sealer: sealing,
    keys: createKeyStore(db),
    log: recordingLog(lines),
    heartbeat: () => undefined,
  });

const readable = async (runId: string): Promise<string> => {
  const texts = await Promise.all(
    ['plans', 'assessments'].map(async (table) => {
      const rows: { text: string }[] = await db(table)
        .where({ run_id: runId })
        .select(db.raw('??::text as text', [table]));
      return rows.map(({ text }) => text).join();
    }),
  );
  return texts.join();
};

const shownPlan = async (runId: string): Promise<Plan | null> => {
  const record = await readInterview(db, { tenantId, runId });
  return record?.plan ? showPlan(sealer, { tenantId, runId }, record.plan, record.erasedAt !== null) : null;
};

describe('words in the clear', () => {
  it('are sealed, plan and assessment alike, and read as before', async () => {
    const runId = await oldRun();
    const [plan, assessment] = [await plans.find({ tenantId, runId }, 1), await world.shown(runId)];
    expect(await readable(runId)).toMatch(secret);
    expect(await countClearWording(db)).toBe(2);

    await round();

    expect(await readable(runId)).not.toMatch(secret);
    expect(await plans.find({ tenantId, runId }, 1)).toEqual(plan);
    expect(plan && rubricHash(plan, sha256)).toBe(plan?.rubricHash);
    expect(await world.shown(runId)).toEqual(assessment);
    expect(await countClearWording(db)).toBe(0);
    expect(lines).toMatchObject([{ event: 'wording.sealed', fields: { count: 2 } }]);
    const before = await db('plans').where({ run_id: runId });
    await round();
    expect(await db('plans').where({ run_id: runId })).toEqual(before);
  });

  it('stay whole when a worker dies between sealing and writing, and are sealed by the next', async () => {
    const runId = await oldRun();
    const dying: Sealer = {
      ...sealer,
      seal: async (...value) => {
        await sealer.seal(...value);
        throw new Error('killed');
      },
    };

    await round(dying);
    expect(await countClearWording(db)).toBe(2);
    expect((await plans.find({ tenantId, runId }, 1))?.rubricHash).toBe(dictated().rubricHash);

    await round();
    expect(await countClearWording(db)).toBe(0);
  });

  it('are emptied where the key is destroyed: ids, numbers and hashes stay', async () => {
    const runId = await oldRun();
    const [plan, before] = [await plans.find({ tenantId, runId }, 1), await world.shown(runId)];
    await sealer.destroyKey({ tenantId, runId }, 'personal');

    await round();

    expect(await readable(runId)).not.toMatch(secret);
    const left = await shownPlan(runId);
    expect(left).toMatchObject({ rubricHash: plan?.rubricHash, formId: plan?.formId, thresholds: plan?.thresholds });
    expect(left?.questions.map(({ id }) => id)).toEqual(plan?.questions.map(({ id }) => id));
    expect(left?.competencies.map(({ name, weight }) => ({ name, weight }))).toEqual(
      plan?.competencies.map(({ weight }) => ({ name: 'erased', weight })),
    );
    const assessment = await world.shown(runId);
    expect(assessment).toMatchObject({ overallScore: before?.overallScore, verdict: before?.verdict, summary: '' });
    expect(assessment?.competencies[0]).toMatchObject({ name: 'erased', rationale: '' });
    await expect(plans.find({ tenantId, runId }, 1)).rejects.toMatchObject({ code: 'personal_data.erased' });
    expect(await countClearWording(db)).toBe(0);
  });

  it('are not shown of a run that was erased before, though no worker has come to them yet', async () => {
    const runId = await oldRun();
    await db('interviews').where({ run_id: runId }).update({ erased_at: new Date() });

    expect(JSON.stringify([await shownPlan(runId), await world.shown(runId)])).not.toMatch(secret);
  });

  it('are left alone, and told of, where a key is not found: it may lie elsewhere by mistake', async () => {
    const [runId, other] = [await oldRun(), await oldRun()];
    const keys = await db('run_keys').where({ run_id: runId });
    await db('run_keys').where({ run_id: runId }).delete();
    const fresh = createScoringWorld(db);

    await round(fresh.sealer);

    expect(await readable(runId)).toMatch(secret);
    expect(await readable(other)).not.toMatch(secret);
    expect(lines).toMatchObject([
      { level: 'warn', event: 'wording.not_sealed', fields: { runId } },
      { event: 'wording.sealed', fields: { count: 2 } },
    ]);
    await db('run_keys').insert(keys);
    await round(fresh.sealer);
    expect(await countClearWording(db)).toBe(0);
  });

  it.each(['GENERATING_PLAN', 'IN_PROGRESS', 'COMPLETED'])(
    'wait while a process of the release before may be at work on them: %s',
    async (state) => {
      const runId = await oldRun(state);

      await round();
      expect(await readable(runId)).toMatch(secret);
      await db('interviews').where({ run_id: runId }).update({ state: 'ASSESSMENT_PENDING' });
      await round();
      expect(await readable(runId)).not.toMatch(secret);
    },
  );

  it('are moved once by however many workers, and one that cannot be read holds up no other', async () => {
    const runIds = [];
    for (let index = 0; index < 3; index += 1) runIds.push(await oldRun());
    const broken = [...runIds].toSorted()[0] ?? '';
    await db('plans').where({ run_id: broken }).update({ plan: '{}' });

    await Promise.all([round(), round(), round()]);

    expect(await countClearWording(db)).toBe(1);
    for (const runId of runIds) {
      if (runId !== broken) expect((await shownPlan(runId))?.competencies[0]?.name).toBe('Ran the Contoso migration');
    }
  });

  it('that an erasure emptied while they were being sealed do not come back', async () => {
    const runId = await oldRun();
    const slow: Sealer = {
      ...sealer,
      seal: async (place, value) => {
        const sealed = await sealer.seal(place, value);
        await sealer.destroyKey({ tenantId, runId }, 'personal');
        await db.transaction((trx) => emptyPlaces(trx, { tenantId, runId }, 'personal'));
        return sealed;
      },
    };

    await round(slow);

    expect(await db('plans').where({ run_id: runId }).first()).toMatchObject({ plan: null, texts_sealed: null });
    expect(await db('assessments').where({ run_id: runId }).first()).toMatchObject({ wording_sealed: null });
    expect(await readable(runId)).not.toMatch(secret);
  });
});

describe('an erasure', () => {
  it('empties them itself, sealed or not, and counts both', async () => {
    const [clear, sealed] = [await oldRun(), await oldRun('IN_PROGRESS')];
    await db('interviews').where({ run_id: clear }).update({ state: 'IN_PROGRESS' });
    await db('interviews').where({ run_id: sealed }).update({ state: 'CANCELLED' });
    await round();
    const empty = (runId: string) => db.transaction((trx) => emptyPlaces(trx, { tenantId, runId }, 'personal'));

    expect(await empty(clear)).toMatchObject({ 'plans.plan': 1, 'plans.texts_sealed': 0, 'assessments.result': 1 });
    expect(await empty(sealed)).toMatchObject({
      'plans.plan': 0,
      'plans.texts_sealed': 1,
      'assessments.result': 0,
      'assessments.wording_sealed': 1,
    });
    for (const runId of [clear, sealed]) expect(await readable(runId)).not.toMatch(secret);
  });

  it('leaves a plan that nobody dictated, and the assessment made by it, as they are', async () => {
    const runId = await oldRun();
    await db('plans').where({ run_id: runId }).update({ dictated: false });
    await db('assessments').where({ run_id: runId }).update({ dictated: false });
    const plan = await plans.find({ tenantId, runId }, 1);

    await db.transaction((trx) => emptyPlaces(trx, { tenantId, runId }, 'personal'));

    expect(await plans.find({ tenantId, runId }, 1)).toEqual(plan);
    expect((await world.shown(runId))?.summary).not.toBe('');
  });
});

describe('a new assessment by a dictated plan', () => {
  it('is sealed with the person’s key from the start', async () => {
    const runId = await world.addRun({ ...transcript, plan: dictated() });
    await db('plans').where({ run_id: runId }).update({ dictated: true });
    await db('interviews').where({ run_id: runId }).update({ state: 'ASSESSMENT_PENDING' });
    await round();

    await world.activities().scoreInterview({ tenantId, runId, revision: 1 });

    expect(await readable(runId)).not.toMatch(secret);
    expect(await db('assessments').where({ run_id: runId }).first()).toMatchObject({
      dictated: true,
      texts_sealed: null,
      judgements_sealed: null,
    });
    expect((await world.shown(runId))?.competencies[0]?.name).toBe('Ran the Contoso migration');
    expect((await world.shown(runId))?.rubricHash).toBe(dictated().rubricHash);
  });
});
