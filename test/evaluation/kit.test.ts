import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { expandSet } from '../../domain/evaluation/expand-set.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { offlineStamp } from '../../engines/offline/stamp.ts';
import { evaluate, type EvaluationDeps, type EvaluationRequest } from '../../evaluation/evaluate.ts';
import { loadSet } from '../../evaluation/load-set.ts';
import { readOptions } from '../../evaluation/options.ts';
import type { Report } from '../../evaluation/report.ts';
import type { Estimate } from '../../evaluation/estimate.ts';
import { offlineEngines } from '../../infra/models/engines.ts';
import { ModelError } from '../../infra/models/model-error.ts';
import { sha256 } from '../../infra/system.ts';
import { personaEngines, personas, type Persona } from './personas.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-evaluation-'));
afterAll(() => rmSync(folder, { recursive: true }));

const some = 'general/ward-nurse,warehouse-lead';
const set = loadSet(some);
const interviews = expandSet(set, sha256);

const noUsage = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 };
const request = { set: some, repeats: 1, importPath: null, budgetMicros: null };
const depsOf = (engines: EvaluationDeps['engines'], more: Partial<EvaluationDeps> = {}): EvaluationDeps => ({
  engines,
  stamp: { engine: 'openai-compatible', model: 'scripted', promptHash: 'p' },
  numbers: { readings: 3, firstReadings: 2 },
  rulesHash: 'r',
  readings: '3, 2 at first',
  places: '',
  prices: null,
  now: () => 0,
  signal: new AbortController().signal,
  atOnce: 2,
  confirm: () => Promise.resolve(true),
  onProgress: () => undefined,
  ...more,
});

const start = async (persona: Persona, out: string, more: Partial<EvaluationRequest & EvaluationDeps> = {}) => {
  const { engines, calls } = personaEngines(persona, interviews, set.head.injections);
  const report = evaluate({ ...request, ...more, out: join(folder, out) }, depsOf(await engines, more));
  return { report, calls };
};

const run = async (...args: Parameters<typeof start>): Promise<Report> => {
  const report = await (await start(...args)).report;
  if (report === null) throw new Error('nobody wanted it');
  return report;
};

const missed = ({ expectations }: Report): string[] =>
  expectations.filter(({ met }) => met === false).map(({ name }) => name);

