// Every way in which an interview can end: what is written into the record, what is tagged, who is told. No path ends silently.
import { beforeAll, describe, expect, test } from 'vitest';
import { mappingFeature } from '../../api/wiring/mapping.ts';
import type { FactType, NewFact } from '../../domain/lifecycle/facts.ts';
import { outcomes, type Outcome } from '../../domain/lifecycle/state.ts';
import { mailsOf } from '../../domain/mail/mails-of.ts';
import type { MailEvent } from '../../domain/mail/notices.ts';
import { proposedMapping } from '../../domain/mapping/mapping.ts';
import { roomLanguages } from '../../domain/room/language.ts';
import type { Composition } from '../../domain/writeback/item.ts';
import { recordWords } from '../../domain/writeback/words/words-of.ts';
import { writtenAfter } from '../../domain/writeback/written-after.ts';
import { createMappingStore } from '../../infra/db/connections/mapping-store.ts';
import { withdrawConsent } from '../../infra/db/room/rights-store.ts';
import { composerOf } from '../../worker/wiring/composer.ts';
import { answerText, assess, assessedRun, assessRun, holdInterview, openRoom } from '../native/assessed-run.ts';
import { pendingRun, useNativeApi } from '../native/native-bench.ts';
import { createFakeVendor, vendorFields } from './fake-records.ts';

const world = await useNativeApi({ features: [mappingFeature] });
const { call, db, deps, machine, owner } = world;
const { kind } = createFakeVendor();
const { tenantId } = owner;
const connectionId = 'con_ends';
const composer = composerOf({ ...deps, atsKinds: { ...deps.atsKinds, acme: kind } });
const compose = (runId: string) => composer.compose(tenantId, { runId, connectionId });

beforeAll(async () => {
  await db('connections').insert({
    id: connectionId,
    tenant_id: tenantId,
    kind: 'acme',
    name: 'Acme',
    config: {},
    credentials_hints: {},
    credentials_sealed: Buffer.from('x'),
  });
  await createMappingStore(db).save(tenantId, connectionId, {
    mapping: {
      ...proposedMapping,
      fields: [
        { source: 'assessment.score100', target: { object: 'application', key: 'ai_score' } },
        {
          source: 'interview.words',
          target: { object: 'application', key: 'summary' },
          when: { outcomes: [...outcomes] },
        },
      ],
      tags: [{ tag: 'interviewed' }],
      files: ['pdf'],
      stage: { onVerdict: { HIRE: '501', NO_HIRE: '501' }, setsOffAutomaticMails: true },
    },
    targets: vendorFields,
    expectedVersions: null,
    actor: { kind: 'operator', id: null },
    requestId: null,
  });
});

const feed = (runId: string, type: FactType, detail: object = {}) =>
  machine.feed(runId, { type, detail } as unknown as NewFact);
const approvedRun = async (): Promise<string> => {
  const runId = await pendingRun(world);
  await call('POST', `/interviews/${runId}/plan/approve`);
  return runId;
};
const opened = async (): Promise<string> => {
  const runId = await approvedRun();
  await openRoom(world, runId);
  return runId;
};
/** As the candidate's click does, which is on record before the workflow hears of it. */
const withdraw = (runId: string): Promise<void> => withdrawConsent(db, { tenantId, runId }, { at: Date.now() });

/** Events of the run with the fact each came of, as the relay reads them. */
const eventsOf = (runId: string) =>
  db('events as e')
    .leftJoin('transitions as f', { 'f.run_id': 'e.run_id', 'f.seq': 'e.seq' })
    .where({ 'e.run_id': runId })
    .orderBy('e.position')
    .select('e.type', 'e.state', 'e.data', 'f.type as fact', 'f.from_state as from') as unknown as Promise<MailEvent[]>;
const kindsOf = (composition: Composition | null) => (composition?.items ?? []).map(({ target }) => target);
const noteOf = (composition: Composition | null): string =>
  (composition?.items ?? []).flatMap((item) => (item.kind === 'note' ? [item.body] : [])).join('\n');
const valueOf = (composition: Composition | null, target: string) =>
  composition?.items.flatMap((item) => (item.kind === 'field' && item.target === target ? [item.value] : []))[0];

