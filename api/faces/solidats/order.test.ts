// What of a SolidATS request becomes the job, the profile, the contact and the order, and what stays in the seal alone.
import { describe, expect, it } from 'vitest';
import { draftPlan } from '../../../engines/offline/draft.ts';
import { orderOf, valueAt } from './order.ts';
import { solidatsRequestSchema, type SolidatsRequest } from './request.ts';

const principal = {
  kind: 'hook',
  tenantId: 'tnt_1',
  connection: { id: 'con_1', kind: 'solidats', status: 'active' },
} as const;
const facts = {
  requestId: 'req_1',
  signal: new AbortController().signal,
  header: () => undefined,
  cookie: () => undefined,
  prefersText: () => false,
  idempotencyHash: null,
};
const config = { appId: 'app_1', position: 'SRE' };

const sent = (more: object = {}): SolidatsRequest =>
  solidatsRequestSchema.parse({ candidate_id: 'c1', pipeline_step_id: 's1', call_secret: 'x', ...more });
const read = (more: object = {}, settings: object = {}) =>
  orderOf(sent(more), { ...config, ...settings }, { principal, facts });
const skilled = (...levels: (number | undefined)[]) => ({
  job: { skills: levels.map((exp_level, index) => ({ slug: `skill-${index}`, exp_level })) },
});

it('the time of a request, which is used for nothing, is taken as a text and as a number', () => {
  for (const created_at of ['2026-11-26T10:00:00Z', 1_795_000_000])
    expect(sent({ created_at }).created_at).toBe(created_at);
});

describe('the level', () => {
  it.each([
    [skilled(1), {}, 'JUNIOR'],
    [skilled(1, 2), {}, 'MID'],
    [skilled(3, 1), {}, 'MID'],
    [skilled(1, 4, 2), {}, 'SENIOR'],
    [{ job: { skills: { slug: 'go', exp_level: 4 } } }, {}, 'SENIOR'],
    [skilled(4), { level: 'LEAD' }, 'LEAD'],
    [skilled(undefined), {}, undefined],
    [{}, {}, undefined],
  ])('of %j with the settings %j is %s', (more, settings, level) => {
    expect(read(more, settings).request.level).toBe(level);
  });
});

describe('the skills', () => {
  it('are statements that say how well, by their known names, the deepest first, each once', () => {
    const skills = [
      { slug: 'terraform', exp_level: 1 },
      { slug: 'kubernetes', exp_level: 4 },
      { slug: 'incident-response', exp_level: 3 },
      { slug: 'kubernetes', exp_level: 4 },
      { slug: 'ship_handling' },
      { slug: 'postgresql', exp_level: 2 },
    ];

    expect(read({ job: { skills } }).request.qualifications).toEqual([
      'Kubernetes, used daily (required)',
      'Incident response, strong in theory and practice',
      'PostgreSQL, used from time to time',
      'Terraform, first experience (nice to have)',
      'Ship handling',
    ]);
  });

  it('weigh as deep as they are wanted', () => {
    const skills = [1, 2, 3, 4].map((exp_level) => ({ slug: `skill-${exp_level}`, exp_level }));
    const { position = '', level = 'MID', qualifications = [] } = read({ job: { skills } }).request;
    const plan = draftPlan({ position, level, qualifications, jobDescription: '', companyName: '', locale: 'en' });

    expect(plan.competencies.map(({ weight, required }) => [weight, required])).toEqual([
      [30, true],
      [20, false],
      [20, false],
      [10, false],
    ]);
  });

  it('are thirty at most, the shallowest left out', () => {
    const { qualifications = [] } = read(skilled(...Array<number>(31).fill(2), 4)).request;

    expect(qualifications).toHaveLength(30);
    expect(qualifications[0]).toBe('Skill 31, used daily (required)');
  });
});

describe('prompts', () => {
  const prompts = { job: { description: 'We sail.', prompt: 'Ask about fog.' }, step_prompt: ' ' };

  it('are wishes beside the description, which they never become part of', () => {
    expect(read(prompts).request).toMatchObject({ jobDescription: 'We sail.', wishes: ['Ask about fog.'] });
    expect(read({ job: { prompt: 'A' }, step_prompt: 'B' }).request.wishes).toEqual(['A', 'B']);
    expect(read({}).request).not.toHaveProperty('wishes');
  });

  it('and all else about the job stay in the seal where a template says what the job is', () => {
    const { request, order } = read(prompts, { position: undefined, templateId: 'tpl_1' });

    expect(request).toMatchObject({ templateId: 'tpl_1', candidateRef: 'c1' });
    for (const name of ['wishes', 'qualifications', 'jobDescription', 'level'])
      expect(request).not.toHaveProperty(name);
    expect(order.secret).toMatchObject({ request: { job: prompts.job } });
  });
});

