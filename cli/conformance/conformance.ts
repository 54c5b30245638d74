// `parley conformance`: tries an endpoint, ours or anybody's, against a contract, and says rule by rule what it keeps.
import { writeFileSync } from 'node:fs';
import { CliError } from '../cli-error.ts';
import { createBench, failureOf } from './bench.ts';
import { createBlot } from './blot.ts';
import type { Contract } from './contract.ts';
import { toJunit } from './junit.ts';
import { startListener, type Listener } from './listener.ts';
import { readWish, type Wish } from './options.ts';
import { showFindings, showRules } from './reports.ts';
import { isBroken, runRules, type Finding } from './run-rules.ts';

/** Wrong arguments, or nobody there: nothing was tried. */
const untried = 2;

export type Screen = {
  print(text: string): void;
  /** What happens meanwhile, beside the result. */
  note(line: string): void;
};

const screen: Screen = { print: (text) => console.log(text), note: (line) => console.error(line) };

const named = ({ name, rules }: Contract) => rules.map((rule) => ({ ...rule, id: `${name}.${rule.id}` }));

const rulesText = (contract: Contract, json: boolean): string => {
  const rules = named(contract).map(({ id, level, says, source }) => ({ id, level, says, source }));
  return json ? JSON.stringify(rules, null, 2) : showRules(rules);
};

/** Any answer will do. */
const expectReachable = async ({ settings: { url, timeoutMs } }: Wish): Promise<void> => {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
  } catch (error) {
    throw new CliError(`${new URL(url).host} is not there. ${failureOf(error, timeoutMs)}`);
  }
};

const openListener = async ({ listen }: Wish): Promise<Listener | null> => {
  if (listen === null) return null;
  try {
    return await startListener(listen);
  } catch {
    throw new CliError(`--listen: ${listen.host}:${listen.port} cannot be used.`);
  }
};

const checkWish = async (wish: Wish, { note }: Screen): Promise<Finding[]> => {
  const { contract, settings, secrets } = wish;
  await expectReachable(wish);
  const listener = await openListener(wish);
  const blot = createBlot(secrets);
  note(`${contract.title}, at ${blot(settings.url)}: ${contract.rules.length} rules. Leaves ${contract.leaves}.`);
  let tried = 0;
  const onFinding = ({ id, outcome }: Finding): void =>
    note(`${String((tried += 1)).padStart(3)}/${contract.rules.length} ${outcome.padEnd(7)} ${id}`);
  try {
    return await runRules(contract, createBench({ ...settings, listener }), { blot, onFinding });
  } finally {
    await listener?.close();
  }
};

const writeJunit = ({ contract, junit }: Wish, findings: readonly Finding[]): void => {
  if (junit === null) return;
  try {
    writeFileSync(junit, toJunit(contract.name, findings));
  } catch {
    throw new CliError(`--junit: ${junit} cannot be written.`);
  }
};

/** 0: every must is kept, or could not be tried. 1: one is broken. 2: nothing was tried. */
export const conformance = async (args: readonly string[], shown: Screen = screen): Promise<number> => {
  try {
    const wish = readWish(args);
    if (wish.list) {
      shown.print(rulesText(wish.contract, wish.json));
      return 0;
    }
    const findings = await checkWish(wish, shown);
    writeJunit(wish, findings);
    const failed = isBroken(findings);
    const { name } = wish.contract;
    shown.print(
      wish.json
        ? JSON.stringify({ contract: name, conforms: !failed, findings }, null, 2)
        : `\n${showFindings(findings)}`,
    );
    return failed ? 1 : 0;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    shown.note(`\n${error.message}\n`);
    return untried;
  }
};
