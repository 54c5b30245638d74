// What a recruiter dictates for one candidate never reaches the next, lies sealed, and goes with the person it is about.
import { describe, expect, it } from 'vitest';
import type { PlanDraft } from '../../domain/plan/plan.ts';
import { formId, rubricHash } from '../../domain/plan/plan-hashes.ts';
import { draftPlan } from '../../engines/offline/draft.ts';
import { sha256 } from '../../infra/system.ts';
import { useDatabase } from '../harness/database.ts';
import { createPlanWorld, exampleInput, exampleJob, scriptedPlanner, tenantId } from './plan-world.ts';

const { db } = await useDatabase();
const world = createPlanWorld(db);
const fact = 'How did you run the Postgres migration at Contoso before they let you go?';
const secret = /contoso|let you go/i;

const job = (name: string) => ({ ...exampleJob, companyName: name });
const work = (runId: string, revision: number, noteId: string | null = null, competencyIds: string[] = []) => ({
  tenantId,
  runId,
  revision,
  noteId,
  competencyIds,
});
const rowOf = (runId: string, revision: number) => db('plans').where({ run_id: runId, revision }).first();
const readable = async (): Promise<string> => {
  const rows: { text: string }[] = await db('plans').select(db.raw('plans::text as text'));
  return rows.map(({ text }) => text).join('\n');
};

/** A run whose plan was changed to hold the fact, as the offline planner takes it over. */
const dictatedRun = async (name: string): Promise<string> => {
  const runId = await world.addRun(job(name));
  await world.activities().draftPlan(work(runId, 1));
  const note = {
    text: `Add a question to c1: "${fact}"`,
    targets: [{ questionId: 'q1', change: `Reword to: "${fact.replace('How', 'Say how')}"` }],
  };
  await world.activities().draftPlan(work(runId, 2, await world.addNote(runId, note)));
  return runId;
};

/** Drafts the first plan of the next candidate of the same job; true when the planner was asked. */
const nextAsks = async (name: string): Promise<{ asked: boolean; runId: string }> => {
  const runId = await world.addRun(job(name));
  const planner = scriptedPlanner([draftPlan(exampleInput)]);
  await world.activities({ planner }).draftPlan(work(runId, 1));
  return { asked: planner.calls > 0, runId };
};

describe('the first plan of the next candidate', () => {
  it('is the planner’s own after a dictated one was approved, however often it was revised', async () => {
    const runId = await dictatedRun('Revised');
    await world.approve(runId, 2);
    const next = await nextAsks('Revised');

    expect(next.asked).toBe(true);
    expect(JSON.stringify(await world.plans.find({ tenantId, runId: next.runId }, 1))).not.toMatch(secret);

    await world
      .activities()
      .draftPlan(work(runId, 3, await world.addNote(runId, { text: 'Move question 2 to the end.' })));
    await world.approve(runId, 3);
    expect((await nextAsks('Revised')).asked).toBe(true);
  });

  it('is the planner’s own after an operator had questions drawn anew, and while nobody approved the first draft', async () => {
    const runId = await world.addRun(job('Signal'));
    await world.activities().draftPlan(work(runId, 1));
    await world.activities().draftPlan(work(runId, 2, null, ['c1']));
    await world.approve(runId, 2);

    expect((await nextAsks('Signal')).asked).toBe(true);
  });

  it('is a copy of an approved first draft, and of a copy of it, whatever was dictated for others since', async () => {
    const one = await world.addRun(job('Chain'));
    await world.activities().draftPlan(work(one, 1));
    await world.approve(one, 1);
    const two = await nextAsks('Chain');
    await world.approve(two.runId, 1);
    await db('plans').where({ run_id: one }).update({ approved_at: null });
    const dictated = await dictatedRun('Chain');
    await world.approve(dictated, 2);
    const three = await nextAsks('Chain');

    expect([two.asked, three.asked]).toEqual([false, false]);
    expect((await rowOf(three.runId, 1)).reused_from).toBe(`${two.runId}/1`);
  });

  it('costs four statements as a copy, and as a draft what asking a planner costs besides', async () => {
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }) => void (sql.includes('run_keys') || statements.push(sql));
    const draft = async (): Promise<number> => {
      const runId = await world.addRun(job('Statements'));
      statements.length = 0;
      await world.activities().draftPlan(work(runId, 1));
      const { length } = statements;
      await world.approve(runId, 1);
      return length;
    };
    db.on('query', note);

    expect([await draft(), await draft()]).toEqual([6, 4]);
    db.removeListener('query', note);
  });

  it('is no copy of a plan that a process of the release before wrote, which does not say whose it is', async () => {
    const one = await world.addRun(job('Old'));
    await world.activities().draftPlan(work(one, 1));
    const { dictated: _, structure: __, texts_sealed: ___, ...old } = await rowOf(one, 1);
    await db('plans').where({ run_id: one }).delete();
    await db('plans').insert({ ...old, plan: JSON.stringify(old.plan), approved_at: new Date() });

    expect((await nextAsks('Old')).asked).toBe(true);
  });
});