type End = {
  of: string;
  outcome: Outcome;
  /** A person has to go on with the candidate: the record says so by its tag. */
  tagged: boolean;
  /** By mail; false where the recruiter did it. */
  told: boolean;
  reach(): Promise<string>;
};

const ending =
  (start: () => Promise<string>, type: FactType, detail: object = {}) =>
  async (): Promise<string> => {
    const runId = await start();
    await feed(runId, type, detail);
    return runId;
  };
const infoNeeded = async (): Promise<string> => {
  const { body } = await call('POST', '/interviews', { candidateRef: 'c', position: 'Engineer' });
  return String(body['runId']);
};
const pending = () => pendingRun(world);

const ends: End[] = [
  { of: 'opting out', outcome: 'OPTED_OUT', tagged: true, told: true, reach: ending(approvedRun, 'optedOut') },
  { of: 'opting out in the room', outcome: 'OPTED_OUT', tagged: true, told: true, reach: ending(opened, 'optedOut') },
  { of: 'withdrawing', outcome: 'WITHDRAWN', tagged: false, told: true, reach: ending(approvedRun, 'withdrawn') },
  { of: 'nobody coming', outcome: 'NO_SHOW', tagged: true, told: true, reach: ending(approvedRun, 'noShow') },
  { of: 'nobody answering', outcome: 'NO_SHOW', tagged: true, told: true, reach: ending(opened, 'noShow') },
  {
    of: 'an invitation whose time is up',
    outcome: 'EXPIRED',
    tagged: true,
    told: true,
    reach: ending(approvedRun, 'expired'),
  },
  {
    of: 'a plan that nobody decided on',
    outcome: 'EXPIRED',
    tagged: true,
    told: true,
    reach: ending(pending, 'expired'),
  },
  { of: 'missing information', outcome: 'EXPIRED', tagged: true, told: true, reach: ending(infoNeeded, 'expired') },
  { of: 'being given up', outcome: 'FAILED', tagged: true, told: true, reach: ending(opened, 'aborted') },
  { of: 'losing its workflow', outcome: 'FAILED', tagged: true, told: true, reach: ending(pending, 'workflowLost') },
  { of: 'cancelling', outcome: 'CANCELLED', tagged: false, told: false, reach: ending(approvedRun, 'cancelled') },
  {
    of: 'rejecting the plan',
    outcome: 'PLAN_REJECTED',
    tagged: false,
    told: false,
    reach: ending(pending, 'planRejected', { revision: 1 }),
  },
];

describe('an interview without a result', () => {
  test.each(ends)(
    'by $of ($outcome): one sentence, a tag where a person has to go on, and somebody knows',
    async (end) => {
      const runId = await end.reach();
      const composition = await compose(runId);
      const events = await eventsOf(runId);
      const last = events.at(-1);
      const words = recordWords.en.ends[end.outcome];

      expect(composition?.problems).toEqual([]);
      expect(kindsOf(composition)).toEqual([
        'field:application:summary',
        'note:status',
        ...(end.tagged ? ['tag:phone-screen'] : []),
      ]);
      expect(noteOf(composition)).toContain(words);
      expect(noteOf(composition)).toContain(runId);
      expect(valueOf(composition, 'field:application:summary')).not.toBeNull();
      expect(last && writtenAfter.includes(last.type)).toBe(true);
      const recruiters = events.flatMap((event) => mailsOf(event)).filter(({ audience }) => audience === 'recruiter');
      expect(recruiters.some(({ template }) => template === 'recruiter_notice')).toBe(end.told);
    },
  );

  test('is every outcome of an interview but those of its assessment', () => {
    const tried = new Set(ends.map(({ outcome }) => outcome));
    expect(outcomes.filter((outcome) => !tried.has(outcome))).toEqual(['ASSESSMENT_APPROVED', 'ASSESSMENT_REJECTED']);
  });

  test('before it has ended is not written at all', async () => {
    for (const reach of [infoNeeded, pending, approvedRun, opened]) expect(await compose(await reach())).toBeNull();
    const held = await opened();
    await holdInterview(world, held);
    expect(await compose(held)).toBeNull();
  });
});

