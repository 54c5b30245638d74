// Texts made to be slow, fired while ten candidates answer and an ATS polls: how long anybody else waits, beside a bare server
// that is asked at the same time, since the machine makes everybody wait.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  answer,
  answerText,
  beginConversation,
  callApi,
  createInterview,
  runPath,
  untilState,
  type Question,
  type Room,
} from '../interview.ts';
import { timed } from '../measure.ts';
import type { BenchContext, BenchSystem, Result, Scenario } from '../scenario.ts';
import { startBareApi } from './reads.ts';

const candidates = 10;
const attackers = 4;
const attackPauseMs = 200;
const answerPauseMs = 500;
const pollPauseMs = 100;
const healthPauseMs = 20;

/** Milliseconds; `refused` are the candidates' requests that were. */
type Waits = {
  health: number[];
  bare: number[];
  answers: number[];
  polls: number[];
  delays: number[];
  refused: string[];
};

/** Ends when the row's time is up. */
type Until = { over(): boolean };
type Attack = (system: BenchSystem, until: Until) => Promise<void>;

const marks = (count: number): string => `a${'\u0301'.repeat(count)}`;
const upTo = (length: number, part: (index: number) => string): string => {
  let text = '';
  for (let index = 0; text.length < length; index += 1) text += part(index);
  return text.slice(0, length);
};

/** Refused or not, all that matters is how long others wait. */
const send = async (base: string, path: string, init: RequestInit): Promise<void> => {
  const response = await fetch(`${base}${path}`, init);
  await response.arrayBuffer();
};

const again =
  (work: (system: BenchSystem) => Promise<void>): Attack =>
  async (system, until) => {
    while (!until.over()) {
      await work(system).catch(() => undefined);
      await sleep(attackPauseMs);
    }
  };

const creating = (request: object): Attack =>
  again((system) =>
    send(system.apiUrl, '/api/v1/integration/interviews', {
      method: 'POST',
      headers: { 'X-API-Key': system.apiKey, 'Content-Type': 'application/json' },
      body: JSON.stringify({ position: 'Backend Engineer', level: 'SENIOR', ...request }),
    }),
  );

const newConversation = async (system: BenchSystem): Promise<{ room: Room; question: Question }> => {
  const runId = await createInterview(system);
  await untilState(system, runId, 'PENDING');
  return beginConversation(system, runId);
};

/** Answers until the closing and has it scored, over and over; a refused answer is sent again. */
const answering = (text: string): Attack => {
  const wholeConversation = async (system: BenchSystem, until: Until): Promise<void> => {
    const { room, question: first } = await newConversation(system);
    let question = first;
    while (!until.over() && question.kind !== 'closing') {
      question = await answer(room, question, text).catch(() => question);
      await sleep(attackPauseMs);
    }
    if (question.kind === 'closing') await room.post('finish', {});
  };
  return async (system, until) => {
    while (!until.over()) await wholeConversation(system, until).catch(() => sleep(attackPauseMs));
  };
};

/** What the machine and ordinary work make people wait comes first. */
const rows: readonly { name: string; attack: Attack | null }[] = [
  { name: 'nothing', attack: null },
  { name: 'answer of 16,000 combining marks', attack: answering(marks(16_000)) },
  { name: 'body with 120,000 combining marks', attack: creating({ jobDescription: marks(120_000) }) },
  { name: 'answer with one word of 20,000 letters', attack: answering('a'.repeat(20_000)) },
  { name: 'answer with one word of 7,900 letters', attack: answering('ness'.repeat(1_975)) },
  { name: 'answer "now q1 the w1 …"', attack: answering(upTo(7_900, (at) => `now q${at} the w${at} `)) },
  { name: 'answer of 20,000 digits', attack: answering('1'.repeat(20_000)) },
  { name: 'answer of 7,900 digits', attack: answering('1'.repeat(7_900)) },
  { name: 'answer "1, 1, …"', attack: answering(upTo(7_900, () => '1, ')) },
  {
    name: 'job description "lean audit tax …"',
    attack: creating({ jobDescription: upTo(20_000, () => 'lean audit tax ') }),
  },
  {
    name: 'Content-Type with 15 kB of blanks',
    attack: again((system) =>
      send(system.apiUrl, '/api/v1/integration/interviews', {
        method: 'POST',
        headers: { 'Content-Type': `application/json;${' '.repeat(15_000)}x` },
        body: '{}',
      }),
    ),
  },
];