describe('the candidate’s profile', () => {
  it('is the CV and the skills of the form; opinions of others, ratings and hobbies are not in it', () => {
    const { request, order } = read({
      candidate_parsed_cv: { summary: 'S', education: ['E'], experience: ['X'], hobbies: ['chess'], raw: 'R' },
      application_form: { email: 'k@example.com', skills: { slug: 'kubernetes', exp_level: 2 } },
      comments: [{ content: 'OPINION', is_human_created: true }],
      context: [{ note: 'OPINION' }],
      current_rating: 12,
    });

    expect(request.candidateProfile).toEqual({
      skills: ['Kubernetes'],
      summary: 'S',
      experience: ['X'],
      education: ['E'],
      raw: 'R',
    });
    expect(JSON.stringify(request)).not.toMatch(/OPINION|12|chess/);
    expect(JSON.stringify(order.secret)).toMatch(/OPINION.*OPINION/);
  });

  it.each([
    ['a long CV', { raw: 'x'.repeat(900_000) }],
    ['one in letters of several bytes', { raw: '語😀'.repeat(200_000) }],
    ['one that JSON has to escape', { raw: '\u0001"'.repeat(200_000) }],
    ['many long entries', { experience: Array<string>(500).fill('y'.repeat(1_900)), summary: 'z'.repeat(50_000) }],
  ])('%s is cut to what a profile may be, and is whole in the seal', (_, cv) => {
    const { request, order } = read({ candidate_parsed_cv: cv });
    const profile = request.candidateProfile ?? {};

    expect(Buffer.byteLength(JSON.stringify(profile))).toBeLessThanOrEqual(50_000);
    expect(Object.keys(profile).length).toBeGreaterThan(0);
    expect(order.secret).toMatchObject({ request: { candidate_parsed_cv: cv } });
  });

  it('is absent where there is nothing', () => {
    expect(read({ candidate_parsed_cv: { education: [], raw: ' ' } }).request).not.toHaveProperty('candidateProfile');
  });
});

it('of texts that are read nothing is kept that cannot be seen, and the seal has them as they came', () => {
  const hidden = 'a\u202Eb\u200Bc\u2066\uE000';
  const form = { skills: [{ slug: hidden }] };
  const cv = { summary: hidden, education: [hidden], experience: [hidden], raw: hidden };
  const { request, order } = read({
    job: { skills: [{ slug: hidden }], prompt: hidden },
    step_prompt: hidden,
    candidate_parsed_cv: cv,
    application_form: form,
  });

  expect(request).toMatchObject({
    wishes: ['abc', 'abc'],
    qualifications: ['Abc'],
    candidateProfile: { skills: ['Abc'], summary: 'abc', education: ['abc'], experience: ['abc'], raw: 'abc' },
  });
  expect(order.secret).toMatchObject({
    request: { step_prompt: hidden, candidate_parsed_cv: cv, application_form: form },
  });
});

describe('the contact', () => {
  const form = {
    application_form: { email: 'Kim <kim@example.com>', 'e/mail': ['a@b.example'], age: 5, bad: 'at the desk' },
  };

  it.each([
    ['/application_form/email', 'kim@example.com'],
    ['/application_form/e~1mail/0', 'a@b.example'],
    ['/integration_config/email', 'set@example.com'],
    ['/application_form/bad', undefined],
    ['/application_form/age', undefined],
    ['/application_form', undefined],
    ['/application_form/email/length', undefined],
    ['/nothing/here', undefined],
    ['/__proto__/x', undefined],
    ['/application_form/constructor/name', undefined],
    [undefined, undefined],
  ])('at %s is %s', (contactPath, email) => {
    const { request } = read({ ...form, integration_config: { email: 'set@example.com' } }, { contactPath });
    expect(request.candidateEmail).toBe(email);
  });

  it('a pointer to a member with an empty name is followed too', () => {
    expect(valueAt({ '': { a: 1 } }, '//a')).toBe(1);
  });
});

describe('the order', () => {
  it('is known by the three members, a number apart from its text', () => {
    expect(read({ candidate_id: 7 }).order.naturalKey).not.toEqual(read({ candidate_id: '7' }).order.naturalKey);
    expect(read().order).toMatchObject({
      face: 'solidats',
      connectionId: 'con_1',
      callbackUrl: null,
      vendorKeys: { candidate_id: 'c1', pipeline_step_id: 's1' },
    });
  });

  it('shows what can be no more than an id, and never the secret', () => {
    const { order, request } = read({
      candidate_id: 'kim@example.com',
      pipeline_step_id: ' s 1',
      call_secret: 'SECRET',
    });

    expect(order.vendorKeys).toEqual({});
    expect(request).not.toHaveProperty('candidateRef');
    expect(JSON.stringify({ ...order, naturalKey: [], secret: {} })).not.toContain('SECRET');
  });
});
