import { describe, expect, test } from 'vitest';
import { readConversation, readTranscript } from '../../infra/db/room/turn-store.ts';
import { explainAbstention } from '../../domain/scoring/abstention.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { transcriptHash } from '../../domain/scoring/transcript-hash.ts';
import { sha256 } from '../../infra/system.ts';
import { useDatabase } from '../harness/database.ts';
import { createRoomWorld, openDevice, startDevice } from './room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });
const { room, time, sealer } = world;

/** An interview whose first answer was spoken and heard; the second was typed. */
const spoken = async (hearing = 'heard') => {
  const run = await world.approve({ personal: { candidateName: 'Ada Lovelace' } });
  const device = await startDevice(world, run.token);
  await room.answer(device.visit(), { clientTurnId: 'c-1', turn: 1, text: 'I build to services.' });
  await room.answer(device.visit(), { clientTurnId: 'c-2', turn: 2, text: 'With tests.' });
  const words = [{ start: 0, end: 1, startMs: 0, endMs: 200, confidence: 0.4 }];
  await db('turns')
    .where({ run_id: run.runId, turn: 1 })
    .update({
      hearing,
      words_sealed: Buffer.from(await sealer.seal(sealPlaces.words(run, 1), words)),
    });
  return { ...run, ...device, words };
};

const eventsOf = (runId: string, type: string) => db('events').where({ run_id: runId, type }).orderBy('position');
const actsOf = async (runId: string, act: string): Promise<number> =>
  (await db('audit_intake').where({ target_id: runId, act })).length +
  (await db('audit_log').where({ target_id: runId, act })).length;

const decide = (runId: string) =>
  db('interviews')
    .where({ run_id: runId })
    .update({ decided_at: new Date(time.now()), outcome: 'ASSESSMENT_APPROVED', state: 'ASSESSMENT_APPROVED' });

const fix = { turn: 1, version: 1, text: 'I built two services.' };

describe('my interview', () => {
  test('shows what was asked, answered, heard and how, while it is held and after its end', async () => {
    const { visit, words } = await spoken();
    const { turns, result } = await room.mine(visit());
    expect(turns.map(({ turn, correctable }) => [turn, correctable])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ]);
    expect(turns[0]).toMatchObject({
      answer: 'I build to services.',
      hearing: 'heard',
      words,
      original: null,
      version: 1,
    });
    expect(turns[2]).toMatchObject({ answer: null, answeredAt: null, hearing: null });
    expect(result).toBeNull();
    await room.finish(visit());
    expect((await room.mine(visit())).turns).toHaveLength(3);
  });

  test('ends with the link and with an erasure', async () => {
    const { visit, runId } = await spoken();
    await room.finish(visit());
    const { link_expires_at: end } = await db('interviews').where({ run_id: runId }).first();
    await db('interviews')
      .where({ run_id: runId })
      .update({ link_expires_at: new Date(time.now() - 1) });
    for (const call of [room.mine, room.myData])
      await expect(call(visit())).rejects.toMatchObject({ code: 'room.link_expired', status: 410 });
    await expect(room.correct(visit(), fix)).rejects.toMatchObject({ code: 'room.link_expired' });
    await db('interviews').where({ run_id: runId }).update({ link_expires_at: end, erased_at: new Date() });
    for (const call of [room.mine, room.myData])
      await expect(call(visit())).rejects.toMatchObject({ code: 'personal_data.erased' });
  });

  test('shows the result where the tenant says so and a person has decided, never else', async () => {
    const { visit, runId, tenantId } = await spoken();
    await room.finish(visit());
    const scored = { id: 'c1', name: 'Building', score: 3, anchor: '3', reason: null, evidence: [], status: 'SCORED' };
    const ours = explainAbstention('not_asked');
    const competencies = [
      { ...scored, rationale: 'Built one.' },
      { ...scored, id: 'c2', name: 'Leading', score: null, anchor: null, reason: 'not_asked', rationale: ours },
    ];
    const readInterview = () => Promise.resolve({ assessment: { competencies } } as never);
    const showing = async (settings: unknown) => {
      await db('tenants')
        .where({ id: tenantId })
        .update({ settings: JSON.stringify(settings) });
      const { createRoom } = await import('../../usecases/room/room.ts');
      const { mine, myData } = createRoom({ ...world.deps, readInterview });
      return [(await mine(visit())).result, (await myData(visit()))['result']];
    };
    expect(await showing({ room: { showScores: true } })).toEqual([null, null]);
    await decide(runId);
    expect(await showing({})).toEqual([null, null]);
    const [onPage, inCopy] = await showing({ room: { showScores: true } });
    const building = { name: 'Building', score: 3, reason: null, held: false, rationale: 'Built one.' };
    const leading = { name: 'Leading', score: null, anchor: null, reason: 'not_asked', held: false };
    // The page says the reason in its own language; the copy says it in the words that the recruiter reads.
    expect(onPage).toMatchObject({ competencies: [building, { ...leading, rationale: '' }] });
    expect(inCopy).toMatchObject({ competencies: [building, { ...leading, rationale: ours }] });
  });
});

