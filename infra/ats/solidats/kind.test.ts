// What SolidATS is told, member by member, and what it is never told.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OpenConnection } from '../../../domain/connections/connection.ts';
import type { Report, Result } from '../../../domain/orders/result.ts';
import type { Telling } from '../../../domain/ports/ats.ts';
import { solidatsConfigSchema } from './config.ts';
import { solidatsKind } from './kind.ts';

const { adapter } = solidatsKind;

const report: Report = {
  summary: 'Runs services on Kubernetes.',
  strengths: ['Measures before changing'],
  concerns: [],
  competencies: [
    {
      id: 'c1',
      name: 'Kubernetes',
      status: 'SCORED',
      score: 4,
      weight: 60,
      required: true,
      minimumScore: 3,
      rationale: 'Two concrete incidents.',
      meetsLevel: 'Meets level 4: Acts alone.',
      forNextLevel: null,
      evidence: [{ turn: 1, start: 3, end: 9, quote: 'WORDS OF THE CANDIDATE' }],
    },
  ],
  skills: [],
  transcript: [{ turn: 1, role: 'candidate', text: 'WORDS OF THE CANDIDATE', at: null }],
  recordingUrl: null,
};

const complete: Result = {
  status: 'complete',
  words: 'complete',
  advisory: false,
  startedAt: 1,
  completedAt: 2,
  decidedAt: 3,
  score: 81.5,
  verdict: 'HIRE',
  engine: 'offline',
  outcome: 'ASSESSMENT_APPROVED',
  humanFollowUp: false,
};
const optedOut: Result = {
  ...complete,
  status: 'ended',
  words: 'opted out: please arrange a phone screen',
  score: null,
  verdict: null,
  engine: null,
  outcome: 'OPTED_OUT',
  humanFollowUp: true,
};

const config = { appId: 'app_7', position: 'SRE' };
const request = { candidate_id: ' c 1 ', pipeline_step_id: 's1', call_secret: '\u00e9e\u0301', job: { prompt: 'x' } };

const telling = (change: Partial<Telling> = {}, settings: Record<string, unknown> = {}): Telling => {
  const connection: OpenConnection = {
    id: 'con_1',
    kind: 'solidats',
    status: 'active',
    tenantId: 'ten_1',
    name: 'SolidATS',
    config: { ...config, ...settings },
    credentials: { apiKey: 'key-1' },
    previousCredentials: null,
  };
  return {
    event: 'interview.assessment_approved',
    order: {
      id: 'ord_1',
      tenantId: 'ten_1',
      runId: 'run_1',
      face: 'solidats',
      connectionId: 'con_1',
      callbackUrl: null,
      vendorKeys: {},
      createdAt: 0,
    },
    secret: { request },
    result: complete,
    report,
    resultUrl: 'https://parley.example/results/t',
    connection,
    toldBefore: false,
    timestamp: Date.UTC(2026, 10, 26),
    ...change,
  };
};

const told = (...args: Parameters<typeof telling>) => {
  const call = adapter.compose(telling(...args));
  if ('skip' in call) throw new Error(call.skip);
  return { ...call, body: JSON.parse(call.body ?? '') as Record<string, unknown> };
};

