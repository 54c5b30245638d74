// Interviews that a language model plans, from the request of an ATS to the recruiter's page: what it is told, and what waits for a person.
import { afterAll, describe, expect, it } from 'vitest';
import type { ReviewView } from '../../usecases/review/view.ts';
import { reviewFeature } from '../../api/wiring/review.ts';
import { createRelayStore } from '../../infra/db/deliveries/relay-store.ts';
import { modelAnswer, nothingChanged } from '../fakes/model-answers.ts';
import { messagesOf, startOpenAiServer } from '../fakes/openai-server.ts';
import { openAiEngines } from '../models/use-engines.ts';
import { job, useTemplateWorld } from './template-world.ts';

type Told = { job: Record<string, unknown>; rejected?: unknown; plan?: unknown };
type Draft = { questions: Record<string, unknown>[] } & Record<string, unknown>;

const server = await startOpenAiServer();
afterAll(() => server.close());
const world = await useTemplateWorld({ engines: await openAiEngines(server.url), features: [reviewFeature] });
const { api, db, call, deps, interview, settings } = world;

const rita = 'rita@acme.example';
const told = (): Told[] =>
  server.received.map(({ body }) => (JSON.parse(messagesOf(body).user) as { data: Told }).data);
/** What a good model would draft, with other words in its first question. */
const draftAsking = (text: string, changes: Record<string, unknown> = {}): Draft => {
  const draft = modelAnswer(JSON.stringify({ job: 'draft_plan', data: { job } })) as Draft;
  return {
    ...draft,
    questions: draft.questions.map((one, at) => ({ ...one, timeBudgetSeconds: 300, ...(at === 0 && { text }) })),
    ...changes,
  };
};
const script = (...outputs: unknown[]): void => {
  server.received.length = 0;
  server.script(...outputs.map((output) => ({ kind: 'content' as const, output })));
};

/** A job of its own, so that no approved plan of another test is used again. */
const order = async (position: string, more: Record<string, unknown> = {}): Promise<string> => {
  const { name: _, ...bare } = job;
  const { status, body } = await call('POST', '/integration/interviews', { ...bare, position, ...more });
  expect(status).toBe(201);
  return String(body['runId']);
};
const planned = (runId: string, state: string) => interview(runId, (body) => body['state'] === state);
const warningsOf = (body: Record<string, unknown>): unknown => (body['plan'] as { warnings: unknown }).warnings;
const factsOf = async (runId: string): Promise<unknown[]> =>
  (await db('transitions').where({ run_id: runId }).orderBy('seq')).map(({ type }) => type as unknown);

