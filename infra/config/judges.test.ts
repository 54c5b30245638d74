// Who reads: the own model, panels of others with keys and prices of their own, and what is refused.
import { describe, expect, test } from 'vitest';
import { outdatedParts } from '../../domain/evaluation/evidence.ts';
import { loadEngineConfig } from '../config.ts';
import { scoringIdentity } from '../models/scoring-identity.ts';
import { pricesOf, readersOf } from './judges.ts';
import { ConfigError } from './read-variables.ts';

const problemsOf = (variables: Record<string, string>): string[] => {
  try {
    loadEngineConfig(variables);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ variable, problem }) => `${variable} ${problem}`);
  }
};

describe('who reads', () => {
  const own = {
    PARLEY_ENGINE: 'openai-compatible',
    PARLEY_MODEL_URL: 'http://127.0.0.1:8080/v1',
    PARLEY_MODEL_NAME: 'small',
    PARLEY_MODEL_KEY: 'own-key',
  };
  const judgesOf = (settings: Record<string, string>) => loadEngineConfig({ ...own, ...settings });
  const keyOf = (judge: unknown) => (judge as { key?: { reveal(): string } }).key?.reveal();

  test('is the own model three times, two of them first', () => {
    const { assessment } = loadEngineConfig({});

    expect(assessment).toEqual({ judges: ['own', 'own', 'own'], readings: 3, firstReadings: 2 });
  });

  test('may be a panel of models of several vendors, each with the key of its own host', () => {
    const { assessment } = judgesOf({
      PARLEY_JUDGES: 'own, larger, anthropic:claude-x, openai-compatible:llama3:8b@https://other.example/v1/',
      PARLEY_JUDGE_KEYS: 'api.anthropic.com=a=b,other.example=c',
      PARLEY_FIRST_READINGS: '9',
    });

    expect(assessment).toMatchObject({ readings: 4, firstReadings: 4 });
    expect(assessment.judges).toMatchObject([
      'own',
      { kind: 'openai-compatible', url: own.PARLEY_MODEL_URL, modelName: 'larger' },
      { kind: 'anthropic', url: undefined, modelName: 'claude-x' },
      { kind: 'openai-compatible', url: 'https://other.example/v1', modelName: 'llama3:8b' },
    ]);
    expect(assessment.judges.map(keyOf)).toEqual([undefined, 'own-key', 'a=b', 'c']);
    expect(readersOf(loadEngineConfig(own).engine, assessment)).toBe(
      'small, larger, claude-x (api.anthropic.com), llama3:8b (other.example)',
    );
  });

  test('of another vendor has the room of the own model, its own address whole, and no words of effort of the other', () => {
    const { assessment } = judgesOf({
      PARLEY_JUDGES: 'openai-compatible:m@https://r.example/openai/deployments/d/chat/completions?api-version=1,larger',
      PARLEY_MODEL_OUTPUT_TOKENS: 'assessor=9000',
      PARLEY_MODEL_REASONING_EFFORT: 'high',
    });

    expect(assessment.judges).toMatchObject([
      {
        url: 'https://r.example/openai/deployments/d',
        query: '?api-version=1',
        jobs: { assessor: { outputTokensMax: 9_000, effort: undefined } },
      },
      { modelName: 'larger', jobs: { assessor: { outputTokensMax: 9_000, effort: 'high' } } },
    ]);
  });

  test('has prices of its own; those of the own model are nobody else’s', () => {
    const priced = { ...own, PARLEY_MODEL_PRICE_IN: '1', PARLEY_MODEL_PRICE_OUT: '2' };
    const settings = { PARLEY_JUDGES: 'own,larger,a=b/c', PARLEY_JUDGE_PRICES: 'larger=3/15/0.3, a=b/c=7/8' };
    const read = (more: Record<string, string>) => {
      const { engine, assessment } = loadEngineConfig({ ...priced, ...more });
      if (engine.kind === 'offline') throw new Error('no model');
      return { judges: assessment.judges, prices: pricesOf(engine, assessment) };
    };
    const of = (priceInPerMillion: number, priceOutPerMillion: number) => ({ priceInPerMillion, priceOutPerMillion });

    expect(read(settings).judges).toMatchObject([
      'own',
      { ...of(3, 15), priceCachedPerMillion: 0.3 },
      { ...of(7, 8), priceCachedPerMillion: 7 },
    ]);
    expect(read(settings).prices).toEqual({ own: of(1, 2), readings: [of(1, 2), of(3, 15), of(7, 8)] });
    expect(read({ PARLEY_JUDGES: 'own,larger' })).toMatchObject({
      judges: ['own', { priceInPerMillion: undefined, priceOutPerMillion: undefined }],
      prices: null,
    });
  });

  test('is part of what an evaluation is about: how many, how many at first, and how much they think', () => {
    const about = (more: Record<string, string>) => {
      const { engine, assessment } = loadEngineConfig({ ...own, ...more });
      return scoringIdentity(engine, assessment);
    };
    const all = [
      {},
      { PARLEY_JUDGES: 'own,own' },
      { PARLEY_FIRST_READINGS: '3' },
      { PARLEY_MODEL_REASONING_EFFORT: 'assessor=high' },
      { PARLEY_JUDGES: 'own,own,larger' },
      { PARLEY_JUDGES: 'own,larger,own' },
    ].map(about);

    expect(all[0]).toMatchObject({ model: 'small', readings: '3, 2 at first, temperature 0.2, seeds and orders 2' });
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(all.length);
    expect(about({ PARLEY_MODEL_REASONING_EFFORT: 'planner=high' })).toEqual(all[0]);
    expect(about({ PARLEY_ENGINE: 'offline', PARLEY_FIRST_READINGS: '3' }).readings).toBeNull();
    const named = { ...(all[0] ?? about({})), report: 'a' };
    expect(all.map((now) => outdatedParts(named, now))).toEqual([
      [],
      ['readings'],
      ['readings'],
      ['readings'],
      ['model'],
      ['model'],
    ]);
    expect(outdatedParts({ ...named, readings: null }, named)).toEqual(['readings']);
  });

  test('never gets a key of another host', () => {
    expect(
      judgesOf({ PARLEY_JUDGES: 'openai-compatible:m@http://127.0.0.1:9/v1' }).assessment.judges.map(keyOf),
    ).toEqual([undefined]);
  });

  test.each([
    [{ PARLEY_JUDGES: 'anthropic:claude-x' }, 'PARLEY_JUDGES names "claude-x", for which there is no key'],
    [{ PARLEY_JUDGES: 'own,,own' }, 'PARLEY_JUDGES must be 1 to 9'],
    [{ PARLEY_JUDGES: 'own,'.repeat(9) + 'own' }, 'PARLEY_JUDGES must be 1 to 9'],
    [{ PARLEY_JUDGES: 'm@ftp://x' }, 'PARLEY_JUDGES must be 1 to 9'],
    [{ PARLEY_JUDGES: 'm@https://user:secret@x' }, 'PARLEY_JUDGES must be 1 to 9'],
    [{ PARLEY_JUDGE_KEYS: 'api.anthropic.com' }, 'PARLEY_JUDGE_KEYS must be 1 to 9'],
    [{ PARLEY_JUDGES: 'own,gpt', PARLEY_JUDGE_PRICES: 'gpt=1' }, 'PARLEY_JUDGE_PRICES must be 1 to 9'],
    [{ PARLEY_JUDGES: 'own,gpt', PARLEY_JUDGE_PRICES: 'gpt=1/-2' }, 'PARLEY_JUDGE_PRICES must be 1 to 9'],
    [
      { PARLEY_JUDGES: 'own,gpt', PARLEY_JUDGE_PRICES: 'gtp=1/2' },
      'PARLEY_JUDGE_PRICES names "gtp", which PARLEY_JUDGES',
    ],
    [{ PARLEY_FIRST_READINGS: '1' }, 'PARLEY_FIRST_READINGS must be a whole number from 2 to 9'],
  ])('is refused as %j', (settings, problem) => {
    expect(problemsOf({ ...own, ...settings })).toEqual([expect.stringContaining(problem)]);
  });

  test('cannot be a model beside the rules of offline', () => {
    expect(problemsOf({ PARLEY_JUDGES: 'own,gpt' })).toEqual([
      'PARLEY_JUDGES names models beside PARLEY_ENGINE=offline',
    ]);
  });
});