describe('a correction', () => {
  test('before the end is a version of its own that counts; what was heard stays, and quotes of it slice it', async () => {
    const run = await spoken();
    const { visit, runId } = run;
    expect(await room.correct(visit(), fix)).toMatchObject({
      version: 2,
      answer: fix.text,
      original: 'I build to services.',
      correctable: true,
    });
    // Sent again: nothing more.
    await room.correct(visit(), fix);
    expect(await db('turns').where({ run_id: runId, turn: 1 })).toHaveLength(2);
    expect(await eventsOf(runId, 'interview.answer_corrected')).toMatchObject([
      { data: { turn: 1, version: 2, late: false } },
    ]);
    expect(await actsOf(runId, 'answer.corrected')).toBe(1);
    await expect(room.correct(visit(), { ...fix, text: 'Another.' })).rejects.toMatchObject({
      code: 'room.correction_stale',
      status: 409,
    });
    await room.correct(visit(), { turn: 1, version: 2, text: 'I built three services.' });
    const [first] = await readTranscript(db, sealer)(run);
    expect(first).toMatchObject({ version: 3, answer: 'I built three services.' });
    const conversation = await readConversation(db, sealer)(run);
    expect(conversation?.others.map(({ version, answer }) => [version, answer])).toEqual([
      [1, 'I build to services.'],
      [2, fix.text],
    ]);
  });

  test('after the end stands beside what is assessed: transcript, hash and receipt stay, until a person has decided', async () => {
    const run = await spoken();
    const { visit, runId } = run;
    const { receipt } = await room.finish(visit());
    const late = await room.correct(visit(), fix);
    expect(late).toMatchObject({ version: 2, answer: fix.text, original: 'I build to services.' });
    const turns = await readTranscript(db, sealer)(run);
    expect(turns[0]).toMatchObject({ version: 1, answer: 'I build to services.' });
    expect(transcriptHash(turns, sha256)).toBe(receipt?.transcriptHash);
    expect((await room.readSession(visit())).receipt).toEqual(receipt);
    expect((await readConversation(db, sealer)(run))?.others).toMatchObject([
      { turn: 1, version: 2, answer: fix.text, late: true },
    ]);
    expect(await eventsOf(runId, 'interview.answer_corrected')).toMatchObject([{ data: { late: true } }]);
    await decide(runId);
    await expect(room.correct(visit(), { turn: 1, version: 2, text: 'Too late.' })).rejects.toMatchObject({
      code: 'room.not_correctable',
    });
  });

  test('is for spoken answers whose hearing is over: not for typed, awaited, absent or foreign turns', async () => {
    const { visit } = await spoken();
    const waiting = await spoken('waiting');
    for (const [who, turn] of [
      [visit, 2],
      [visit, 3],
      [visit, 99],
      [waiting.visit, 1],
    ] as const)
      await expect(room.correct(who(), { ...fix, turn })).rejects.toMatchObject({ code: 'room.not_correctable' });
  });

  test('of several at once one is stored, and against the end it counts or stands beside', async () => {
    for (let round = 0; round < 4; round += 1) {
      const run = await spoken();
      const outcomes = await Promise.allSettled([
        ...['a', 'b', 'c'].map((text) => room.correct(run.visit(), { ...fix, text })),
        room.finish(run.visit()),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      const rows = await db('turns').where({ run_id: run.runId, turn: 1 }).orderBy('version');
      expect(rows).toHaveLength(2);
      const [first] = await readTranscript(db, sealer)(run);
      expect(first?.version).toBe(rows[1].late ? 1 : 2);
    }
  });
});

describe('an appeal', () => {
  test('of twenty at once, from two devices and in other words each, is one: one row, one event, one act', async () => {
    const { visit, runId, token } = await spoken();
    const { visit: elsewhere } = await openDevice(world, token);
    await room.finish(visit());
    await decide(runId);
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, n) => room.appeal(n % 2 === 0 ? visit() : elsewhere(), { text: `Reason ${n}.` })),
    );

    expect(new Set(asked.map(({ appeal }) => appeal.requestedAt)).size).toBe(1);
    expect(await db('appeals').where({ run_id: runId })).toHaveLength(1);
    expect(await eventsOf(runId, 'interview.appeal_requested')).toHaveLength(1);
    expect(await actsOf(runId, 'appeal.requested')).toBe(1);
  });

  test('is asked for once a person has decided, once, sealed, told and noted', async () => {
    const { visit, runId } = await spoken();
    await room.finish(visit());
    await expect(room.appeal(visit(), { text: 'Too early.' })).rejects.toMatchObject({ code: 'appeal.not_possible' });
    await decide(runId);
    expect((await room.readSession(visit())).appeal).toEqual({ possible: true, requestedAt: null, decided: null });
    const [first, second] = await Promise.all([
      room.appeal(visit(), { text: 'My databases were overlooked.' }),
      room.appeal(visit(), { text: 'My databases were overlooked.' }),
    ]);
    expect(second).toEqual(first);
    expect(first.appeal).toEqual({
      possible: false,
      requestedAt: new Date(time.now()).toISOString(),
      decided: null,
    });
    time.advance(5_000);
    expect(await room.appeal(visit(), { text: 'Again.' })).toEqual(first);
    expect(await eventsOf(runId, 'interview.appeal_requested')).toMatchObject([{ data: {} }]);
    expect(await actsOf(runId, 'appeal.requested')).toBe(1);
    const row = await db('appeals').where({ run_id: runId }).first();
    expect(Buffer.from(row.appeal_sealed).toString('latin1')).not.toContain('databases');
    expect(await world.deps.own.readAppeal(visit())).toMatchObject({ text: 'My databases were overlooked.' });
  });
});

