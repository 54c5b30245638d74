// What the features of the API are wired from.
import type { ChangeListener, WorkerPresence } from '../../domain/ports/interviews.ts';
import type { Orders } from '../../domain/ports/orders.ts';
import type { Packages } from '../../domain/ports/templates.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import type { WebBuild } from '../../infra/web-build.ts';
import type { createInterviewUseCases } from '../../usecases/interviews/interviews.ts';
import type { HookTeller } from '../../usecases/triggers/tell-hook.ts';

export type ApiDeps = ProcessDeps & { changes: ChangeListener; workers: WorkerPresence };

/** Several features act on interviews, through the same use cases: what they count holds for the whole process. */
export type FeatureDeps = ApiDeps & {
  interviews: ReturnType<typeof createInterviewUseCases>;
  packages: Packages;
  orders: Orders;
  /** What it tells beside answers is to be told before the process ends. */
  hookTeller: HookTeller;
  /** The pages for people, read once; null where they are not built. */
  web: WebBuild | null;
};
