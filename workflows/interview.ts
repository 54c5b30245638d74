// One interview from request to verdict. It ends in ASSESSMENT_APPROVED, REJECTED or CANCELLED, always projected first.
// Two loops run side by side: the projector writes what happened, the main loop does the work the state asks for;
// so a command is answered while a model call is under way.
import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  workflowInfo,
} from '@temporalio/workflow';
import { isTerminal } from '../domain/lifecycle/state.ts';
import { deadlineOf, nextTimer, type Timer } from '../domain/lifecycle/timers.ts';
import type { ConversationProgress } from '../domain/ports/room.ts';
import { sameWork, workOf } from '../domain/lifecycle/work.ts';
import { heedsWithdrawal, readProgress, runWork } from './activities.ts';
import { registerCommands } from './commands.ts';
import type { InterviewInput } from './contracts.ts';
import { createRun, type Run } from './run.ts';
import { showToOperators } from './operator-view.ts';
import { runProjector, untilProjected } from './projector.ts';

/** Continue-as-new is a guard: a normal run stays far below this; a test sets it low. */
const historyEventsMax = 4_000;

const system = { kind: 'system' } as const;

/** The room has a withdrawal that never got here: everything that follows in a conversation asks for it first. */
const endsWithdrawn = (run: Run, { withdrawn }: ConversationProgress): boolean => {
  if (withdrawn !== true || !heedsWithdrawal()) return false;
  run.recordResult({ type: 'consentWithdrawn', detail: {} });
  return true;
};

const fireTimer = async (run: Run, timer: Timer): Promise<void> => {
  if (timer.kind === 'reminder') return fireReminder(run, timer);
  if (timer.then === 'windowEnded') return endWindow(run);
  const facts = { expired: 'expired', noShow: 'noShow', verdictOverdue: 'verdictOverdue' } as const;
  run.record({ type: facts[timer.then], detail: {} }, system);
};

/** In a conversation the room knows more than the workflow: ask it before reminding anyone. */
const fireReminder = async (run: Run, timer: Extract<Timer, { kind: 'reminder' }>): Promise<void> => {
  const reminder = { type: 'reminded', detail: { number: timer.number, audience: timer.audience } } as const;
  if (run.state.state !== 'IN_PROGRESS') return run.record(reminder, system);
  const progress = await readProgress(run);
  if (run.state.state !== 'IN_PROGRESS' || endsWithdrawn(run, progress)) return;
  if (progress.done) return run.record({ type: 'completed', detail: { reason: 'finished' } }, system);
  const lastTurnAt = progress.lastTurnAt ?? 0;
  if (lastTurnAt > (run.state.lastTurnAt ?? 0))
    return run.record({ type: 'conversationActive', detail: { lastTurnAt } }, system);
  run.record(reminder, system);
};

const endWindow = async (run: Run): Promise<void> => {
  const progress = await readProgress(run, { ends: true });
  if (run.state.state !== 'IN_PROGRESS' || endsWithdrawn(run, progress)) return;
  if (progress.answers === 0) return run.record({ type: 'noShow', detail: {} }, system);
  run.record({ type: 'completed', detail: { reason: 'window_ended' } }, system);
};

/** Runs the work of the present state until it has a result, failed for good, or is no longer wanted. */
const doWork = async (run: Run): Promise<void> => {
  const work = workOf(run.state);
  if (work === null) return;
  const scope = new CancellationScope();
  const done = scope
    .run(() => runWork(run, work))
    .catch((error: unknown) => (isCancellation(error) ? null : Promise.reject(error)));
  let finished = false;
  const settled = done.then((fact) => {
    finished = true;
    if (fact !== null) run.recordResult(fact);
  });
  await condition(() => finished || !sameWork(workOf(run.state), work));
  if (!finished) scope.cancel();
  await settled;
};

/** Waits for the next command, reminder or deadline; one timer at most is armed. */
const waitForChange = async (run: Run): Promise<void> => {
  const timer = nextTimer(run.state, run.policy);
  const { seq } = run.state;
  const changed = (): boolean => run.state.seq !== seq;
  if (timer === null) return condition(changed);
  const summary = timer.kind === 'reminder' ? `reminder ${timer.number}` : timer.then;
  const inTime = timer.at <= Date.now() ? false : await condition(changed, timer.at - Date.now(), { summary });
  if (!inTime && !changed()) await fireTimer(run, timer);
};

const mainLoop = async (run: Run, eventsMax: number): Promise<void> => {
  while (!isTerminal(run.state.state)) {
    showToOperators(run.state, deadlineOf(run.state, run.policy));
    if (workOf(run.state) !== null) await doWork(run);
    else if (workflowInfo().historyLength > eventsMax) return;
    else await waitForChange(run);
  }
};

const isDrained = (run: Run): boolean => allHandlersFinished() && run.projected >= run.state.seq;

/** Everything accepted must be projected and answered before the run may end; more may arrive while this waits. */
const drain = async (run: Run): Promise<void> => {
  while (!isDrained(run)) {
    await untilProjected(run);
    await condition(allHandlersFinished);
  }
};

/** As `drain`, but ends with false when what arrives asks for work: that is done before another link takes over. */
const drainIdle = async (run: Run): Promise<boolean> => {
  run.awaited = run.state.seq;
  await condition(() => isDrained(run) || workOf(run.state) !== null || isTerminal(run.state.state));
  return isDrained(run) && workOf(run.state) === null;
};

/** The run's own story, up to its end or to the point where a new link of the chain takes over. */
const live = async (run: Run, input: InterviewInput): Promise<{ seq: number; outcome: string | null }> => {
  do {
    await mainLoop(run, input.historyEventsMax ?? historyEventsMax);
    showToOperators(run.state, null);
  } while (!isTerminal(run.state.state) && !(await drainIdle(run)));
  if (!isTerminal(run.state.state)) return continueAsNew<typeof interview>(run.nextInput());
  await drain(run);
  return { seq: run.state.seq, outcome: run.state.outcome };
};

export async function interview(input: InterviewInput): Promise<{ seq: number; outcome: string | null }> {
  if (input.version !== 1) throw ApplicationFailure.nonRetryable('input.version', 'input.version');
  const run = createRun(input);
  registerCommands(run);
  const root = CancellationScope.current();
  // The native cancel only records the command's fact; nothing that is under way may be torn down half-way.
  root.cancelRequested.catch(() => run.recordIfOpen({ type: 'cancelled', detail: {} }, { kind: 'operator' }));
  return CancellationScope.nonCancellable(() => Promise.race([runProjector(run), live(run, input)]));
}
