import { describe, expect, it } from 'vitest';
import { defaultScoringSettings } from '../../activities/assessment.ts';
import type { Assessor } from '../../domain/ports/models.ts';
import { useDatabase } from '../harness/database.ts';
import { at, createScoringWorld, scripted, tenantId, transcriptOf } from './scoring-world.ts';

const { db } = await useDatabase();
const world = createScoringWorld(db);
const run = (runId: string, revision = 1) => ({ tenantId, runId, revision });

describe('reading a conversation', () => {
  const callsOf = async (scores: (judge: number) => number, settings: Partial<typeof defaultScoringSettings> = {}) => {
    const assessor = scripted(({ judge }) => ({ score: scores(judge) }));
    const transcript = transcriptOf('T T T T');
    const optional = transcript.plan.competencies.map((one) => ({ ...one, required: false }));
    const runId = await world.addRun({ ...transcript, plan: { ...transcript.plan, competencies: optional } });
    await world
      .activities({ assessor, settings: { ...defaultScoringSettings, ...settings } })
      .scoreInterview(run(runId));
    return assessor.calls;
  };

  it.each([
    ['two readings where they agree', () => 4, {}, 8],
    ['a third where they differ', (judge: number) => 3 + (judge % 2), {}, 12],
    ['all at once where that is set', () => 4, { firstReadings: 3 }, 12],
    ['no third where there is none', (judge: number) => 3 + (judge % 2), { readings: 2 }, 8],
  ] as const)('four competencies cost %s', async (_name, scores, settings, calls) => {
    expect(await callsOf(scores, settings)).toBe(calls);
  });

  it('a failed call repeats itself alone: what was read before is kept, and gone once the assessment is stored', async () => {
    const runId = await world.addRun(transcriptOf('T T T T'));
    let failing = true;
    const assessor = scripted((_, call) => (failing && call === 6 ? 'model.rate_limited' : {}));
    const settings = { ...defaultScoringSettings, parallelMax: 1 };
    const { scoreInterview } = world.activities({ assessor, settings });

    await expect(scoreInterview(run(runId))).rejects.toMatchObject({ code: 'model.rate_limited' });
    const kept = await db('readings').where({ run_id: runId });
    failing = false;
    await scoreInterview(run(runId));

    expect(kept).toHaveLength(5);
    expect(JSON.stringify(kept.map(({ reading_sealed: _, ...row }) => row))).not.toContain('Own work');
    expect(assessor.calls).toBe(6 + 3);
    expect(await db('readings').where({ run_id: runId })).toEqual([]);
    const [stored] = await db('assessments').where({ run_id: runId });
    expect(stored?.result.usage).toMatchObject({ calls: 8, inputTokens: 80 });
  });

  it('calls that are under way when another one fails are finished and kept', async () => {
    const runId = await world.addRun(transcriptOf('T T T T'));
    const assessor = scripted((_, call) => (call === 1 ? 'model.rate_limited' : {}));
    const slow: Assessor = {
      ...assessor,
      judge: async (...of) => {
        try {
          return await assessor.judge(...of);
        } finally {
          if (assessor.calls > 1) await new Promise((resolve) => setTimeout(resolve, 50));
        }
      },
    };

    await expect(world.activities({ assessor: slow }).scoreInterview(run(runId))).rejects.toMatchObject({
      code: 'model.rate_limited',
    });

    expect(assessor.calls).toBe(4);
    expect(await db('readings').where({ run_id: runId })).toHaveLength(3);
  });

  it.each([
    ['another prompt', () => ({ basis: 'other' })],
    ['another transcript', () => ({})],
  ])('readings made by %s are not mixed with later ones', async (name, changed) => {
    const runId = await world.addRun(transcriptOf('T T T T'));
    let failing = true;
    const assessor = scripted((_, call) => (failing && call === 6 ? 'model.rate_limited' : {}));
    const settings = { ...defaultScoringSettings, parallelMax: 1 };
    await expect(world.activities({ assessor, settings }).scoreInterview(run(runId))).rejects.toThrow();
    failing = false;
    if (name === 'another transcript') await db('turns').where({ run_id: runId, turn: 4 }).delete();
    const before = assessor.calls;

    await world.activities({ assessor: Object.assign(assessor, changed()), settings }).scoreInterview(run(runId));

    expect(assessor.calls - before).toBe(name === 'another transcript' ? 6 : 8);
  });

  it('keeps no reading of a candidate who withdrew, or whose erasure was accepted', async () => {
    const [withdrawn, erasing] = [
      await world.addRun(transcriptOf('T T T T')),
      await world.addRun(transcriptOf('T T T T')),
    ];
    const leave = async (runId: string) =>
      runId === withdrawn
        ? db('interviews')
            .where({ run_id: runId })
            .update({ consent_withdrawn_at: new Date(at) })
        : db('erasures').insert({
            run_id: runId,
            tenant_id: tenantId,
            scope: 'personal',
            cause: 'request',
            state: 'running',
            requested_by_kind: 'operator',
            requested_at: new Date(at),
          });
    for (const runId of [withdrawn, erasing]) {
      const assessor = {
        ...scripted(() => ({})),
        judge: async (...of: Parameters<Assessor['judge']>) => {
          if (of[0].judge === 0) await leave(runId).catch(() => undefined);
          return scripted(() => (of[0].judge === 1 ? 'model.rate_limited' : {})).judge(...of);
        },
      };
      await expect(world.activities({ assessor }).scoreInterview(run(runId))).rejects.toThrow();
      expect(await db('readings').where({ run_id: runId })).toEqual([]);
    }
  });

  it('a score that lacks quotes is asked for them once, and held by one step if they do not come', async () => {
    const span = (start: number) => ({ turn: 1, version: 1, start, end: start + 10 });
    const thin = { score: 5, given: 5, evidence: [span(0)] };
    const problems: unknown[] = [];
    const assessor = scripted(({ competency, again }) => {
      problems.push(again?.problem);
      if (competency.id === 'c1') return again ? { ...thin, evidence: [span(0), span(20), span(40)] } : thin;
      if (competency.id === 'c2') return thin;
      if (competency.id === 'c3') return again ? 'model.invalid_output' : thin;
      return again ? { score: 3, given: 3, evidence: [span(0)] } : { score: null, given: 4, evidence: [] };
    });
    const runId = await world.addRun(transcriptOf('T T T T'));

    await world.activities({ assessor }).scoreInterview(run(runId));

    expect(problems.filter((problem) => problem === 'quotes_missing')).toHaveLength(8);
    expect((await world.shown(runId))?.competencies.map(({ score, held }) => [score, held])).toEqual([
      [5, false],
      [4, true],
      [4, true],
      [3, false],
    ]);
  });
});