const quantile = (times: readonly number[], share: number): number => {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const summary = (times: readonly number[]): string =>
  [quantile(times, 0.5), quantile(times, 0.99), Math.max(0, ...times)].map((ms) => ms.toFixed(0)).join(' / ');

const repeat = async (until: Until, pauseMs: number, times: number[], work: () => Promise<unknown>): Promise<void> => {
  while (!until.over()) {
    times.push(await timed(work));
    await sleep(pauseMs);
  }
};

type Begun = Awaited<ReturnType<typeof newConversation>>;

const conversationAtLeisure = async (
  until: Until,
  { room, question: first }: Begun,
  times: number[],
): Promise<void> => {
  let question = first;
  const next = async (): Promise<void> => void (question = await answer(room, question, answerText));
  while (!until.over() && question.kind !== 'closing') {
    await sleep(answerPauseMs);
    times.push(await timed(next));
  }
  if (question.kind === 'closing') await room.post('finish', {});
};

/** A candidate who answers at leisure, and begins another interview when one is done, or was refused. */
const answerAtLeisure = async (system: BenchSystem, until: Until, begun: Begun, waits: Waits): Promise<void> => {
  let next: Begun | null = begun;
  while (!until.over()) {
    try {
      await conversationAtLeisure(until, next ?? (await newConversation(system)), waits.answers);
    } catch (error) {
      waits.refused.push(error instanceof Error ? error.message : String(error));
    }
    next = null;
  }
};

const delayOf = async (url: string): Promise<number> => {
  const text = await (await fetch(url)).text();
  return Number(/parley_event_loop_delay_seconds\{quantile="max"\} (\S+)/.exec(text)?.[1]) * 1_000;
};

/** Asking begins the measurement anew. */
const loopDelays = ({ metricsUrls: { api, worker } }: BenchSystem): Promise<number[]> =>
  Promise.all([delayOf(api), delayOf(worker)]);

const measureRow = async ({ system, short }: BenchContext, bareUrl: string, attack: Attack | null): Promise<Waits> => {
  const begun = await Promise.all(Array.from({ length: candidates }, () => newConversation(system)));
  const polled = runPath(await createInterview(system));
  const waits: Waits = { health: [], bare: [], answers: [], polls: [], delays: [], refused: [] };
  await loopDelays(system);
  const endsAt = performance.now() + (short ? 5_000 : 60_000);
  const until = { over: () => performance.now() > endsAt };
  await Promise.all([
    ...Array.from({ length: attack === null ? 0 : attackers }, () => attack?.(system, until)),
    ...begun.map((one) => answerAtLeisure(system, until, one, waits)),
    repeat(until, pollPauseMs, waits.polls, () => callApi(system, 'GET', polled)),
    repeat(until, healthPauseMs, waits.health, () => send(system.apiUrl, '/healthz', {})),
    repeat(until, healthPauseMs, waits.bare, () => send(bareUrl, '', {})),
  ]);
  return { ...waits, delays: await loopDelays(system) };
};

const text = ({ health, answers, polls, delays, refused }: Waits): string =>
  `healthz ${summary(health)}, answers ${summary(answers)}, polls ${summary(polls)}; event loops late by ${delays.map((ms) => ms.toFixed(0)).join(' and ')}; ${refused.length} refused`;

const resultOf = (name: string, waits: Waits): Result => ({
  name: `others wait (p50 / p99 / max ms), fired: ${name}`,
  ours: text(waits),
  bare: summary(waits.bare),
  ratio: quantile(waits.health, 0.99) / quantile(waits.bare, 0.99),
  aim: `healthz p99 ≤ 50, longest ≤ 1000 (is ${Math.max(...waits.health, ...waits.answers, ...waits.polls).toFixed(0)})`,
});

export const hostileTextScenario: Scenario = {
  name: 'hostile-texts',
  run: async (context): Promise<Result[]> => {
    const results: Result[] = [];
    const bare = await startBareApi(context, '{}');
    try {
      for (const { name, attack } of rows) {
        const waits = await measureRow(context, bare.url, attack);
        results.push(resultOf(name, waits));
        process.stdout.write(`${[`  ${name}: ${text(waits)}`, ...waits.refused].join('\n  refused: ')}\n`);
      }
    } finally {
      await bare.stop();
    }
    return results;
  },
};
