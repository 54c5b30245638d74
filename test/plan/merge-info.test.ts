// Completing a request on a real database: merged once, validated by the rule of creation, sealed as before.
import { describe, expect, it } from 'vitest';
import { createInfoActivities } from '../../activities/info.ts';
import { AppError } from '../../domain/errors.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { createInfoMerger } from '../../infra/db/interviews/info-merger.ts';
import { sha256 } from '../../infra/system.ts';
import { inlineTextWork } from '../../infra/text-pool/text-pool.ts';
import { useDatabase } from '../harness/database.ts';
import { createPlanWorld, exampleJob, tenantId } from './plan-world.ts';

const { db } = await useDatabase();
const world = createPlanWorld(db);
const { mergeInfo } = createInfoActivities({
  info: createInfoMerger(db, world.sealer, sha256),
  textWork: inlineTextWork,
});

const rowOf = (runId: string) => db('interviews').where({ run_id: runId }).first();

describe('completing a request', () => {
  it('answers with what is still missing, as codes', async () => {
    const runId = await world.addRun({ position: 'Engineer' });
    const submissionId = await world.addSubmission(runId, { level: 'SENIOR' });

    const merged = await mergeInfo({ tenantId, runId, submissionId });

    expect(merged).toEqual({
      dataQuality: 'INSUFFICIENT',
      missing: [{ field: 'qualifications', severity: 'CRITICAL', reason: 'requirements_absent' }],
    });
    expect((await rowOf(runId)).level).toBe('SENIOR');
  });

  it('writes the merged job and the columns people filter by', async () => {
    const runId = await world.addRun({ position: 'Engineer' });
    const submissionId = await world.addSubmission(runId, {
      ...exampleJob,
      candidateRef: 'ref-1',
      callbackUrl: 'https://ats.example/hook',
    });

    const merged = await mergeInfo({ tenantId, runId, submissionId });

    expect(merged).toEqual({ dataQuality: 'EXCELLENT', missing: [] });
    expect(await rowOf(runId)).toMatchObject({
      job: exampleJob,
      position: 'Senior Software Engineer',
      level: 'SENIOR',
      company_name: 'Acme Corp',
      candidate_ref: 'ref-1',
      callback_url: 'https://ats.example/hook',
    });
  });

  it('gives a callbackUrl the rights of who named it last', async () => {
    const runId = await world.addRun({ position: 'Engineer' });
    const scopesAfter = async (info: object, scopes: string[] | null): Promise<unknown> => {
      const submissionId = await world.addSubmission(runId, info);
      await db('info_submissions').where({ id: submissionId }).update({ callback_scopes: scopes });
      await mergeInfo({ tenantId, runId, submissionId });
      return ((await db('interviews').where({ run_id: runId }).first()) as Record<string, unknown>)['callback_scopes'];
    };
    const all = ['events:read', 'interviews:read'];

    expect(await scopesAfter({ callbackUrl: 'https://ats.example/hook' }, all)).toEqual(all);
    expect(await scopesAfter({ level: 'MID' }, null)).toEqual(all);
    expect(await scopesAfter({ callbackUrl: 'https://ats.example/mine' }, ['events:read'])).toEqual(['events:read']);
  });

  it('keeps personal data sealed and loses none of it', async () => {
    const runId = await world.addRun(exampleJob, { candidateName: 'Ada Example', candidateEmail: 'ada@example.org' });
    const submissionId = await world.addSubmission(runId, {
      candidateEmail: 'ada@new.example',
      accommodations: { timeFactor: 2 },
    });

    await mergeInfo({ tenantId, runId, submissionId });

    const row = await rowOf(runId);
    const place = sealPlaces.personalRequest({ tenantId, runId });
    expect(await world.sealer.open(place, row.personal_sealed)).toEqual({
      candidateName: 'Ada Example',
      candidateEmail: 'ada@new.example',
      accommodations: { timeFactor: 2 },
    });
    expect(JSON.stringify(row.job)).not.toContain('Ada');
    expect(row.personal_sealed.includes(Buffer.from('Ada'))).toBe(false);
  });

  it('tells a start that is newly asked for, also when it is repeated, and keeps the column of earlier versions in step', async () => {
    const runId = await world.addRun(exampleJob);
    const scheduledAt = Date.now() + 3_600_000;
    const submissionId = await world.addSubmission(runId, { level: 'MID', scheduledAt });
    const later = await world.addSubmission(runId, { level: 'LEAD' });

    const merged = await mergeInfo({ tenantId, runId, submissionId });

    expect(merged).toEqual({ dataQuality: 'EXCELLENT', missing: [], scheduledAt });
    expect(await mergeInfo({ tenantId, runId, submissionId })).toEqual(merged);
    expect(await mergeInfo({ tenantId, runId, submissionId: later })).not.toHaveProperty('scheduledAt');
    expect((await rowOf(runId)).requested_start_at).toEqual(new Date(scheduledAt));
  });

  it('merges a submission once, however often and however closely it is asked', async () => {
    const runId = await world.addRun({ position: 'Engineer' });
    const submissionId = await world.addSubmission(runId, { level: 'MID' });
    const input = { tenantId, runId, submissionId };

    const [one, two] = await Promise.all([mergeInfo(input), mergeInfo(input)]);
    const version = (await rowOf(runId)).version;
    await db('interviews')
      .where({ run_id: runId })
      .update({ job: JSON.stringify({ position: 'Later' }) });
    const three = await mergeInfo(input);

    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect((await rowOf(runId)).job).toEqual({ position: 'Later' });
    expect((await rowOf(runId)).version).toBe(version);
  });

  it('moves a run to the candidate of another mailbox, and leaves it where none is named', async () => {
    const runId = await world.addRun(exampleJob);
    await db('interviews').where({ run_id: runId }).update({ candidate_id: 'cand_own' });
    const candidateAfter = async (info: object, of = runId): Promise<unknown> => {
      await mergeInfo({ tenantId, runId: of, submissionId: await world.addSubmission(of, info) });
      return (await rowOf(of)).candidate_id;
    };
    const other = await world.addRun(exampleJob);

    expect(await candidateAfter({ level: 'MID' })).toBe('cand_own');
    const moved = await candidateAfter({ candidateEmail: 'ada@moved.example' });
    expect(moved).not.toBe('cand_own');
    expect(await candidateAfter({ candidateEmail: 'ada@MOVED.example' }, other)).toBe(moved);
  });

  it('knows no submission of another tenant or run', async () => {
    const runId = await world.addRun({ position: 'Engineer' });
    const submissionId = await world.addSubmission(runId, { level: 'MID' });
    const other = await world.addRun({ position: 'Engineer' });
    const codeOf = (work: Promise<unknown>) =>
      work.catch((error: unknown) => (error instanceof AppError ? error.code : 'another error'));

    expect(await codeOf(mergeInfo({ tenantId: 'tenant_other', runId, submissionId }))).toBe('interview.not_found');
    expect(await codeOf(mergeInfo({ tenantId, runId: other, submissionId }))).toBe('interview.not_found');
  });

  it('refuses once the personal key is destroyed', async () => {
    const runId = await world.addRun({ position: 'Engineer' }, { candidateName: 'Ada Example' });
    const submissionId = await world.addSubmission(runId, { level: 'MID' });
    await world.sealer.destroyKey({ tenantId, runId }, 'personal');

    await expect(mergeInfo({ tenantId, runId, submissionId })).rejects.toMatchObject({ code: 'personal_data.erased' });
  });
});
