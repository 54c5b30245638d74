import { describe, expect, it } from 'vitest';
import type { Report, Result } from '../../../domain/orders/result.ts';
import type { AtsRequest, NotTold, Telling } from '../../../domain/ports/ats.ts';
import { greenhouseKind } from './kind.ts';

const { adapter, configSchema, credentialsSchema } = greenhouseKind;

const complete: Result = {
  status: 'complete',
  words: 'complete',
  advisory: false,
  startedAt: Date.parse('2026-05-21T10:00:00.000Z'),
  completedAt: Date.parse('2026-05-21T12:30:00.000Z'),
  decidedAt: Date.parse('2026-05-22T08:00:00.000Z'),
  score: 82,
  verdict: 'HIRE',
  engine: 'anthropic',
  outcome: 'ASSESSMENT_APPROVED',
  humanFollowUp: false,
};
const ended: Result = {
  ...complete,
  status: 'ended',
  words: 'opted out: please arrange a phone screen',
  completedAt: null,
  decidedAt: null,
  score: null,
  verdict: null,
  outcome: 'OPTED_OUT',
};

const report: Report = {
  summary: 'Enough evidence.',
  strengths: ['Acts under pressure'],
  concerns: [],
  competencies: [
    {
      id: 'c1',
      name: 'Incident response',
      status: 'SCORED',
      score: 4,
      weight: 60,
      required: true,
      minimumScore: 3,
      rationale: 'Acted and wrote it down.',
      meetsLevel: 'Meets level 4: Acts alone.',
      forNextLevel: null,
      evidence: [{ turn: 1, start: 0, end: 9, quote: 'I moved it' }],
    },
  ],
  skills: [],
  transcript: [{ turn: 1, role: 'candidate', text: 'I moved it', at: Date.parse('2026-05-21T10:05:00.000Z') }],
  recordingUrl: null,
};

type Wish = { sentBy?: true; variant?: string; resultDetail?: string; result?: Result } & Partial<Telling>;

const tellingOf = ({ sentBy, variant, resultDetail, result = complete, ...rest }: Wish): Telling => ({
  event: 'interview.assessment_approved',
  order: {
    id: 'ord_1',
    tenantId: 'tnt_1',
    runId: 'run_1',
    face: 'greenhouse',
    connectionId: 'con_1',
    callbackUrl: 'https://app.greenhouse.io/integrations/testing_partners/take_home_tests/12345',
    vendorKeys: { partner_test_id: 'x', variant: sentBy === true ? 'mariohr' : 'greenhouse' },
    createdAt: 0,
  },
  secret: { sent_by: 'recruiter@company.com', phone_number: '+49 30 1234' },
  result,
  report,
  resultUrl: 'https://parley.example/result/abc',
  connection: {
    id: 'con_1',
    kind: 'greenhouse',
    status: 'active',
    tenantId: 'tnt_1',
    name: 'Greenhouse',
    config: { ...(variant !== undefined && { variant }), ...(resultDetail !== undefined && { resultDetail }) },
    credentials: { apiKey: 'customers-own' },
    previousCredentials: null,
  },
  toldBefore: false,
  timestamp: 1,
  ...rest,
});

const composed = (wish: Wish): AtsRequest | NotTold => adapter.compose(tellingOf(wish));
const bodyOf = (wish: Wish): Record<string, unknown> => {
  const request = composed(wish);
  if ('skip' in request || request.body === null) throw new Error('nothing is said');
  return JSON.parse(request.body) as Record<string, unknown>;
};
const authorization = `Basic ${Buffer.from('customers-own:').toString('base64')}`;

describe('Greenhouse', () => {
  it('is told that a test is complete by an empty PATCH with the customer’s credential', () => {
    expect(composed({})).toEqual({
      method: 'PATCH',
      url: 'https://app.greenhouse.io/integrations/testing_partners/take_home_tests/12345',
      headers: { authorization },
      body: null,
    });
  });

  it('is told nothing before there is a result, and nothing where there will be none', () => {
    for (const status of ['waiting', 'invited', 'in_progress', 'in_review', 'ended'] as const)
      expect(composed({ result: { ...ended, status } })).toEqual({ skip: 'not_complete' });
    expect(adapter.wantsReport(tellingOf({}))).toBe(false);
  });
});

