// Starts the drafting of plans from the rows that ask for it: a crash anywhere only delays.
import type { PlanDrafting, TemplateEngine, TemplatePlans } from '../../domain/ports/templates.ts';

type Deps = { plans: Pick<TemplatePlans, 'claimUnstarted' | 'markStarted' | 'fail'>; engine: TemplateEngine };

const startsMax = 8;

const begin = async ({ plans, engine }: Deps, drafting: PlanDrafting): Promise<void> => {
  const started = await engine.startTemplatePlan(drafting);
  await plans.markStarted(drafting);
  // A workflow says in its row how it ended: one that is over beside a row that still waits was ended by force.
  if (started === 'closed') await plans.fail(drafting, 'work.lost');
};

/** True when there may be more to start; throws what failed first, once all have settled. */
export const takeUpTemplatePlans = (deps: Deps) => async (): Promise<boolean> => {
  const claimed = await deps.plans.claimUnstarted(startsMax);
  const results = await Promise.allSettled(claimed.map((drafting) => begin(deps, drafting)));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return claimed.length === startsMax;
};