describe('my data', () => {
  test('is everything that is held: request, consents, versions, records and who read; taking it is an act', async () => {
    const { visit, runId } = await spoken();
    await room.correct(visit(), fix);
    await room.saveDraft(visit(), { turn: 3, text: 'Half a draft' });
    const data = await room.myData(visit());
    expect(data).toMatchObject({
      interview: { companyName: 'Ada & Co', state: 'IN_PROGRESS' },
      request: { candidateName: 'Ada Lovelace' },
      draft: { text: 'Half a draft' },
      consents: [{ accepted: true, locale: 'en' }],
      recordings: [],
      mails: [],
      appeal: null,
      result: null,
    });
    const said = (data['transcript'] as { version: number; answer: string }[]).map(({ answer }) => answer);
    expect(said).toEqual(['I build to services.', fix.text, 'With tests.', null]);
    expect(JSON.stringify(data)).not.toMatch(/rubric|anchors|token/);
    expect(await actsOf(runId, 'own_data.taken')).toBe(1);
  });

  test('before the start it has the request and no transcript', async () => {
    const { token } = await world.approve({ personal: { candidateEmail: 'ada@example.com' } });
    const { visit } = await openDevice(world, token);
    expect(await room.myData(visit())).toMatchObject({
      request: { candidateEmail: 'ada@example.com' },
      transcript: [],
    });
  });
});

type Spoken = Awaited<ReturnType<typeof spoken>>;

