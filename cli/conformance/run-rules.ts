// Tries the rules of a contract one after the other, and says of each whether it is kept, broken, or could not be tried.
import type { Bench } from './bench.ts';
import { blotExchange, type Blot } from './blot.ts';
import type { Contract, Rule } from './contract.ts';
import type { Exchange } from './exchange.ts';
import { Broken, Skipped } from './verdicts.ts';

export type Outcome = 'passed' | 'failed' | 'skipped';

export type Finding = Omit<Rule, 'check'> & {
  outcome: Outcome;
  /** Of a rule that is broken or skipped. */
  why: string | null;
  /** Of a rule that is broken: everything that was sent and answered for it. */
  exchanges: Exchange[];
  durationMs: number;
};

type Judged = { outcome: Outcome; why: string | null };

const judge = async ({ check }: Rule, bench: Bench): Promise<Judged> => {
  try {
    await check(bench);
    return { outcome: 'passed', why: null };
  } catch (error) {
    if (error instanceof Broken) return { outcome: 'failed', why: error.message };
    if (error instanceof Skipped) return { outcome: 'skipped', why: error.message };
    throw error;
  }
};

export const runRules = async (
  { name, rules, showsPeople }: Contract,
  bench: Bench,
  { blot, onFinding }: { blot: Blot; onFinding: (finding: Finding) => void },
): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const rule of rules) {
    const startedAt = performance.now();
    const { outcome, why } = await judge(rule, bench);
    const durationMs = Math.round(performance.now() - startedAt);
    const exchanges = bench
      .takeExchanges()
      .map((exchange) => blotExchange(exchange, { blot, showsPeople: showsPeople === true }));
    const { id, level, says, source } = rule;
    const finding = {
      id: `${name}.${id}`,
      level,
      says,
      source,
      outcome,
      why: why === null ? null : blot(why),
      exchanges: outcome === 'failed' ? exchanges : [],
      durationMs,
    };
    findings.push(finding);
    onFinding(finding);
  }
  return findings;
};

/** Whether anything that must be kept is broken. */
export const isBroken = (findings: readonly Finding[]): boolean =>
  findings.some(({ level, outcome }) => level === 'must' && outcome === 'failed');