const keysIn = (out: string): string[] =>
  readFileSync(join(folder, out, 'calls.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { key: string }).key);

describe('a model that answers from the written truth', () => {
  it('reaches every expectation, and a second start asks it nothing', async () => {
    const first = await run(personas.truthful, 'truthful', { repeats: 2 });
    const { report, calls } = await start(personas.truthful, 'truthful', { repeats: 2 });

    expect(missed(first)).toEqual([]);
    expect(first.expectations.filter(({ met }) => met === null)).toEqual([]);
    expect(first.measures.agreement.whole).toMatchObject({ qwk: 1, exact: 1, bias: 0 });
    expect(first.measures.retest).toMatchObject({ repeats: 2, identical: 1, icc: expect.closeTo(1, 9) });
    expect(first.measures.ladder).toMatchObject({ steps: 12, hits: 12 });
    expect(first.measures.chat).toMatchObject({ answered: { hits: 2, count: 2 }, madeUp: { hits: 0, count: 2 } });
    expect(await report).toEqual(first);
    expect(calls.count).toBe(0);
  });

  it('has a report that is named by its hash, and a page beside it without a script or a word of an answer', async () => {
    const { hash, ...rest } = await run(personas.truthful, 'truthful', { repeats: 2 });
    const page = readFileSync(join(folder, 'truthful', 'report.html'), 'utf8');
    const json = readFileSync(join(folder, 'truthful', 'report.json'), 'utf8');

    expect(sha256(canonicalJson(rest))).toBe(hash);
    expect(JSON.parse(json)).toEqual({ hash, ...rest });
    expect(page).toContain(hash);
    expect(page.match(/<svg /gu)?.length).toBe(4);
    expect(page).not.toMatch(/<script|https?:/u);
    for (const { answer } of interviews.flatMap(({ turns }) => turns))
      if (answer !== null) for (const text of [page, json]) expect(text).not.toContain(answer.slice(0, 40));
  });
});

describe('a model that goes wrong is caught by the measure of its fault:', () => {
  it('one that does what answers order, by its lift', async () => {
    const report = await run(personas.gullible, 'gullible');

    expect(missed(report)).toContain('Lift by injected instructions');
    expect(missed(report).filter((name) => !name.startsWith('Lift'))).toEqual([]);
  });

  it('one that is two levels too strict, by its lean and its agreement', async () => {
    const report = await run(personas.harsh, 'harsh');

    expect(missed(report)).toEqual(expect.arrayContaining(['Lean (found minus written)', 'At most one level off']));
    expect(report.measures.agreement.whole.bias).toBeLessThan(-1);
  });

  it('one that gives everybody a three, by its agreement, the ladder and what it cannot leave unscored', async () => {
    const report = await run(personas.lazy, 'lazy');

    expect(missed(report)).toEqual(
      expect.arrayContaining([
        'Agreement with the written level (QWK)',
        'Ladder steps in the right order',
        'Unscoreable answers not scored',
      ]),
    );
    expect(report.measures.ladder.tied).toBeGreaterThan(0);
  });

  it('one that writes broken answers and quotes what was not said, by its usable answers and what is left unscored', async () => {
    const report = await run(personas.garbled, 'garbled');

    expect(missed(report)).toEqual(
      expect.arrayContaining([
        'Usable answers of the worst job',
        'Quotes that stand in no answer',
        'Scoreable answers left without a score',
      ]),
    );
    expect(report.measures.calls.find(({ job }) => job === 'judge')?.codes['model.invalid_output']).toBeGreaterThan(10);
  });
});

describe('deliberately gullible readers beside an honest model', () => {
  it('move a score by one step at most where one of three is, and all of them only where no order is cited', async () => {
    const { injection } = (await run(personas.truthful, 'truthful', { repeats: 2 })).measures;
    const of = (readers: string) => injection.find((one) => one.readers === readers);

    expect(of('as they are')).toMatchObject({ mean: 0, lifted: { hits: 0 } });
    expect(of('one gullible')?.largest).toBeLessThanOrEqual(1);
    expect(of('all gullible')?.mean).toBeGreaterThan(1);
    expect(of('all gullible, citing the order')).toMatchObject({ lifted: { hits: 0 } });
  });
});

describe('an evaluation', () => {
  it('on the rules of the offline engine needs no network and gives the same report again', async () => {
    const small = { set: 'general/ward-nurse', stamp: offlineStamp };
    const offline = async (out: string) =>
      evaluate({ ...request, ...small, out: join(folder, out) }, depsOf(offlineEngines, small));
    const [one, other] = [await offline('offline-1'), await offline('offline-2')];

    expect(one?.measures.counts).toMatchObject({ interviews: 16, failed: { hits: 0 } });
    expect(other).toEqual(one);
    expect(one?.measures.retest.repeats).toBe(0);
  });

  it('says beforehand what it may cost, and asks nothing where nobody agrees', async () => {
    const told: Estimate[] = [];
    const { report, calls } = await start(personas.truthful, 'refused', {
      confirm: (estimate) => Promise.resolve(told.push(estimate) === 0),
    });

    expect(await report).toBeNull();
    expect(calls.count).toBe(0);
    const spent = keysIn('lazy').length - 4 * set.occupations.length;
    expect(told[0]).toMatchObject({ assessments: interviews.length, kept: 0 });
    expect(told[0]?.calls).toBeGreaterThanOrEqual(spent);
    expect(told[0]?.calls).toBeLessThan(spent * 1.6);
    expect(told[0]?.inputTokens).toBeGreaterThan(1_000 * spent);
  });

  it('says what the other jobs will cost too, each reader at its own price', async () => {
    const told: Estimate[] = [];
    const [free, dear] = [
      { priceInPerMillion: 0, priceOutPerMillion: 0 },
      { priceInPerMillion: 1, priceOutPerMillion: 2 },
    ];
    for (const prices of [
      { own: dear, readings: [free, free, free] },
      { own: free, readings: [free, free, dear] },
      { own: free, readings: [dear, dear, dear] },
    ])
      await (
        await start(personas.truthful, 'priced', {
          prices,
          confirm: (estimate) => Promise.resolve(told.push(estimate) === 0),
        })
      ).report;
    const [others, third, all] = told.map(({ costMicros }) => costMicros ?? Number.NaN);

    expect(told[0]).toMatchObject({ otherCalls: 4 * set.occupations.length });
    // A plan is longer than all the rest: 3,000 tokens out.
    expect(others).toBeGreaterThan(set.occupations.length * 2 * 3_000);
    expect(third).toBeGreaterThan(0);
    expect(third).toBeLessThan((all ?? 0) / 2);
    expect(told[0]?.inputTokens).toBe(told[2]?.inputTokens);
  });

  it('asks again with other seeds, so that steadiness is not that of a repeated draw', async () => {
    const { report, calls } = await start(personas.truthful, 'seeds', { set: 'general/ward-nurse', repeats: 3 });
    await report;
    const ofRepeat = (repeat: number): number[] =>
      calls.seeds.filter((seed) => Math.floor(seed / 100_000) === repeat).map((seed) => seed % 100_000);
    const written = interviews.filter(({ kind, occupation }) => kind === 'written' && occupation === 'ward-nurse');

    expect(ofRepeat(1).length).toBeGreaterThan(written.length);
    expect(ofRepeat(2).toSorted((a, b) => a - b)).toEqual(ofRepeat(1).toSorted((a, b) => a - b));
    expect(ofRepeat(0).length + 2 * ofRepeat(1).length).toBe(calls.seeds.length);
  });

  it('goes on with its own readings alone: another number, drawing or address of them is another evaluation', async () => {
    const small = { set: 'general/ward-nurse' };
    const how = '5, 2 at first';
    const first = await run(personas.truthful, 'how', { ...small, readings: how });

    expect(first.subject).toMatchObject({ how, readings: 3, firstReadings: 2 });
    for (const other of [
      { readings: '5, 3 at first' },
      { places: 'http://127.0.0.1:8/v1' },
      { numbers: { readings: 5, firstReadings: 2 } },
      { numbers: { readings: 3, firstReadings: 3 } },
    ])
      await expect(run(personas.truthful, 'how', { ...small, readings: how, ...other })).rejects.toThrow('--out');
    expect(await run(personas.truthful, 'how', { ...small, readings: how })).toEqual(first);
  });

  it.each(['model.timeout', 'model.output_too_small'] as const)(
    'of a model that comes to nothing but %s ends with a report that says so',
    async (code) => {
      const { engines } = personaEngines(personas.truthful, interviews, set.head.injections);
      const honest = await engines;
      const asked = { count: 0 };
      const fails = () => {
        asked.count += 1;
        return Promise.reject(new ModelError(code, { stamp: { engine: 'e', promptHash: 'p' }, usage: noUsage }));
      };
      const small = { ...request, set: 'general/ward-nurse', out: join(folder, code) };
      const failing = { ...honest, assessor: { ...honest.assessor, judge: fails } };
      const report = await evaluate(small, depsOf(failing, { atOnce: 1, parallelMax: 1 }));
      const judged = report?.measures.calls.find(({ job }) => job === 'judge');

      expect(report?.measures.counts.failed).toMatchObject({ share: 1 });
      expect(judged?.codes).toEqual({ [code]: judged?.usable.count });
      expect(judged?.usable.hits).toBe(0);
      // A late answer may be chance: it is asked for once more.
      expect(asked.count).toBe((judged?.usable.count ?? 0) * (code === 'model.timeout' ? 2 : 1));
    },
  );

  it('stops when its budget is spent, and goes on from there with a larger one', async () => {
    // A call costs 1,000 × 1 + 200 × 4 millionths.
    const poor = await start(personas.truthful, 'budget', { budgetMicros: 18_000 });
    await expect(poor.report).rejects.toThrow(/budget is spent.*kept/su);
    expect(poor.calls.count).toBeGreaterThanOrEqual(10);
    expect(poor.calls.count).toBeLessThanOrEqual(10 + 8);

    const rich = await start(personas.truthful, 'budget');
    await rich.report;
    const keys = keysIn('budget');

    expect(new Set(keys).size).toBe(keys.length);
    expect(poor.calls.count + rich.calls.count).toBe(keys.length);
  });

  it('takes a line that a crash tore for none, and readings of something else for another evaluation’s', async () => {
    await run(personas.truthful, 'torn', { set: 'general/ward-nurse' });
    const path = join(folder, 'torn', 'calls.jsonl');
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    rmSync(path);
    appendFileSync(path, `${lines.slice(0, -1).join('\n')}\n${lines.at(-1)?.slice(0, 40)}`);
    const again = await start(personas.truthful, 'torn', { set: 'general/ward-nurse' });
    await again.report;

    expect(again.calls.count).toBe(1);
    await expect(run(personas.truthful, 'torn', { set: 'general/ward-nurse', rulesHash: 'other' })).rejects.toThrow(
      '--out',
    );
  });
});

const model = {
  PARLEY_ENGINE: 'openai-compatible',
  PARLEY_MODEL_URL: 'http://127.0.0.1:9/v1',
  PARLEY_MODEL_NAME: 'a/b-7b',
};

const program = (args: readonly string[], env: Record<string, string> = {}) =>
  spawn(process.execPath, [resolve('evaluation/main.ts'), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const finished = async (child: ReturnType<typeof program>): Promise<{ code: number | null; said: string }> => {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
};

describe('the command', () => {
  it('that is killed in the middle goes on from there and asks nothing twice', async () => {
    const args = ['--set', 'general/ward-nurse', '--repeat', '2', '--out', join(folder, 'killed')];
    const child = program(args);
    await vi.waitFor(() => expect(keysIn('killed').length).toBeGreaterThan(5), { timeout: 20_000, interval: 5 });
    child.kill('SIGKILL');
    await once(child, 'close');
    const before = readFileSync(join(folder, 'killed', 'calls.jsonl'), 'utf8').split('\n').length - 1;
    expect(existsSync(join(folder, 'killed', 'report.json'))).toBe(false);
    const { code, said } = await finished(program(args));
    const keys = keysIn('killed');

    expect(code).toBe(0);
    expect(said).toMatch(/([1-9]\d*) are there already/u);
    expect(said).toContain('tenant settings <tenantId> --set');
    expect(keys.length).toBeGreaterThan(before);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('asks before it spends, and where nobody can be asked wants to hear yes', async () => {
    const { code, said } = await finished(
      program(['--set', 'general/ward-nurse', '--out', join(folder, 'refusals')], model),
    );

    expect(code).toBe(1);
    expect(said).toMatch(/at most \d+ readings to ask for.*tokens in.*Nobody to ask: say --yes\./su);
    expect(said).not.toContain('    at ');
  });

  it.each([
    ['a budget without prices', ['--budget', '1'], '--budget needs PARLEY_MODEL_PRICE_IN'],
    ['a budget that is no amount', ['--budget', '-1'], '--budget'],
    ['an unknown argument', ['--sets', 'x'], '--help'],
    ['an impossible number', ['--repeat', '0'], '--repeat is a whole number'],
    ['no call at all', ['--at-once', '0'], '--at-once is a whole number'],
    ['a judge that is none', ['--judges', 'own,,'], 'PARLEY_JUDGES'],
  ])('refuses %s', (_name, args, expected) => {
    expect(() => readOptions(args, model)).toThrow(expected);
  });

  it('keeps what it measures under the name of what it measures', () => {
    const { request, engine, assessment } = readOptions(
      ['--set', 'general/ward-nurse', '--judges', '5', '--budget', '2.5'],
      {
        ...model,
        PARLEY_MODEL_PRICE_IN: '1',
        PARLEY_MODEL_PRICE_OUT: '2',
      },
    );

    expect(request).toEqual({
      set: 'general/ward-nurse',
      repeats: 3,
      importPath: null,
      out: '.parley/evaluation/general_ward-nurse-a_b-7b',
      budgetMicros: 2_500_000,
    });
    expect([engine.kind, assessment.readings]).toEqual(['openai-compatible', 5]);
  });
});