describe('an assessment that a person turned down', () => {
  test('is on record with everything that was said, without score, move, or the tag of results', async () => {
    const runId = await assessedRun(world);
    await call('POST', `/interviews/${runId}/assessment/reject`, { rejectedBy: 'Ruth', reason: 'unfair questions' });
    const composition = await compose(runId);

    expect(noteOf(composition)).toContain(recordWords.en.ends.ASSESSMENT_REJECTED);
    expect(noteOf(composition)).toContain(answerText);
    expect(noteOf(composition)).not.toContain('70 / 100');
    expect(kindsOf(composition).filter((target) => !target.startsWith('note:record:'))).toEqual([
      'field:application:summary',
      'file:pdf',
    ]);
    expect((await eventsOf(runId)).some(({ type }) => type === 'interview.assessment_rejected')).toBe(true);
  });
});

describe('withdrawn consent', () => {
  test.each([
    ['in the middle of the conversation', opened],
    [
      'while it was being scored',
      async () => {
        const runId = await opened();
        await holdInterview(world, runId);
        return runId;
      },
    ],
  ])('%s leaves one sentence and the tag, and no word of what was said', async (_, reach) => {
    const runId = await reach();
    await withdraw(runId);
    await feed(runId, 'consentWithdrawn');
    const composition = await compose(runId);
    const events = await eventsOf(runId);

    expect(noteOf(composition)).toContain(recordWords.en.consentWithdrawn);
    expect(JSON.stringify(composition)).not.toContain('traffic to Dublin');
    expect(kindsOf(composition).slice(-2)).toEqual(['note:status', 'tag:phone-screen']);
    expect(events.map(({ type }) => type)).toContain('interview.consent_withdrawn');
    const told = events.flatMap((event) => mailsOf(event)).filter(({ template }) => template === 'recruiter_notice');
    expect(told).toHaveLength(1);
  });

  test('after the verdict takes back the score that was told and the whole record, and tags for a person', async () => {
    const runId = await assessedRun(world);
    await call('POST', `/interviews/${runId}/assessment/approve`, { approvedBy: 'Ruth' });
    expect(valueOf(await compose(runId), 'field:application:ai_score')).toBe(70);
    await withdraw(runId);
    const composition = await compose(runId);

    expect(valueOf(composition, 'field:application:ai_score')).toBeNull();
    expect(kindsOf(composition)).toEqual([
      'field:application:ai_score',
      'field:application:summary',
      'note:status',
      'tag:phone-screen',
    ]);
    expect(JSON.stringify(composition)).not.toContain('Dublin');
  });
});

describe.each(roomLanguages)('in %s', (language) => {
  const words = recordWords[language];
  const runIn = async (): Promise<string> => {
    const runId = await pendingRun(world);
    await db('interviews').where({ run_id: runId }).update({ locale: language });
    return runId;
  };

  test('the record has every heading, the verdict and the parts of a cut note in that language', async () => {
    const runId = await runIn();
    await call('POST', `/interviews/${runId}/plan/approve`);
    await assessRun(world, runId, 'NO_HIRE');
    await call('POST', `/interviews/${runId}/assessment/approve`, { approvedBy: 'Ruth' });
    const composition = await compose(runId);
    const note = noteOf(composition);

    for (const title of ['decision', 'scores', 'questions', 'transcript', 'rubric'] as const)
      expect(note).toContain(`== ${words.sections[title]} ==`);
    expect(note).toContain(`${words.title} · ${words.part(1, 2)} · parley:`);
    expect(note).toContain(words.verdicts.NO_HIRE);
    expect(note).toContain(words.decision.accepted);
    expect(note).toContain(answerText);
    // What code writes in English stays out of a record in another language.
    expect(note.includes('Enough evidence.')).toBe(language === 'en');
    const file = composition?.items.find((item) => item.kind === 'file');
    expect((await file?.make())?.bytes.byteLength).toBeGreaterThan(10_000);
  });

  test('the end is told in that language', async () => {
    const runId = await runIn();
    await feed(runId, 'workflowLost');
    const note = noteOf(await compose(runId));
    expect(note).toContain(words.ends.FAILED);
    expect(note).toContain(words.title);
  });
});

test('a conversation that is scored and waits for a verdict is told as scored only where the order asks for it', async () => {
  const runId = await opened();
  await holdInterview(world, runId);
  await assess(world, runId);
  expect(await compose(runId)).toBeNull();
});
