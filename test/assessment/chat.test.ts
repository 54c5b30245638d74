import { describe, expect, it } from 'vitest';
import { refusalWords } from '../../domain/assessment/chat-refusal.ts';
import type { RunState } from '../../domain/lifecycle/state.ts';
import type { Assistant } from '../../domain/ports/models.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { createChatStore } from '../../infra/db/assessments/chat-store.ts';
import { createOfflineAssistant } from '../../engines/offline/assistant.ts';
import { newId } from '../../infra/system.ts';
import { chatAboutAssessment, type ChatDeps } from '../../usecases/interviews/chat.ts';
import { useDatabase } from '../harness/database.ts';
import { createScoringWorld, tenantId, transcriptOf } from './scoring-world.ts';

const { db } = await useDatabase();
const world = createScoringWorld(db);
const chats = createChatStore(db, world.sealer);
const { signal } = new AbortController();

const chat = (overrides: Partial<ChatDeps> = {}) =>
  chatAboutAssessment({ chats, assistant: createOfflineAssistant(), newId, ...overrides });

const setState = async (runId: string, change: Partial<RunState>): Promise<void> => {
  const row = (await db('interviews').where({ run_id: runId }).first()) as { machine: RunState };
  const machine = { ...row.machine, ...change };
  await db('interviews')
    .where({ run_id: runId })
    .update({
      machine: JSON.stringify(machine),
      state: machine.state,
      assessment_revision: machine.assessmentRevision,
    });
};

const assessedRun = async (): Promise<string> => {
  const runId = await world.addRun(transcriptOf('T T T T'));
  await world.activities().scoreInterview({ tenantId, runId, revision: 1 });
  await setState(runId, { state: 'ASSESSMENT_PENDING', assessmentRevision: 1 });
  return runId;
};

const never: Assistant = { answer: () => new Promise(() => {}) };

describe('a question about an assessment', () => {
  it('is answered with the candidate’s own words, sealed, and belongs to a conversation', async () => {
    const runId = await assessedRun();

    const first = await chat()({ tenantId, runId }, { question: 'Which lock caused the outage of the API?' }, signal);
    const second = await chat()(
      { tenantId, runId },
      { question: 'What about rounding bugs?', conversationId: first.conversationId },
      signal,
    );

    const answers = transcriptOf('T T T T').turns.map(({ answer }) => answer ?? '');
    expect(first.citations.length).toBeGreaterThan(0);
    for (const { turn, quote } of [...first.citations, ...second.citations]) expect(answers[turn - 1]).toContain(quote);
    expect(second.conversationId).toBe(first.conversationId);
    const rows = await db('chats').where({ run_id: runId }).orderBy('created_at');
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('outage');
    const place = sealPlaces.chat({ tenantId, runId }, rows[0]?.id);
    expect(await world.sealer.open(place, rows[0]?.exchange_sealed)).toMatchObject({
      question: 'Which lock caused the outage of the API?',
      citations: first.citations,
    });
  });

  it('shows no citation that is not there', async () => {
    const assistant: Assistant = {
      answer: () =>
        Promise.resolve({
          value: {
            refused: null,
            answer: 'Yes.',
            citations: [
              { turn: 1, start: 0, end: 9_999 },
              { turn: 9, start: 0, end: 3 },
              { turn: 1, start: 0, end: 3 },
            ],
          },
          stamp: { engine: 'test', promptHash: 'h' },
          usage: { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 },
        }),
    };

    expect(
      (await chat({ assistant })({ tenantId, runId: await assessedRun() }, { question: 'Any?' }, signal)).citations,
    ).toEqual([{ turn: 1, quote: 'Our' }]);
  });

  const asksNobody: Assistant = { answer: () => Promise.reject(new Error('was asked')) };

  it.each([
    'Does the candidate have children?',
    'Is she married?',
    'How old is he?',
    'What is their nationality?',
    'Is the applicant pregnant?',
    'Does he go to church?',
    'How confident did they sound?',
    'Was the candidate nervous?',
    'What did she earn before?',
    'Hat die Kandidatin Kinder?',
    'Ist er verheiratet?',
    'Quel âge a-t-il ?',
    'La candidate a-t-elle des enfants ?',
    '¿Está casada?',
    '¿Qué edad tiene la candidata?',
    'Should we hire her?',
  ])('is refused before any engine reads the transcript: %s', async (question) => {
    const runId = await assessedRun();

    const answer = await chat({ assistant: asksNobody })({ tenantId, runId }, { question }, signal);

    expect(answer).toMatchObject({ answer: refusalWords.not_allowed, citations: [], refused: 'not_allowed' });
    expect(await db('chats').where({ run_id: runId })).toHaveLength(1);
  });

  it.each([
    'Which patients did the candidate speak about?',
    'What did they say about the confidence of the customers?',
    'Does the candidate speak French?',
    'Did he say how he hires people?',
    'How did she ask about allergies before giving a medication?',
    'Wie hat sie die Patienten nach Allergien gefragt?',
    'A-t-elle travaillé avec des enfants ?',
    '¿Trabajó ella con niños?',
    'What did she say about the tone of the brand?',
  ])('is asked where it is about the work: %s', async (question) => {
    const runId = await assessedRun();

    const { refused, answer } = await chat()({ tenantId, runId }, { question }, signal);

    expect(refused).not.toBe('not_allowed');
    expect(answer).not.toBe(refusalWords.not_allowed);
  });

  it('that takes too long is a time-out, not a default', async () => {
    await expect(
      chat({ assistant: never, timeoutMs: 20 })({ tenantId, runId: await assessedRun() }, { question: 'Any?' }, signal),
    ).rejects.toMatchObject({ code: 'model.timeout' });
  });

  it('ends with its caller', async () => {
    const controller = new AbortController();
    const runId = await assessedRun();
    const asked = chat({ assistant: never })({ tenantId, runId }, { question: 'Any?' }, controller.signal);
    controller.abort(new Error('gone'));

    await expect(asked).rejects.toThrow('gone');
  });

  it.each([
    ['before the plan is approved', { state: 'PENDING', assessmentRevision: 0 }, 'interview.invalid_transition'],
    ['while the first scoring runs', { state: 'COMPLETED', assessmentRevision: 0 }, 'interview.invalid_transition'],
    ['of a run that ended without one', { state: 'CANCELLED', assessmentRevision: 0 }, 'assessment.not_found'],
  ] as const)('is refused %s', async (_name, change, code) => {
    const runId = await assessedRun();
    await setState(runId, change);

    await expect(chat()({ tenantId, runId }, { question: 'Any?' }, signal)).rejects.toMatchObject({ code });
  });

  it('of another tenant finds nothing', async () => {
    await expect(
      chat()({ tenantId: 'tenant_other', runId: await assessedRun() }, { question: 'Any?' }, signal),
    ).rejects.toMatchObject({
      code: 'interview.not_found',
    });
  });

  it('is gone with the personal data', async () => {
    const runId = await assessedRun();
    await world.sealer.destroyKey({ tenantId, runId }, 'personal');

    await expect(chat()({ tenantId, runId }, { question: 'Any?' }, signal)).rejects.toMatchObject({
      code: 'personal_data.erased',
    });
  });
});
