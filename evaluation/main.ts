// `parley evaluate`: measures the configured engine on written interviews, and says what it will cost before it asks anything.
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { engineNames, engineText, type EngineConfig } from '../infra/config/engine.ts';
import { AppError } from '../domain/errors.ts';
import { pricesOf, type AssessmentConfig } from '../infra/config/judges.ts';
import { createLogger } from '../infra/log.ts';
import { createEngines } from '../infra/models/engines.ts';
import { providerUrl } from '../infra/models/provider-model.ts';
import { scoringIdentity } from '../infra/models/scoring-identity.ts';
import { inlineTextWork } from '../infra/text-pool/text-pool.ts';
import { evaluate, type EvaluationDeps } from './evaluate.ts';
import { readOptions } from './options.ts';
import { Refusal } from './refusal.ts';
import type { Report } from './report.ts';

/** In the order of the readings. */
const placesOf = (engine: EngineConfig, { judges }: AssessmentConfig): string =>
  engine.kind === 'offline'
    ? ''
    : judges
        .map((judge) => (judge === 'own' ? engine : judge))
        .map((one) => `${providerUrl(one)}${one.query ?? ''}`)
        .join(' ');

const money = (micros: number): string => (micros / 1_000_000).toFixed(2);

const confirmer =
  (engine: EngineConfig, yes: boolean): EvaluationDeps['confirm'] =>
  async ({ assessments, calls, otherCalls, kept, inputTokens, outputTokens, costMicros }, ledger) => {
    console.log(
      `${assessments} assessments; at most ${calls} readings to ask for and ${otherCalls} calls of the other jobs, ${kept} are there already.`,
    );
    if (engine.kind === 'offline' || calls + otherCalls === 0) return true;
    const cost =
      costMicros === null
        ? 'prices are not set, or not of every reader'
        : `about ${money(costMicros)} at your prices, ${money(ledger.spentMicros())} spent so far`;
    console.log(`About ${inputTokens} tokens in and ${outputTokens} out, all jobs together (${cost}).`);
    if (yes) return true;
    if (!process.stdin.isTTY) throw new Refusal('Nobody to ask: say --yes.');
    const reader = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await reader.question('Go on? [y/N] ');
    reader.close();
    return /^y(es)?$/iu.test(answer.trim());
  };

/** Of one interview. */
const readingsAtOnce = 4;

const progress = (): EvaluationDeps['onProgress'] => {
  let told = -1;
  return (done, all, ledger) => {
    const share = Math.floor((done / all) * 20);
    if (share === told) return;
    told = share;
    console.log(
      `${String(share * 5).padStart(3)} %  ${done} of ${all} assessed, ${ledger.calls().length} calls kept, ${money(ledger.spentMicros())} spent`,
    );
  };
};

const marks = { true: 'ok  ', false: 'NOT ' } as const;

const summary = ({ expectations, hash, subject }: Report, out: string): string => {
  const width = Math.max(...expectations.map(({ name }) => name.length)) + 2;
  const lines = expectations.map(({ name, bar, value, met }) => {
    const mark = met === null ? '–   ' : marks[`${met}`];
    return `${mark} ${name.padEnd(width)} ${(value === null ? 'not measured' : value.toFixed(2)).padStart(12)}   ${bar}`;
  });
  const { engine, model, promptHash, rulesHash, how: readings } = subject;
  const evidence = JSON.stringify({ evaluation: { report: hash, engine, model, promptHash, rulesHash, readings } });
  return [
    '',
    ...lines,
    '',
    `Report: ${join(out, 'report.html')} and report.json, ${hash}`,
    `To name it as the evidence of a tenant: npm run parley -- tenant settings <tenantId> --set '${evidence}'`,
  ].join('\n');
};

const main = async (): Promise<void> => {
  const { request, engine, assessment, callsAtOnce, yes } = readOptions(process.argv.slice(2), process.env);
  const name = engineNames(engine);
  const { model, promptHash, rulesHash, readings } = scoringIdentity(engine, assessment);
  const stamp = { engine: engine.kind, ...(model !== null && { model }), promptHash };
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  console.log(`Evaluating ${engineText(name)} on ${request.set}, readings kept in ${request.out}`);
  const report = await evaluate(request, {
    engines: await createEngines(
      engine,
      { textWork: inlineTextWork, log: createLogger({ service: 'evaluate', level: 'silent' }) },
      assessment.judges,
    ),
    stamp,
    numbers: { readings: assessment.readings, firstReadings: assessment.firstReadings },
    rulesHash,
    readings,
    places: placesOf(engine, assessment),
    prices: engine.kind === 'offline' ? null : pricesOf(engine, assessment),
    now: () => Date.now(),
    signal: stop.signal,
    atOnce: engine.kind === 'offline' ? 1 : Math.ceil(callsAtOnce / readingsAtOnce),
    parallelMax: Math.min(callsAtOnce, readingsAtOnce),
    confirm: confirmer(engine, yes),
    onProgress: progress(),
  });
  if (report !== null) console.log(summary(report, request.out));
};

/** Null for what nobody foresaw, which is shown whole. */
const sentenceOf = (error: unknown): string | null => {
  if (error instanceof AppError) return `${error.title} (${error.code})`;
  const isPlain = error instanceof Error && ['Refusal', 'ConfigError', 'AbortError'].includes(error.name);
  return isPlain ? error.message : null;
};

try {
  await main();
} catch (error) {
  const sentence = sentenceOf(error);
  console.error(sentence === null ? error : `\n${sentence}\n`);
  process.exitCode = 1;
}
