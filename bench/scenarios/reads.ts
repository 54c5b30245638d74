// One run read over and over, whole and unchanged, by one plain client and by many, against Koa with one prepared select.
import { freePort } from '../../test/harness/postgres-server.ts';
import { createProgram } from '../../test/harness/program.ts';
import { runPath, wholeInterview } from '../interview.ts';
import { measureLoad, type Load, type LoadOptions } from '../load.ts';
import type { BenchContext, Result, Scenario } from '../scenario.ts';

const countFor = { 1: 3_000, 32: 6_000 };
const crowds = [
  { connections: 1, name: 'one client' },
  { connections: 32, name: '32 connections' },
] as const;
/** Spread over the measurement, so that a machine whose speed drifts is unfair to neither. */
const slices = 4;

export const startBareApi = async ({ system, db }: BenchContext, document: string) => {
  const port = await freePort();
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: system.databaseUrl, PORT: String(port) };
  const program = createProgram({ file: 'bench/bare/api.ts', env, readyWords: 'bare.ready' });
  await db('bare_runs').insert({ id: 'read', body: document }).onConflict('id').merge();
  await program.start();
  return { url: `http://127.0.0.1:${port}/read`, stop: () => program.kill('SIGTERM') };
};

type Kind = { name: string; aim: number; ours: Omit<LoadOptions, Shared>; bare: Omit<LoadOptions, Shared> };
type Shared = 'connections' | 'count';

const meanOf = (loads: readonly Load[], of: (load: Load) => number): number =>
  loads.reduce((sum, load) => sum + of(load), 0) / loads.length;

const together = (loads: readonly Load[]): Load => ({
  perSecond: meanOf(loads, ({ perSecond }) => perSecond),
  medianMs: meanOf(loads, ({ medianMs }) => medianMs),
  p99Ms: meanOf(loads, ({ p99Ms }) => p99Ms),
});

const text = ({ perSecond, medianMs, p99Ms }: Load): string =>
  `${perSecond.toFixed(0)}/s (p50 ${medianMs.toFixed(2)}, p99 ${p99Ms.toFixed(1)} ms)`;

const measureKind = async ({ name, aim, ours, bare }: Kind): Promise<Result[]> => {
  const results: Result[] = [];
  for (const { connections, name: crowd } of crowds) {
    const shared = { connections, count: countFor[connections] / slices };
    const loads: { ours: Load[]; bare: Load[] } = { ours: [], bare: [] };
    for (let slice = 0; slice <= slices; slice += 1) {
      const pair = { ours: await measureLoad({ ...ours, ...shared }), bare: await measureLoad({ ...bare, ...shared }) };
      // The first one warms up.
      if (slice > 0) for (const side of ['ours', 'bare'] as const) loads[side].push(pair[side]);
    }
    const [mine, theirs] = [together(loads.ours), together(loads.bare)];
    const aims =
      connections === 1
        ? `≥ ${aim} of Koa + prepared select of as much`
        : `p99 ≤ 2 times (is ${(mine.p99Ms / theirs.p99Ms).toFixed(2)})`;
    const ratio = mine.perSecond / theirs.perSecond;
    results.push({ name: `read ${name}, ${crowd}`, ours: text(mine), bare: text(theirs), ratio, aim: aims });
  }
  return results;
};

export const readScenario: Scenario = {
  name: 'read',
  run: async (context) => {
    const { system } = context;
    const url = `${system.apiUrl}${runPath(await wholeInterview(system))}`;
    const headers = { 'X-API-Key': system.apiKey };
    const first = await fetch(url, { headers });
    const document = await first.text();
    const bare = await startBareApi(context, document);
    const known = { ...headers, 'If-None-Match': first.headers.get('etag') ?? '' };
    try {
      return [
        ...(await measureKind({
          name: `whole (${Math.round(document.length / 1_000)} kB)`,
          aim: 0.5,
          ours: { url, headers, status: 200 },
          bare: { url: bare.url, status: 200 },
        })),
        ...(await measureKind({
          name: 'unchanged (304)',
          aim: 0.75,
          ours: { url, headers: known, status: 304 },
          bare: { url: bare.url, headers: { 'If-None-Match': '"0"' }, status: 304 },
        })),
      ];
    } finally {
      await bare.stop();
    }
  },
};