describe('MarioHR’s variant', () => {
  it('is told the whole result in the call', () => {
    expect(composed({ variant: 'mariohr' })).toMatchObject({
      method: 'PATCH',
      headers: { authorization, 'content-type': 'application/json; charset=utf-8' },
    });
    const body = bodyOf({ variant: 'mariohr' });
    expect(Object.keys(body)).toEqual(['partner_status', 'partner_profile_url', 'partner_score', 'metadata', 'report']);
    expect(body).toMatchObject({
      partner_status: 'complete',
      partner_profile_url: 'https://parley.example/result/abc',
      partner_score: 82,
      metadata: {
        'Started At': '2026-05-21T10:00:00.000Z',
        'Completed At': '2026-05-21T12:30:00.000Z',
        'Final Total': '82/100',
      },
      report: {
        summary: 'Enough evidence.',
        advisory: false,
        scores: [{ competency: 'Incident response', score: 4, evidence: [{ turn: 1, quote: 'I moved it' }] }],
        transcript: [{ turn: 1, role: 'candidate', text: 'I moved it', at: '2026-05-21T10:05:00.000Z' }],
      },
    });
    expect(JSON.stringify(body)).not.toMatch(/recruiter@|1234|customers-own/);
  });

  it('is meant by the connection, and where that says nothing by who sent it', () => {
    const isRich = (wish: Wish): boolean => adapter.wantsReport(tellingOf(wish));

    expect(isRich({ sentBy: true })).toBe(true);
    expect(isRich({ sentBy: true, connection: null })).toBe(true);
    expect(isRich({ sentBy: true, variant: 'greenhouse' })).toBe(false);
    expect(isRich({ connection: null })).toBe(false);
  });

  it('is told in plain words why there will be no result', () => {
    expect(bodyOf({ sentBy: true, result: ended, report: null, resultUrl: null })).toEqual({
      partner_status: 'opted out: please arrange a phone screen',
      partner_profile_url: null,
      partner_score: null,
      metadata: { 'Started At': '2026-05-21T10:00:00.000Z' },
    });
    expect(composed({ sentBy: true, result: { ...complete, status: 'in_review' } })).toEqual({ skip: 'not_complete' });
  });

  it('has an address of a recording once there is one, and the words of nobody where the connection says so', () => {
    const recordingUrl = 'https://parley.example/recordings/1';
    expect(bodyOf({ sentBy: true, report: { ...report, recordingUrl } })).toMatchObject({
      recording_url: recordingUrl,
    });
    expect(JSON.stringify(bodyOf({ sentBy: true, resultDetail: 'summary' }))).not.toMatch(/I moved it|transcript/);
  });

  it('is told without a credential over a key of no connection', () => {
    expect(composed({ sentBy: true, connection: null })).toMatchObject({
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
  });
});

describe('what happened since an event', () => {
  it('is told once: by the verdict, not by the assessment before it, and by the end of an interview', () => {
    const pending = { event: 'interview.assessment_pending' } as const;
    const scored: Result = { ...complete, advisory: true, decidedAt: null, outcome: null };
    const withdrawn = { event: 'interview.consent_withdrawn', sentBy: true, report: null } as const;

    expect(composed(pending)).toEqual({ skip: 'told_otherwise' });
    expect(composed({ ...pending, result: scored })).toMatchObject({ method: 'PATCH' });
    expect(composed({ ...withdrawn, result: ended })).toEqual({ skip: 'told_otherwise' });
    expect(composed({ ...withdrawn, result: { ...ended, outcome: 'ASSESSMENT_APPROVED' } })).toMatchObject({
      method: 'PATCH',
    });
  });
});

describe('what is only advice', () => {
  const metadataOf = (changes: Partial<Result>) =>
    bodyOf({ sentBy: true, result: { ...complete, ...changes } })['metadata'];

  it('says why', () => {
    expect(metadataOf({ advisory: true, decidedAt: null })).toMatchObject({
      Advisory: 'not yet confirmed by a person',
    });
    expect(metadataOf({ advisory: true })).toMatchObject({ Advisory: 'scored by rules that are for trying out' });
    expect(metadataOf({ score: null })).not.toHaveProperty('Final Total');
    expect(metadataOf({ score: 82.5 })).toMatchObject({ 'Final Total': '82.5/100' });
  });
});

describe('the settings of a connection', () => {
  it('take a credential that fits into a user name, and no other words', () => {
    for (const apiKey of ['', 'a:b', 'a b', 'ü', 'x'.repeat(501), 'a\n'])
      expect(credentialsSchema.safeParse({ apiKey }).success).toBe(false);
    expect(credentialsSchema.safeParse({ apiKey: 'k-_.~+/=!' }).success).toBe(true);
    expect(configSchema.safeParse({}).success).toBe(true);
    expect(configSchema.safeParse({ variant: 'lever' }).success).toBe(false);
    expect(configSchema.safeParse({ other: 1 }).success).toBe(false);
  });
});
