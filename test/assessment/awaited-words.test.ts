// How long an assessment waits for the words of what was spoken, and what it says of those that never came.
import { describe, expect, it } from 'vitest';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { useDatabase } from '../harness/database.ts';
import { at, createScoringWorld, tenantId, transcriptOf } from './scoring-world.ts';

const { db } = await useDatabase();
const world = createScoringWorld(db);
const quarterMs = 15 * 60_000;

/** Frozen at `at`, with a first answer that was spoken and has no words yet. */
const spokenRun = async () => {
  const transcript = transcriptOf('S S S S');
  const runId = await world.addRun(transcript);
  const [first] = transcript.turns;
  const turn = { run_id: runId, turn: first?.turn ?? 0 };
  await db('interviews')
    .where({ run_id: runId })
    .update({ frozen_at: new Date(at) });
  await db('turns').where(turn).update({ answer_sealed: null, hearing: 'waiting' });
  const answer = await world.sealer.seal(sealPlaces.answer({ tenantId, runId }, turn.turn, 1), first?.answer ?? '');
  let pauses = 0;
  return {
    hear: () =>
      db('turns')
        .where(turn)
        .update({ answer_sealed: Buffer.from(answer), hearing: 'heard' }),
    pauses: () => pauses,
    /** So long after the freeze; `onPause` is what happens while it waits. */
    score: (afterMs: number, onPause: () => Promise<unknown> = () => Promise.resolve()) => {
      const pause = async (): Promise<void> => {
        pauses += 1;
        await onPause();
      };
      const clock = { now: () => at + afterMs };
      return world.activities({ clock, pause }).scoreInterview({ tenantId, runId, revision: 1 });
    },
    shown: () => world.shown(runId),
    stored: async () => ((await db('assessments').where({ run_id: runId })) as unknown[]).length,
    competencyIds: transcript.plan.questions.find(({ id }) => id === first?.questionId)?.competencyIds ?? [],
  };
};

describe('an assessment whose words are awaited', () => {
  it('a moment before the quarter of an hour is over gives its place to others and judges nothing', async () => {
    const run = await spokenRun();

    await expect(run.score(quarterMs - 1)).rejects.toMatchObject({ code: 'assessment.words_awaited' });
    expect([run.pauses(), await run.stored()]).toEqual([7, 0]);
  });

  it('judges all that was said when the words come while it looks for them', async () => {
    const run = await spokenRun();

    await run.score(quarterMs - 1, run.hear);

    expect((await run.shown())?.competencies.map(({ reason }) => reason)).not.toContain('not_heard');
  });

  it('goes on when the quarter is over, judges nothing by what is missing, says so, and stays when the words come late', async () => {
    const run = await spokenRun();

    await run.score(quarterMs);
    await run.hear();
    await run.score(quarterMs + 1);

    const shown = await run.shown();
    expect([run.pauses(), await run.stored(), run.competencyIds.length > 0]).toEqual([0, 1, true]);
    for (const { id, name, reason, score } of shown?.competencies ?? []) {
      const missing = run.competencyIds.includes(id);
      expect([id, reason === 'not_heard', missing && score !== null]).toEqual([id, missing, false]);
      if (missing)
        expect(shown?.summary).toMatch(new RegExp(`Not heard: .*${name}.* of the weight could not be judged`));
    }
  });
});
