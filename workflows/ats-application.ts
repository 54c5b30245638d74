// What an ATS told of one application, one hook after the other: the next one waits until this one is done or given up, and no longer.
import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  continueAsNew,
  defineSignal,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { hooksSignal, type AtsApplicationInput, type HookActivities } from './contracts.ts';

/** An ATS that is away for a day or two delays its own applications and nothing else. */
const { processHook } = proxyActivities<Pick<HookActivities, 'processHook'>>({
  startToCloseTimeout: '60 seconds',
  heartbeatTimeout: '4 seconds',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** What our own database alone decides is over in the task that hears of it; whatever takes longer, or fails, has time afterwards. */
const { processHookAtOnce } = proxyLocalActivities<Pick<HookActivities, 'processHookAtOnce'>>({
  startToCloseTimeout: '3 seconds',
  retry: { maximumAttempts: 1 },
});

/** A write to our own database, without limit. */
const { giveUpHook } = proxyActivities<Pick<HookActivities, 'giveUpHook'>>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

/** Turns after which the history begins anew; each is one event, or about seven where it takes longer. */
const turnsMax = 300;

const codeOf = ({ cause }: ActivityFailure): string =>
  cause instanceof ApplicationFailure ? (cause.type ?? 'internal.error') : 'hook.attempts_exhausted';

const isOverAtOnce = async (tenantId: string, id: string): Promise<boolean> => {
  try {
    const { result } = await processHookAtOnce({ tenantId, id });
    return result !== 'later';
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return false;
  }
};

const turn = async (tenantId: string, id: string, { atOnce }: { atOnce: boolean }): Promise<void> => {
  if (atOnce && (await isOverAtOnce(tenantId, id))) return;
  setCurrentDetails(`Works on ${id}. What keeps it: see *Pending Activities*.`);
  try {
    await processHook.executeWithOptions({ summary: id }, [{ tenantId, id }]);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    await giveUpHook({ tenantId, id, code: codeOf(error) });
  }
};

export async function atsApplication(input: AtsApplicationInput): Promise<{ turns: number }> {
  if (input.version !== 1) throw ApplicationFailure.nonRetryable('input.version', 'input.version');
  const waiting = [...input.ids];
  // Told twice is told once; one that was done is passed over by its row.
  setHandler(defineSignal<[string[]]>(hooksSignal), (ids) => {
    waiting.push(...ids.filter((id) => !waiting.includes(id)));
  });
  // Once for all turns: one that began before goes on as it began.
  const atOnce = patched('hooks-at-once');
  let turns = 0;
  // Started by a signal; one that comes with the last turn is heard before the end.
  await condition(() => waiting.length > 0);
  for (let id = waiting[0]; id !== undefined; id = waiting[0]) {
    if (turns >= turnsMax || workflowInfo().continueAsNewSuggested) {
      return await continueAsNew<typeof atsApplication>({ ...input, ids: waiting });
    }
    // Told again while it has its turn, it has another one: its row may have ended, and been set going again, before that is heard.
    waiting.shift();
    await turn(input.tenantId, id, { atOnce });
    turns += 1;
  }
  setCurrentDetails('Nothing is left to do.');
  return { turns };
}