/** What the page behind the recruiter's mail is told. */
const seenBy = async (runId: string): Promise<ReviewView> => {
  const relay = createRelayStore(deps);
  while ((await relay.relayEvents(100)) > 0);
  const mail = await db('mails').where({ run_id: runId, template: 'plan_ready' }).orderBy('created_at', 'desc').first();
  const url = deps.reviewLinks.urlOf({ runId, linkId: String(mail.id), expiresAt: Date.now() + 86_400_000 });
  const opened = await fetch(`${api.url}/review/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: url.split('/').at(-1) }),
  });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const answer = await fetch(`${api.url}/review/api/runs/${runId}`, { headers: { cookie } });
  return (await answer.json()) as ReviewView;
};
const automatic = () => settings({ autoApprovePlans: true, mail: { recruiters: [rita] } });

describe('a job as recruiting systems send it', () => {
  const description = [
    '&lt;p&gt;We&amp;#39;re hiring a &lt;strong&gt;ward nurse&lt;/strong&gt;&amp;nbsp;for caf&amp;eacute; &amp;amp; ward.&lt;/p&gt;',
    '<ul><li>Plans rounds\u200B for 12&nbsp;beds</li><li>Writes <em>R&amp;D</em> re\u00ADports</li></ul>',
    '<p style="color:red" onclick="x()">Bring \u0093calm\u0094 to \uFB01ve wards \u2028</p><script>alert(1)</script>',
  ].join('\n');
  const clean = [
    "We're hiring a ward nurse for café & ward.",
    '',
    '- Plans rounds for 12 beds',
    '- Writes R&D reports',
    '',
    'Bring "calm" to five wards',
  ].join('\n');
  const asked = {
    position: 'Nurse &amp; team lead',
    level: 'SENIOR',
    jobDescription: clean,
    qualifications: ['Wound care & dressings', 'Speaks with relatives', 'Knows ICD-10 <codes>'],
    locale: 'en',
    minutes: { min: 15, max: 30 },
  };

  it('reaches the planner as clean text with the qualifications as asked: in the draft, the redraft and a revision', async () => {
    await settings({ mail: { recruiters: [rita] } });
    script(draftAsking('How old are you, and do you have children?'));

    const runId = await order('Nurse &amp; team lead', {
      jobDescription: description,
      qualifications: [
        '<p>Wound care &amp; dressings</p>',
        'Speaks with\u00A0relatives ',
        'Knows ICD\u201110 &lt;codes&gt;',
      ],
    });
    await planned(runId, 'PENDING');
    await call('PATCH', `/integration/interviews/${runId}/plan/revise`, {
      instructions: 'Please ask more about <b>rounds</b>.',
    });
    await interview(runId, ({ planRevision, state }) => planRevision === 2 && state === 'PENDING');

    expect(told()).toHaveLength(3);
    for (const { job: shown } of told()) expect(shown).toMatchObject({ ...asked, position: 'Nurse & team lead' });
    expect(told().map(({ rejected }) => rejected)).toEqual([
      undefined,
      [{ part: 'q1.text', phrase: 'How old are you', rule: 'age: a question for it' }],
      undefined,
    ]);
    for (const { body } of server.received)
      expect(messagesOf(body).user).not.toMatch(/&\w+;|<\w|\\u00ad|onclick|alert/u);
  });
});

describe('where plans need no decision', () => {
  it('a planner that insists on doubtful words is held for a person, who sees them and approves', async () => {
    await automatic();
    const doubtful = 'How do you stay healthy with so many night shifts?';
    script(draftAsking(doubtful));

    const runId = await order('Night nurse');
    const pending = await planned(runId, 'PENDING');

    const phrase = 'stay healthy';
    expect(warningsOf(pending)).toMatchObject([
      { code: 'doubtful', part: 'q1.text', phrase: expect.stringContaining(phrase) },
    ]);
    expect(await factsOf(runId)).toEqual(['received', 'validated', 'planReady']);
    const seen = await seenBy(runId);
    expect(seen).toMatchObject({
      waitsFor: 'plan',
      plan: { plan: { warnings: [{ code: 'doubtful', part: 'q1.text' }] } },
    });
    expect(seen.plan?.plan.minutes).toBeGreaterThan(0);

    const approval = await call('POST', `/integration/interviews/${runId}/plan/approve`, { planRevision: 1 });
    expect(approval).toMatchObject({ status: 200, body: { state: 'APPROVED' } });
  });

  it('what was worded anew is read again: without the words there is nothing to warn of, and nobody waits any more', async () => {
    await automatic();
    script(draftAsking('How do you stay healthy with so many night shifts?'));
    const runId = await order('Night nurse worded anew');
    const { plan } = await planned(runId, 'PENDING');
    const [first] = (plan as Draft).questions;
    const changedQuestions = [{ ...first, text: 'How do you hand over a night shift, and why in that order?' }];
    script({ ...nothingChanged, changedQuestions });

    await call('PATCH', `/integration/interviews/${runId}/plan/revise`, {
      instructions: 'Word question 1 anew.',
      targets: [{ questionId: 'q1', change: 'Ask how they hand over a night shift.' }],
    });
    const revised = await planned(runId, 'APPROVED');

    expect(revised).toMatchObject({ planRevision: 2, plan: { warnings: [] } });
  });

  it('a question that may not be asked is gone after two redrafts, told with its words, and nobody waits', async () => {
    await automatic();
    const draft = draftAsking('Are you married, or is there a partner?');
    script(...Array.from({ length: 3 }, () => draft));

    const runId = await order('Insisted on');
    const approved = await planned(runId, 'APPROVED');

    expect(told().map(({ rejected }) => (rejected as unknown[] | undefined)?.length ?? 0)).toEqual([0, 1, 1]);
    expect(warningsOf(approved)).toMatchObject([
      { code: 'left_out', part: 'q1.text', phrase: 'Are you married' },
      { code: 'too_short', phrase: '10 min' },
    ]);
    expect(JSON.stringify((approved['plan'] as Draft).questions)).not.toContain('married');
    expect(await factsOf(runId)).toEqual(['received', 'validated', 'planReady', 'planApproved']);
  });

  it('one that nothing else makes up for is replaced by plain words, which wait for a person', async () => {
    await automatic();
    const unlawful = 'Are you married, or is there a partner?';
    const { questions, ...rest } = draftAsking(unlawful);
    const two = questions.slice(0, 2);
    script(...Array.from({ length: 3 }, () => ({ ...rest, questions: two })));

    const runId = await order('Replaced');
    const pending = await planned(runId, 'PENDING');

    const [gone] = two.flatMap(({ competencyIds }) => competencyIds as string[]);
    expect(gone).toBeDefined();
    expect(warningsOf(pending)).toContainEqual(
      expect.objectContaining({ code: 'replaced', phrase: 'Are you married' }),
    );
    expect((pending['plan'] as Draft).questions.length).toBeGreaterThanOrEqual(2);
    expect((await seenBy(runId)).plan?.plan.warnings).toContainEqual(
      expect.objectContaining({ code: 'replaced', phrase: 'Are you married' }),
    );
  });

  it('an interview longer than wanted gets less time for each question; a shorter one says so, and neither waits', async () => {
    await settings({ autoApprovePlans: true, interview: { minutesMin: 11, minutesMax: 12 } });
    const draft = draftAsking('Tell us about a long night.');
    const timed = (timeBudgetSeconds: number) => ({
      ...draft,
      questions: draft.questions.map((one) => ({ ...one, timeBudgetSeconds })),
    });
    script(timed(600), timed(60));

    const long = await planned(await order('Long'), 'APPROVED');
    const short = await planned(await order('Short'), 'APPROVED');

    expect(told().map(({ job: shown }) => shown['minutes'])).toEqual([
      { min: 11, max: 12 },
      { min: 11, max: 12 },
    ]);
    expect(long['plan']).toMatchObject({ minutes: 12, warnings: [] });
    expect(short['plan']).toMatchObject({ minutes: 3, warnings: [{ code: 'too_short', phrase: '3 min' }] });
  });
});