/** What each call answers: its code, or `done`. */
const codesOf = async ({ visit }: Spoken): Promise<Record<string, string>> => {
  const calls = {
    mine: () => room.mine(visit()),
    myData: () => room.myData(visit()),
    correct: () => room.correct(visit(), fix),
    appeal: () => room.appeal(visit(), { text: 'Please look again.' }),
    draft: () => room.saveDraft(visit(), { turn: 3, text: 'Half' }),
    later: () => room.later(visit()),
    choose: () => room.choose(visit(), { language: 'fr' }),
    takeOver: () => room.takeOver(visit()),
  };
  const codes: Record<string, string> = {};
  for (const [name, call] of Object.entries(calls))
    codes[name] = await call().then(
      () => 'done',
      (error: unknown) => String((error as { code?: string }).code),
    );
  return codes;
};

describe('what may still be done', () => {
  const wordsOf = async ({ runId }: Spoken) => [
    (await db('turns').where({ run_id: runId })).length,
    (await db('appeals').where({ run_id: runId })).length,
    (await db('room_clocks').where({ run_id: runId }).whereNotNull('draft_sealed')).length,
  ];
  const over = { draft: 'room.frozen', later: 'room.frozen', choose: 'done', takeOver: 'done' };

  test('after the end: reading, taking along and correcting, and no appeal before a decision', async () => {
    const run = await spoken();
    await room.finish(run.visit());
    expect(await codesOf(run)).toEqual({
      mine: 'done',
      myData: 'done',
      correct: 'done',
      appeal: 'appeal.not_possible',
      ...over,
    });
    expect(await wordsOf(run)).toEqual([4, 0, 0]);
  });

  test('after a withdrawal: reading and taking along, and nothing is added', async () => {
    const run = await spoken();
    await room.giveConsent(run.visit(), { noticeHash: 'any', accepted: false });
    expect(await codesOf(run)).toEqual({
      mine: 'done',
      myData: 'done',
      correct: 'room.not_correctable',
      appeal: 'appeal.not_possible',
      ...over,
    });
    expect(await wordsOf(run)).toEqual([3, 0, 0]);
  });

  test.each([
    [
      'was accepted',
      'personal_data.erased',
      ({ runId }: Spoken) => db('interviews').where({ run_id: runId }).update({ erased_at: new Date() }),
    ],
    ['has destroyed the key', 'room.frozen', (run: Spoken) => sealer.destroyKey(run, 'personal')],
  ])(
    'once an erasure %s nothing is read or added, while it is held and after a decision',
    async (_case, atTheEnd, erase) => {
      for (const isDecided of [false, true]) {
        const run = await spoken();
        if (isDecided) {
          await room.finish(run.visit());
          await decide(run.runId);
        }
        await erase(run);
        const gone = 'personal_data.erased';
        const draft = isDecided ? atTheEnd : gone;

        expect(await codesOf(run)).toMatchObject({ mine: gone, myData: gone, correct: gone, appeal: gone, draft });
        expect(await wordsOf(run)).toEqual([3, 0, 0]);
      }
    },
  );

  test('belongs to the run of its cookie alone: another’s of the same tenant and of another one stay as they are', async () => {
    const ada = await spoken();
    const same = await world.approve({ tenantId: ada.tenantId, personal: { candidateName: 'Bob Babbage' } });
    for (const other of [same, await world.approve({ personal: { candidateName: 'Bob Babbage' } })]) {
      const bob = await startDevice(world, other.token);
      await expect(room.correct(bob.visit(), fix)).rejects.toMatchObject({ code: 'room.not_correctable' });
      await room.saveDraft(bob.visit(), { turn: 1, text: 'A draft of Bob' });
      expect(JSON.stringify([await room.mine(bob.visit()), await room.myData(bob.visit())])).not.toMatch(
        /services|Lovelace/,
      );
      await room.finish(bob.visit());
      await decide(other.runId);
      await room.appeal(bob.visit(), { text: 'For Bob.' });
    }
    expect(await wordsOf(ada)).toEqual([3, 0, 0]);
    expect(JSON.stringify([await room.readSession(ada.visit()), await room.myData(ada.visit())])).not.toContain('Bob');
  });
});
