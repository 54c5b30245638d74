import { afterEach, describe, expect, it } from 'vitest';
import { reviewFeature } from '../../api/wiring/review.ts';
import { createSecret } from '../../infra/config/secret.ts';
import { startApi } from '../api/start-api.ts';
import { answerText, assessedRun } from '../native/assessed-run.ts';
import { completeRequest, pendingRun, publicUrl, storedPlan } from '../native/native-bench.ts';
import { rita, useReviewWorld } from './review-world.ts';

const world = await useReviewWorld();
const { api, db, call, clock, settings, noticesOf, pathOf, open, decide, stateOf } = world;

afterEach(() => settings({ mail: { recruiters: [rita], candidates: true } }));

describe('the page', () => {
  it('shows all that an approval locks: shares, anchors, follow-ups, minutes, and what is not covered', async () => {
    const runId = await pendingRun(world);
    const [competency] = storedPlan(1).competencies;
    const plan = {
      ...storedPlan(1),
      engine: 'anthropic',
      competencies: [
        { ...competency, weight: 30, notScoreable: ['accent'] },
        { ...competency, id: 'c2', name: 'Concurrency', weight: 15, required: false, minimumEvidence: 2 },
      ],
      questions: [
        {
          id: 'q1',
          text: 'Which async patterns?',
          competencyIds: ['c1', 'c2'],
          probes: ['And why?'],
          timeBudgetSeconds: 150,
        },
      ],
    };
    await db('plans')
      .where({ run_id: runId })
      .update({ plan: JSON.stringify(plan) });

    const { text } = await open(await pathOf(runId));
    const { body } = await call('GET', `/interviews/${runId}`);

    for (const shown of [
      'a 3 does the job as expected',
      'Weight 67 of 100, required',
      'Weight 33 of 100. ',
      '<th scope="row">5</th><td>e</td>',
      '2 pieces',
      'Never counts: accent',
      'And why?',
      '2.5 min',
      'Hello {name}',
      'Acme Corp',
    ])
      expect(text).toContain(shown);
    expect(text).toMatch(/Not covered<\/h3>.*<li>Demonstrated distributed systems design<\/li>/s);
    expect(body['plan']).toMatchObject({
      competencies: [{ weight: 67 }, { weight: 33 }],
      uncovered: ['Demonstrated distributed systems design'],
    });
  });

  it('shows each quote with its question, the whole conversation folded, and no verdict chosen beforehand', async () => {
    const { text } = await open(await pathOf(await assessedRun(world)));

    expect(text).toMatch(/<figcaption>1\. Tell me about an incident\.<\/figcaption>\s*<blockquote>I moved the traffic/);
    expect(text).toMatch(/<details><summary>The whole conversation<\/summary>/);
    expect(text.slice(text.indexOf('<details>'))).toContain(answerText);
    expect(text).toMatch(/: 4 of 5<\/h4>\s*<p>Meets level 4: d<\/p><p>For level 5: e<\/p>/);
    // Rules mark what they heard: a 3 of theirs says nothing of what the job expects.
    expect(text).not.toContain('a 3 does the job as expected');
    expect(text).not.toContain('not asked');
  });

  it('says which follow-ups were skipped for technical reasons, and that they count for nobody', async () => {
    const runId = await assessedRun(world);
    await db('turns').where({ run_id: runId }).update({ follow_up_skipped: true });

    const { text } = await open(await pathOf(runId));

    expect(text).toContain('not asked for technical reasons: 1. They count for nobody');
    expect(text).toMatch(/Tell me about an incident\.<\/dt>\s*<dd><small>A follow-up was not asked here/);
    expect(text.match(/<option [^>]*selected/g)).toEqual(['<option value="" selected', '<option value="" selected']);
  });

  it.each([
    ['rejectPlan', pendingRun, { reason: ' ' }, 'rejectPlan-reason', 'Please say why.'],
    ['rejectAssessment', assessedRun, { reason: '' }, 'rejectAssessment-reason', 'Please say why.'],
    [
      'approveAssessment',
      assessedRun,
      { verdict: '', reasonCode: 'other', note: 'A <long> note' },
      'verdict',
      'choose a verdict',
    ],
    [
      'approveAssessment',
      assessedRun,
      { verdict: 'NO_HIRE', reasonCode: '', note: 'A <long> note' },
      'reason-code',
      'choose why',
    ],
  ] as const)(
    'of %s keeps what was typed when something is missing, and says it at the field: %#',
    async (decision, make, fields, id, why) => {
      const runId = await make(world);
      const state = await stateOf(runId);

      const { status, text } = await decide(await pathOf(runId), { decision, revision: '1', ...fields });

      expect([status, await stateOf(runId)]).toEqual([422, state]);
      expect(text).toContain('role="alert"');
      expect(text).toMatch(new RegExp(`id="${id}-fault">[^<]*${why}`));
      expect(text).toMatch(new RegExp(`id="${id}"[^>]* aria-invalid="true" aria-describedby="${id}-fault"`));
      if ('note' in fields) expect(text).toContain('A &lt;long&gt; note</textarea>');
      if ('note' in fields && fields.verdict !== '') expect(text).toContain('value="NO_HIRE" selected');
      if ('note' in fields && fields.reasonCode !== '') expect(text).toContain('value="other" selected');
    },
  );

  it('keeps what was typed about another revision, shows the present one, and is on record as what it shows', async () => {
    const runId = await assessedRun(world);
    api.reads.length = 0;

    const { status, text } = await decide(await pathOf(runId), {
      decision: 'rejectAssessment',
      revision: '2',
      reason: 'Too thin',
    });

    expect(status).toBe(409);
    for (const shown of ['newer version', 'Too thin</textarea>', 'Assessment, revision 1'])
      expect(text).toContain(shown);
    expect(api.reads.map(({ part }) => part)).toEqual(['transcript', 'assessment']);
  });

  it('says who decided what and when, when it is opened again, after the end too', async () => {
    const approved = await pendingRun(world);
    await decide(await pathOf(approved), { decision: 'approvePlan', revision: '1' });
    const judged = await assessedRun(world);
    const verdict = { decision: 'approveAssessment', revision: '1', verdict: 'MAYBE', reasonCode: 'other', note: '' };
    const answered = await decide(await pathOf(judged), verdict);
    const path = await pathOf(judged);
    api.reads.length = 0;

    const { status, text } = await open(path);
    const reads = api.reads.map(({ part }) => part);

    const when = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d UTC`;
    expect((await open(await pathOf(approved))).text).toMatch(
      new RegExp(`${when}: The plan \\(revision 1\\) was approved, by ${rita}`),
    );
    expect(status).toBe(200);
    for (const page of [text, answered.text]) {
      expect(page).toMatch(
        new RegExp(`${when}: The verdict “Maybe” was given, which is not the proposed one, by ${rita}`),
      );
      expect(page).not.toMatch(/<form|<blockquote/);
    }
    expect(reads).toEqual(['notes']);
    expect(await decide(await pathOf(judged), verdict)).toMatchObject({
      status: 410,
      text: expect.stringContaining('Maybe'),
    });
  });
});

describe('who is invited', () => {
  const smtp = {
    ...world.deps.config,
    mail: { ...world.deps.config.mail, smtpUrl: createSecret('smtp://mail.example') },
  };
  const mailing = reviewFeature({ ...world.deps, clock, config: smtp });
  const invitationOf = async (runId: string) => (await call('GET', `/interviews/${runId}`)).body['invitation'];
  const approve = async (request: object) => {
    const runId = await pendingRun(world, request);
    const withServer = await startApi(db, mailing);
    const path = await pathOf(runId);
    const response = await fetch(`${withServer.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl },
      body: 'decision=approvePlan&revision=1',
    });
    const reopen = async () => (await fetch(`${withServer.url}${path}`)).text();
    return { runId, text: await response.text(), reopen };
  };
  const passOn = /pass this link on.*nobody has been invited.*<pre>http:\/\/[^<]+\/interview\/[\w-]+<\/pre>/s;

  it('nobody is called invited without an address: the page gives the link to pass on', async () => {
    for (const request of [completeRequest, { ...completeRequest, candidateName: 'Sam' }]) {
      const { runId, text, reopen } = await approve(request);

      expect(text).toMatch(/No e-mail address of the candidate is known/);
      expect(text).toMatch(passOn);
      await noticesOf(runId);
      for (const { template } of await world.mailsOf(runId))
        if (template === 'invitation') await world.attempt(runId, template);
      expect(await invitationOf(runId)).toEqual({ status: 'not_sent', reason: 'no_address' });
      expect(await reopen()).toMatch(passOn);
    }
  });

  it('nor where the tenant has no mails sent, or no server takes them', async () => {
    await settings({ mail: { recruiters: [rita], candidates: false } });
    const off = await approve(world.request());
    await noticesOf(off.runId);
    await settings({ mail: { recruiters: [rita], candidates: true } });
    const kept = await pendingRun(world, world.request());
    const { text } = await decide(await pathOf(kept), { decision: 'approvePlan', revision: '1' });

    expect(off.text).toMatch(/does not have mails sent to candidates/);
    expect(await invitationOf(off.runId)).toEqual({ status: 'not_sent', reason: 'switched_off' });
    expect(text).toMatch(/This installation sends no mails/);
    expect(text).toMatch(passOn);
  });

  it('an invitation is under way until it is sent or refused, and each is news for those who wait', async () => {
    for (const [answer, invitation, shown] of [
      [{ kind: 'sent' }, { status: 'sent', reason: null }, /has been sent the link by e-mail/],
      [{ kind: 'refused', code: 'smtp_550' }, { status: 'not_sent', reason: 'smtp_550' }, passOn],
    ] as const) {
      const { runId, text, reopen } = await approve(world.request());
      const before = await call('GET', `/interviews/${runId}`);
      world.held.answer = answer;
      await world.attempt(runId, 'invitation');

      expect(text).toMatch(/on its way/);
      expect(text).not.toContain('/interview/');
      expect(before.body['invitation']).toEqual({ status: 'pending', reason: null });
      const again = await call('GET', `/interviews/${runId}`, undefined, {
        'if-none-match': before.headers.get('etag') ?? '',
      });
      expect([again.status, again.body['invitation']]).toEqual([200, invitation]);
      expect(await reopen()).toMatch(shown);
    }
    world.held.answer = { kind: 'sent' };
  });
});
