import { MockActivityEnvironment } from '@temporalio/testing';
import { CancelledFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { defaultScoringSettings } from '../../activities/assessment.ts';
import { transcriptHash } from '../../domain/scoring/transcript-hash.ts';
import { sha256 } from '../../infra/system.ts';
import { useDatabase } from '../harness/database.ts';
import { at, createScoringWorld, scripted, tenantId, transcriptOf } from './scoring-world.ts';

const { db } = await useDatabase();
const world = createScoringWorld(db);

const run = (runId: string, revision = 1) => ({ tenantId, runId, revision });

describe('scoring a conversation', () => {
  it('stores one assessment with quotes, hashes and the proposed verdict', async () => {
    const transcript = transcriptOf('S S S S');
    const runId = await world.addRun(transcript);

    const scored = await world.activities().scoreInterview(run(runId));

    const shown = await world.shown(runId);
    expect(scored).toEqual({ revision: 1, verdict: shown?.verdict });
    expect(shown).toMatchObject({
      engine: 'offline',
      advisory: true,
      rubricHash: 'rubric',
      coverage: 1,
      createdAt: new Date(at).toISOString(),
    });
    expect(shown?.transcriptHash).toBe(transcriptHash(transcript.turns, sha256));
    expect(shown?.overallScore).toBe(50);
    expect(shown?.verdict).toBe('MAYBE');
    for (const { turn, quote } of shown?.competencies.flatMap(({ evidence }) => evidence) ?? []) {
      expect(transcript.turns[turn - 1]?.answer).toContain(quote);
    }
    expect(shown?.skills.find(({ skill }) => skill === 'TypeScript')).toMatchObject({ asked: true, claimed: false });
  });

  it('by rules has no strengths but quotes', async () => {
    const transcript = transcriptOf('S S S S');
    const runId = await world.addRun(transcript);
    await world.activities().scoreInterview(run(runId));

    const shown = await world.shown(runId);
    const answers = transcript.turns.map(({ answer }) => answer).join('\n');
    const quotes = shown?.strengths.map((strength) => /“(.*)”$/su.exec(strength)?.[1]) ?? [];
    expect(quotes.length).toBeGreaterThan(0);
    for (const quote of quotes) expect(answers).toContain(quote);
  });

  it('run twice or twenty times at once leaves one row, and everybody gets its verdict', async () => {
    const runId = await world.addRun(transcriptOf('M M M M'));
    const { scoreInterview } = world.activities();

    const results = await Promise.all(Array.from({ length: 20 }, () => scoreInterview(run(runId))));
    const again = await world.activities({ assessor: scripted(() => 'model.refused') }).scoreInterview(run(runId));

    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(again).toEqual(results[0]);
    expect(await db('assessments').where({ run_id: runId })).toHaveLength(1);
  });

  it('a later revision stands beside the first and changes nothing in it', async () => {
    const runId = await world.addRun(transcriptOf('S S S S'));
    await world.activities().scoreInterview(run(runId));
    const before = await world.shown(runId, 1);

    await world.activities({ assessor: scripted(() => ({ score: 5 })) }).scoreInterview(run(runId, 2));

    expect(await world.shown(runId, 1)).toEqual(before);
    expect(await world.shown(runId, 2)).toMatchObject({
      revision: 2,
      engine: 'test',
      model: 'served-1',
      overallScore: 100,
    });
  });

  it('freezes the conversation before it reads it', async () => {
    const runId = await world.addRun(transcriptOf('S S S S'));

    await world.activities().scoreInterview(run(runId));

    expect((await db('interviews').where({ run_id: runId }).first())?.frozen_at).not.toBeNull();
  });

  it('asks no judge where there is too little to judge', async () => {
    const assessor = scripted(() => ({}));
    const runId = await world.addRun({
      ...transcriptOf('U U U U'),
      turns: transcriptOf('U U U U').turns.map((turn) => ({ ...turn, answer: turn.turn === 1 ? 'Yes.' : null })),
    });

    expect(
      await world.activities({ assessor, stamp: { engine: 'anthropic', promptHash: 'h' } }).scoreInterview(run(runId)),
    ).toEqual({ revision: 1, verdict: null });

    expect(assessor.calls).toBe(0);
    const shown = await world.shown(runId);
    expect(shown?.competencies.map(({ reason }) => reason)).toEqual([
      'too_few_words',
      'not_answered',
      'not_answered',
      'not_answered',
    ]);
    expect(shown).toMatchObject({ engine: 'anthropic', overallScore: null, verdict: null });
  });

  it('an unusable reading is asked again once and then missing; the others decide', async () => {
    const again: unknown[] = [];
    const assessor = scripted(({ judge, ...input }) => {
      if (judge === 2) again.push(input.again);
      return judge === 2 ? 'model.invalid_output' : { score: judge === 0 ? 3 : 4 };
    });
    const runId = await world.addRun(transcriptOf('T T T T'));

    await world.activities({ assessor }).scoreInterview(run(runId));

    expect(assessor.calls).toBe(4 * (2 + 2));
    expect(again.filter((one) => one === undefined)).toHaveLength(4);
    expect(again.filter((one) => one !== undefined)).toEqual(
      Array.from({ length: 4 }, () => ({ attempt: 1, problem: 'model.invalid_output' })),
    );
    expect(
      (await world.shown(runId))?.competencies.map(({ score, spread, readings }) => [score, spread, readings]),
    ).toEqual(Array.from({ length: 4 }, () => [3, 1, { asked: 3, usable: 2 }]));
  });

  it.each([
    ['all judges are unusable', 'model.invalid_output', 'assessment.invalid'],
    ['the model cannot be reached', 'model.unavailable', 'model.unavailable'],
    ['the model is busy', 'model.rate_limited', 'model.rate_limited'],
  ] as const)('stores nothing when %s', async (_name, failure, code) => {
    const runId = await world.addRun(transcriptOf('T T T T'));

    await expect(
      world.activities({ assessor: scripted(() => failure) }).scoreInterview(run(runId)),
    ).rejects.toMatchObject({ code });

    expect(await db('assessments').where({ run_id: runId })).toEqual([]);
  });

  it('one reading alone never decides', async () => {
    const assessor = scripted(({ judge, competency }) => (competency.id === 'c2' && judge > 0 ? 'model.refused' : {}));
    const runId = await world.addRun(transcriptOf('T T T T'));

    await expect(world.activities({ assessor }).scoreInterview(run(runId))).rejects.toMatchObject({
      code: 'assessment.invalid',
    });
  });

  it('a cancelled scoring asks no further judge and stores nothing', async () => {
    const environment = new MockActivityEnvironment();
    const assessor = scripted((_, call) => {
      if (call === 2) environment.cancel();
      return {};
    });
    const runId = await world.addRun(transcriptOf('T T T T'));

    await expect(
      world
        .activities({ assessor, settings: { ...defaultScoringSettings, parallelMax: 1 } }, environment)
        .scoreInterview(run(runId)),
    ).rejects.toBeInstanceOf(CancelledFailure);

    expect(assessor.calls).toBe(2);
    expect(await db('assessments').where({ run_id: runId })).toEqual([]);
  });

  it('a judge that quotes or names the candidate is not repeated', async () => {
    const transcript = transcriptOf('T T T T');
    const quoted = transcript.turns[0]?.answer?.slice(0, 60) ?? '';
    const texts = ['Nora Quist did well.', `They said: ${quoted}`, 'Own work, weighed.'];
    const assessor = scripted(({ judge }) => ({ rationale: texts[judge] ?? '' }));
    const runId = await world.addRun(transcript, { candidateName: 'Nora Quist', candidateEmail: 'nora@example.org' });

    const settings = { ...defaultScoringSettings, firstReadings: 3 };
    await world.activities({ assessor, settings }).scoreInterview(run(runId));

    const shown = await world.shown(runId);
    expect(shown?.competencies.map(({ rationale }) => rationale)).toEqual(Array(4).fill('Own work, weighed.'));
    const all = JSON.stringify({
      ...shown,
      competencies: shown?.competencies.map(({ evidence: _evidence, ...rest }) => rest),
    });
    expect(all).not.toContain('Nora');
    expect(all).not.toContain(quoted);
    const { sealPlaces } = await import('../../domain/seal/seal-places.ts');
    const place = sealPlaces.judgements({ tenantId, runId }, 1);
    const row = await db('assessments').where({ run_id: runId }).first();
    expect(JSON.stringify(await world.sealer.open(place, row?.judgements_sealed))).not.toMatch(/Nora|p95 of 2/);
  });

  it('keeps no word of the candidate readable in the row', async () => {
    const runId = await world.addRun(transcriptOf('T T T T'));
    await world.activities().scoreInterview(run(runId));

    const {
      texts_sealed: _texts,
      judgements_sealed: _judgements,
      ...readable
    } = (await db('assessments').where({ run_id: runId }).first()) ?? {};

    expect(JSON.stringify(readable)).not.toMatch(/listings|vacuum|The answers|Strongest|could be scored/);
  });

  it('quotes go with the answers, texts with their own key, scores stay', async () => {
    const runId = await world.addRun(transcriptOf('T T T T'));
    await world.activities().scoreInterview(run(runId));
    const before = await world.shown(runId);

    await world.sealer.destroyKey({ tenantId, runId }, 'personal');
    const withoutAnswers = await world.shown(runId);
    await world.sealer.destroyKey({ tenantId, runId }, 'assessment');
    const bare = await world.shown(runId);

    expect(
      withoutAnswers?.competencies
        .flatMap(({ evidence }) => evidence.map(({ quote }) => quote))
        .every((quote) => quote === null),
    ).toBe(true);
    expect(withoutAnswers?.summary).toBe(before?.summary);
    expect(bare).toMatchObject({
      overallScore: before?.overallScore,
      verdict: before?.verdict,
      summary: '',
      skills: [],
    });
  });

  it('records how probes of the same transcript moved the scores', async () => {
    const runId = await world.addRun(transcriptOf('M M M M'));

    await world.activities({ settings: { ...defaultScoringSettings, probes: true } }).scoreInterview(run(runId));

    const probes = (await world.shown(runId))?.probes ?? [];
    expect(probes.map(({ probe }) => probe)).toEqual([
      'appended_instruction',
      'fillers_removed',
      'answers_shuffled',
      'padding',
    ]);
    expect(
      probes
        .filter(({ probe }) => probe !== 'answers_shuffled')
        .every(({ maxDelta, flagged }) => maxDelta === 0 && !flagged),
    ).toBe(true);
  });

  it.each([
    [
      'another tenant',
      async (runId: string) => ({ tenantId: 'tenant_other', runId, revision: 1 }),
      'interview.not_found',
    ],
    [
      'a run without a plan',
      async (runId: string) => (await db('plans').where({ run_id: runId }).delete(), run(runId)),
      'plan.not_found',
    ],
    [
      'erased answers',
      async (runId: string) => (await world.sealer.destroyKey({ tenantId, runId }, 'personal'), run(runId)),
      'personal_data.erased',
    ],
  ] as const)('is refused for %s', async (_name, prepare, code) => {
    const runId = await world.addRun(transcriptOf('S S S S'));

    await expect(world.activities().scoreInterview(await prepare(runId))).rejects.toMatchObject({ code });
  });
});
