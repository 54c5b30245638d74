// One evaluation from set to report: counts what it will cost, asks, assesses, measures, writes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expandSet } from '../domain/evaluation/expand-set.ts';
import { importedInterviews, importedMeasures } from '../domain/evaluation/imported.ts';
import { measureAll } from '../domain/evaluation/measure-all.ts';
import type { Engines, ModelStamp } from '../domain/ports/models.ts';
import { sha256 } from '../infra/system.ts';
import type { Panel, ReadingNumbers } from './assess.ts';
import { estimate, type Estimate, type Prices } from './estimate.ts';
import { reportHtml } from './html.ts';
import { readImported } from './import-file.ts';
import { openLedger, type Ledger } from './ledger.ts';
import { loadSet } from './load-set.ts';
import { Refusal } from './refusal.ts';
import { finishReport, type Report } from './report.ts';
import { assessAll, assessGullibly } from './run.ts';
import { tryJobs } from './trials.ts';

export type EvaluationRequest = {
  set: string;
  repeats: number;
  importPath: string | null;
  out: string;
  /** Most that may be spent in all, in millionths of the bill's currency. */
  budgetMicros: number | null;
};

export type EvaluationDeps = {
  engines: Engines;
  stamp: ModelStamp;
  numbers: ReadingNumbers;
  rulesHash: string;
  /** How readings are counted and drawn, as in the identity of what scores. */
  readings: string | null;
  /** Where the readers are asked: the same name elsewhere may be another model. */
  places: string;
  /** Null where not all of them are set. */
  prices: Prices | null;
  now: () => number;
  signal: AbortSignal;
  /** Interviews, and readings of each of them. */
  atOnce: number;
  parallelMax?: number;
  /** Told before the first call; answers whether to go on. */
  confirm: (estimate: Estimate, ledger: Ledger) => Promise<boolean>;
  onProgress: (done: number, all: number, ledger: Ledger) => void;
};

/** A call whose cost is not known yet may take the last bit of a budget: it is the last one then. */
const budgetGuard = (budgetMicros: number | null, spent: () => number) => (): void => {
  if (budgetMicros !== null && spent() >= budgetMicros)
    throw new Refusal(
      'The budget is spent. What is finished is kept: the same command with a larger --budget goes on from there.',
    );
};

const write = (folder: string, report: Report): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(folder, 'report.html'), reportHtml(report));
};

/** The report, also written to `out`; null when nobody wanted to pay for it. */
export const evaluate = async (request: EvaluationRequest, deps: EvaluationDeps): Promise<Report | null> => {
  const { engines, stamp, rulesHash, readings, places, numbers, signal, atOnce } = deps;
  const { repeats, out } = request;
  const set = loadSet(request.set);
  const imported = request.importPath === null ? null : readImported(request.importPath);
  const interviews = expandSet(set, sha256);
  const everything = [...interviews, ...(imported === null ? [] : importedInterviews(imported, sha256))];
  const subject = {
    engine: stamp.engine,
    model: stamp.model ?? null,
    promptHash: stamp.promptHash,
    rulesHash,
    how: readings,
  };
  const allow = budgetGuard(request.budgetMicros, () => ledger.spentMicros());
  const ledger: Ledger = openLedger(out, { ...subject, ...numbers, places, set: set.hash }, allow);
  const { parallelMax } = deps;
  const panel: Panel = {
    assessor: engines.assessor,
    stamp,
    numbers,
    ...(parallelMax !== undefined && { parallelMax }),
  };
  const running = { panel, ledger, signal, atOnce };
  const estimated = await estimate({ set, interviews, everything, repeats }, { ...running, prices: deps.prices });
  if (!(await deps.confirm(estimated, ledger))) return null;

  const onDone = (done: number, all: number): void => deps.onProgress(done, all, ledger);
  const outcomes = await assessAll(everything, repeats, { ...running, onDone });
  const gullible = await assessGullibly(interviews, set.head, running);
  const { drafts, ...trials } = await tryJobs(set, interviews, { engines, ledger, signal });
  const calls = ledger.calls();
  const served = [...new Set(calls.flatMap((call) => call.stamp.model ?? []))].toSorted();
  const report = finishReport({
    subject: { ...subject, served, ...numbers },
    set: { choice: request.set, name: set.head.name, version: set.head.version, hash: set.hash, repeats },
    madeAt: new Date(deps.now()).toISOString(),
    measures: measureAll({ interviews, outcomes, gullible, calls, ...trials }),
    drafts,
    imported: imported === null ? null : importedMeasures(imported, outcomes),
    outcomes,
  });
  write(out, report);
  return report;
};
