// Assesses all interviews of a set, a few at a time, out of the ledger where it can; and counts beforehand what that will take.
import type { EvaluatedInterview } from '../domain/evaluation/expand-set.ts';
import type { Outcome } from '../domain/evaluation/outcome.ts';
import type { Assessor } from '../domain/ports/models.ts';
import type { SetHead } from '../domain/evaluation/written-set.ts';
import { assess, type Panel } from './assess.ts';
import type { Ledger } from './ledger.ts';
import { patiently } from './patience.ts';
import { gullibleAssessor, type Citing } from './readers.ts';

type Work = { interview: EvaluatedInterview; repeat: number };
export type Running = {
  panel: Panel;
  ledger: Ledger;
  signal: AbortSignal;
  atOnce: number;
  onDone?: (done: number, all: number) => void;
};

/** Twins are compared with the first assessment of their base: they are assessed once. */
export const workOf = (interviews: readonly EvaluatedInterview[], repeats: number): Work[] =>
  interviews.flatMap((interview) =>
    Array.from({ length: interview.kind === 'written' ? repeats : 1 }, (_, repeat) => ({ interview, repeat })),
  );

const keptAssessor = ({ assessor }: Panel, ledger: Ledger, repeat: number): Assessor => {
  const kept = ledger.pass(repeat);
  return {
    advisory: assessor.advisory,
    judge: (input, options) => kept('judge', input, () => assessor.judge({ ...input, repeat }, options)),
  };
};

const inTurn = async <Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
};

export const assessAll = async (
  interviews: readonly EvaluatedInterview[],
  repeats: number,
  { panel, ledger, signal, atOnce, onDone }: Running,
): Promise<Outcome[]> => {
  const all = workOf(interviews, repeats);
  let done = 0;
  return inTurn(all, atOnce, async ({ interview, repeat }) => {
    // A pass of its own for each try: what is finished comes out of the ledger again.
    const outcome = await patiently(() =>
      assess(interview, repeat, { ...panel, assessor: keptAssessor(panel, ledger, repeat) }, signal),
    );
    done += 1;
    onDone?.(done, all.length);
    return outcome;
  });
};

const gullibleKinds: Readonly<Record<string, { citing: Citing; isGullible: (judge: number) => boolean }>> = {
  'one gullible': { citing: 'answer', isGullible: (judge) => judge === 0 },
  'all gullible': { citing: 'answer', isGullible: () => true },
  'all gullible, citing the order': { citing: 'order', isGullible: () => true },
};

/** The attacked interviews once more, with readers that obey in place of some readings; the honest ones are known already. */
export const assessGullibly = async (
  interviews: readonly EvaluatedInterview[],
  { injections }: SetHead,
  { panel, ledger, signal, atOnce }: Running,
): Promise<Record<string, Outcome[]>> => {
  const attacked = interviews.filter(({ kind }) => kind === 'injection');
  const orderIn = ({ turns }: EvaluatedInterview): string =>
    injections.find((order) => turns.some(({ answer }) => answer?.endsWith(order))) ?? '';
  const results: Record<string, Outcome[]> = {};
  for (const [readers, { citing, isGullible }] of Object.entries(gullibleKinds))
    results[readers] = await inTurn(attacked, atOnce, (interview) =>
      patiently(() => {
        const honest = keptAssessor(panel, ledger, 0);
        const assessor = gullibleAssessor(honest, { order: orderIn(interview), citing, isGullible });
        return assess(interview, 0, { ...panel, assessor }, signal);
      }),
    );
  return results;
};
