// A name that a recruiter dictates never reaches the stored plan, its hashes or the model, and the candidate still hears it.
import { describe, expect, it } from 'vitest';
import type { PlanDraft } from '../../domain/plan/plan.ts';
import { formId, rubricHash } from '../../domain/plan/plan-hashes.ts';
import { draftPlan } from '../../engines/offline/draft.ts';
import { sha256 } from '../../infra/system.ts';
import { useDatabase } from '../harness/database.ts';
import { createPlanWorld, exampleInput, exampleJob, scriptedPlanner, tenantId } from './plan-world.ts';

const { db } = await useDatabase();
const world = createPlanWorld(db);
const person = { candidateName: 'Zoë Quillfeather', candidateEmail: 'zoe.q@example.com' };
const work = (runId: string, revision: number, noteId: string | null = null) => ({
  tenantId,
  runId,
  revision,
  noteId,
  competencyIds: [],
});

/** Of every plan there is, opened where it lies sealed. */
const storedText = async (): Promise<string> => {
  const rows: { run_id: string; revision: number }[] = await db('plans').select('run_id', 'revision');
  const plans = rows.map(({ run_id: runId, revision }) => world.plans.find({ tenantId, runId }, revision));
  return JSON.stringify(await Promise.all(plans));
};

const named = (text: string): PlanDraft => {
  const draft = draftPlan(exampleInput);
  return { ...draft, questions: draft.questions.map((one, index) => (index === 0 ? { ...one, text } : one)) };
};

describe('a plan with a dictated name', () => {
  it('is stored without it, under hashes of what is stored', async () => {
    const runId = await world.addRun(exampleJob, person);
    const planner = scriptedPlanner([
      named('Zoe, tell Ms Quillfeather’s story (zoe.q@example.com): what did you build?'),
    ]);

    await world.activities({ planner }).draftPlan(work(runId, 1));

    const plan = await world.plans.find({ tenantId, runId }, 1);
    expect(plan?.questions[0]?.text).toBe('{name}, tell Ms {name}’s story ({name}): what did you build?');
    expect(await storedText()).not.toMatch(/zoe|zoë|quillfeather/i);
    expect(plan && [plan.formId, plan.rubricHash]).toEqual(plan && [formId(plan, sha256), rubricHash(plan, sha256)]);
  });

  it('loses it in a revision too, where the offline planner takes dictated questions over', async () => {
    const runId = await world.addRun({ ...exampleJob, position: 'Revised' }, person);
    await world.activities().draftPlan(work(runId, 1));
    const text = 'Ask: "Zoë Quillfeather, which outage taught you most, and what changed afterwards?"';
    const noteId = await world.addNote(runId, {
      text: 'Please revise.',
      targets: [{ questionId: 'q1', change: text }],
    });

    await world.activities().draftPlan(work(runId, 2, noteId));

    expect(await world.plans.find({ tenantId, runId }, 2)).not.toBeNull();
    expect(await storedText()).not.toMatch(/zoe|zoë|quillfeather/i);
  });

  it('keeps what only looks like a name', async () => {
    const runId = await world.addRun({ ...exampleJob, position: 'Plain' }, { candidateName: 'Will Grace' });
    const question = 'Will you show grace when a release fails on a Friday?';

    await world.activities({ planner: scriptedPlanner([named(question)]) }).draftPlan(work(runId, 1));

    expect((await world.plans.find({ tenantId, runId }, 1))?.questions[0]?.text).toBe(question);
  });
});