describe('a dictated plan', () => {
  it('cannot be read in its row, and reads as it was written, under hashes of what was written', async () => {
    const runId = await dictatedRun('Sealed');

    const plan = await world.plans.find({ tenantId, runId }, 2);
    expect(plan?.questions.map(({ text }) => text)).toContain(fact);
    expect(plan && [plan.formId, plan.rubricHash]).toEqual(plan && [formId(plan, sha256), rubricHash(plan, sha256)]);
    expect(await rowOf(runId, 2)).toMatchObject({ plan: null, dictated: true, planner_input_hash: null });
    expect(await readable()).not.toMatch(secret);
    expect(await rowOf(runId, 1)).toMatchObject({ dictated: false, structure: null, texts_sealed: null });
  });

  it('keeps its structure alone in the clear', async () => {
    const runId = await dictatedRun('Structure');
    const plan = (await world.plans.find({ tenantId, runId }, 2)) as PlanDraft;
    const words = [
      ...plan.competencies.flatMap(({ name, definition, anchors, notScoreable }) => [
        name,
        definition,
        ...Object.values(anchors),
        ...notScoreable,
      ]),
      ...plan.questions.flatMap(({ text, probes }) => [text, ...probes]),
      ...Object.keys(plan.skillsCoverage),
      plan.greeting,
      plan.closing,
    ];
    const { structure } = await rowOf(runId, 2);

    expect(words.filter((word) => JSON.stringify(structure).includes(JSON.stringify(word).slice(1, -1)))).toEqual([]);
    expect(structure.competencies.map(({ id }: { id: string }) => id)).toEqual(plan.competencies.map(({ id }) => id));
  });

  it('is neither read nor revised nor stored once the person is erased, even between a note and its plan', async () => {
    const runId = await dictatedRun('Erased');
    const noteId = await world.addNote(runId, { text: 'Move question 2 to the end.' });
    const planner = scriptedPlanner([draftPlan(exampleInput)]);
    const racing = {
      ...planner,
      revise: async (...call: Parameters<typeof planner.revise>) => {
        await world.sealer.destroyKey({ tenantId, runId }, 'personal');
        return await planner.revise(...call);
      },
    };
    const draft = () => world.activities({ planner: racing }).draftPlan(work(runId, 3, noteId));

    await expect(draft()).rejects.toMatchObject({ code: 'personal_data.erased' });
    await expect(draft()).rejects.toMatchObject({ code: 'personal_data.erased' });
    expect(await rowOf(runId, 3)).toBeUndefined();
    await expect(world.plans.find({ tenantId, runId }, 2)).rejects.toMatchObject({ code: 'personal_data.erased' });
    await expect(world.plans.exists({ tenantId, runId }, 2)).resolves.toBe(true);
  });

  it('a second worker that drafts the same revision changes nothing', async () => {
    const runId = await dictatedRun('Twice');
    const before = await rowOf(runId, 2);
    await world.plans.insert(
      { tenantId, runId },
      {
        plan: { ...(await world.plans.find({ tenantId, runId }, 2)), greeting: 'Other' } as never,
        plannerInputHash: 'other',
        reusedFrom: null,
        dictated: true,
      },
    );

    expect(await rowOf(runId, 2)).toEqual(before);
  });
});