describe('the callback of a scored interview', () => {
  it('goes to SolidATS with key and app id, or where the connection says', () => {
    expect(told()).toMatchObject({
      method: 'POST',
      url: 'https://api.solidats.com/webhook/app-callback',
      headers: { authorization: 'Bearer key-1', 'x-solidats-app-id': 'app_7' },
    });
    expect(told({}, { callbackUrl: 'https://eu.solidats.example/cb' }).url).toBe('https://eu.solidats.example/cb');
  });

  it('repeats the three members exactly as received, numbers as numbers, and `v` where it was sent', () => {
    const odd = { candidate_id: 7, pipeline_step_id: '\u00a0s\n', call_secret: 'x'.repeat(5_000), v: '1' };

    expect(told().body).toMatchObject({ candidate_id: ' c 1 ', pipeline_step_id: 's1', call_secret: '\u00e9e\u0301' });
    expect(told().body).not.toHaveProperty('v');
    expect(told({ secret: { request: odd } }).body).toMatchObject(odd);
  });

  it('says the overall score, and why, without a word of the candidate', () => {
    const { body } = told();

    expect(body).toMatchObject({
      rating: 81.5,
      app_id: 'app_7',
      status: 'complete',
      comment: 'Runs services on Kubernetes.',
      created_at: '2026-11-26T00:00:00.000Z',
      context: {
        verdict: 'HIRE',
        advisory: false,
        engine: 'offline',
        links: { result: 'https://parley.example/results/t' },
        competencies: [{ name: 'Kubernetes', score: 4, score_max: 5, evidence: [{ turn: 1, start: 3, end: 9 }] }],
      },
    });
    expect(JSON.stringify(body)).not.toContain('WORDS OF THE CANDIDATE');
  });

  it('marks advice as such', () => {
    const { body } = told({ result: { ...complete, advisory: true } });

    expect(body).toMatchObject({ context: { advisory: true }, comment: expect.stringContaining('not a decision') });
  });
});

describe('an interview without a score', () => {
  const noTotal: Result = { ...complete, score: null };

  it.each([
    ['ended', optedOut],
    ['complete without a total', noTotal],
  ])('%s: silent unless the connection has a number for it', (_, result) => {
    const is = { result, report: null };

    expect(adapter.compose(telling(is))).toEqual({ skip: 'on_failure_silent' });
    expect(adapter.compose(telling(is, { onFailure: 'silent' }))).toEqual({ skip: 'on_failure_silent' });
    expect(told(is, { onFailure: { rating: 0 } }).body).toMatchObject({ rating: 0, call_secret: request.call_secret });
  });

  it('says in plain words why, and that the number is none of ours', () => {
    expect(told({ result: optedOut, report: null }, { onFailure: { rating: 10 } }).body).toMatchObject({
      rating: 10,
      status: 'failed',
      failure_details: 'opted out: please arrange a phone screen',
      comment: expect.stringContaining('the number that is set for such interviews'),
    });
  });
});

it.each(['waiting', 'invited', 'in_progress', 'in_review'] as const)('nothing is told while it is %s', (status) => {
  expect(adapter.compose(telling({ result: { ...complete, status } }, { onFailure: { rating: 0 } }))).toEqual({
    skip: 'not_complete',
  });
});

it('what was taken is not told again after another event', () => {
  expect(adapter.compose(telling({ toldBefore: true }))).toEqual({ skip: 'told_before' });
});

describe('the settings', () => {
  const paths = (settings: Record<string, unknown>): string[] =>
    (solidatsConfigSchema.safeParse(settings).error?.issues ?? []).map(({ path }) => `/${path.join('/')}`);

  it.each([
    [{ ...config }, []],
    [{ appId: 'a', templateId: 'tpl_1' }, []],
    [{ appId: 'a' }, ['/position']],
    [{ ...config, appId: 'a\r\nX: y' }, ['/appId']],
    [{ ...config, contactPath: 'application_form/email' }, ['/contactPath']],
    [{ ...config, contactPath: '/a~2b' }, ['/contactPath']],
    [{ ...config, contactPath: '/a~1b/~0/0' }, []],
    [{ ...config, recruiterEmail: 'nobody' }, ['/recruiterEmail']],
    [{ ...config, onFailure: { rating: 101 } }, ['/onFailure/rating']],
    [{ ...config, callbackUrl: 'ftp://x' }, ['/callbackUrl']],
    [{ ...config, level: 'EXPERT' }, ['/level']],
  ])('%j: wrong at %j', (settings, wrong) => {
    expect(paths(settings)).toEqual(wrong);
  });

  it('are published as JSON Schema with a title and a description for every one', () => {
    const { properties = {} } = z.toJSONSchema(solidatsConfigSchema, { io: 'input' });

    expect(Object.keys(properties).toSorted()).toEqual(Object.keys(solidatsConfigSchema.shape).toSorted());
    for (const field of Object.values(properties))
      expect(field).toMatchObject({ title: expect.any(String), description: expect.any(String) });
  });
});
