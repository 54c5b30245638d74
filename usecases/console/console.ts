// What the developer's console shows and does, for one tenant on the developer's own machine: runs as they move, ways into them, new ones.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { waitsFor } from '../../domain/lifecycle/work.ts';
import type { InterviewReader, InterviewSummary } from '../../domain/ports/interview-reader.ts';
import type { ChangeListener } from '../../domain/ports/interviews.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';
import { isClosed } from '../../domain/review/reader.ts';
import type { Packages } from '../../domain/ports/templates.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import type { ListInterviews } from '../interviews/lists.ts';
import { linkOf, type LinkDeps } from '../interviews/interview-link.ts';
import type { submitInterview } from '../interviews/submit-interview.ts';
import type { TemplateUseCases } from '../templates/templates.ts';
import type { ConsoleFilter, ConsoleRun, ConsoleTemplate, ConsoleView, NewRun } from './view.ts';

/** The newest are looked at: whoever tries Parley has no more. */
const runsMax = 200;
/** Browser windows that wait for a change; further ones are answered at once, and ask again by themselves. */
const waitersMax = 4;

export type ConsoleDeps = LinkDeps & {
  tenantId: string;
  listInterviews: ListInterviews;
  reader: Pick<InterviewReader, 'read'>;
  templates: Pick<TemplateUseCases, 'list'>;
  packages: Pick<Packages, 'job'>;
  submitInterview: ReturnType<typeof submitInterview>;
  /** For whoever sits at the console. Throws what keeps a run from being reviewed. */
  makeReviewLink(run: RunRef): Promise<string>;
  changes: ChangeListener;
  digest: Digest;
  clock: Clock;
};

const runOf = ({ machine, ...run }: InterviewSummary): ConsoleRun => {
  const { state, outcome, attention, waitingSince } = machine;
  return {
    runId: run.runId,
    candidateRef: run.candidateRef ?? run.externalId,
    position: run.position,
    state,
    outcome,
    waitsFor: waitsFor(machine),
    since: waitingSince === 0 ? run.createdAt : waitingSince,
    attention: attention?.code ?? null,
    createdAt: run.createdAt,
    hasRoom: machine.linkExpiresAt !== null && run.erasedAt === null && state !== 'CANCELLED',
    hasReview: machine.planRevision > 0 && run.erasedAt === null && !isClosed(machine),
  };
};

const passes =
  ({ state, waitsFor: who, attention, text = '' }: ConsoleFilter) =>
  (run: ConsoleRun): boolean => {
    const wanted = text.trim().toLowerCase();
    const texts = [run.candidateRef ?? '', run.position ?? '', run.runId];
    return (
      (state === undefined || run.state === state) &&
      (who === undefined || run.waitsFor === who) &&
      (attention !== true || run.attention !== null) &&
      texts.some((one) => one.toLowerCase().includes(wanted))
    );
  };

const look = async (deps: ConsoleDeps, filter: ConsoleFilter): Promise<ConsoleView> => {
  const page = await deps.listInterviews(deps.tenantId, { filter: {}, limit: runsMax });
  const runs = page.items.map(runOf).filter(passes(filter));
  return {
    version: deps.digest(canonicalJson(runs)).slice(0, 16),
    now: deps.clock.now(),
    runs,
    more: page.nextCursor !== null,
  };
};

type Waiting = { filter: ConsoleFilter; known?: string | undefined; waitMs: number; signal: AbortSignal };

/** Answers at once when the runs are not those of the version that is known; else at their next change, or when the time is up. */
const createWatch = (deps: ConsoleDeps) => {
  let waiters = 0;
  return async ({ filter, known, waitMs, signal }: Waiting): Promise<ConsoleView> => {
    // Watching begins before the first look, so that no change falls between the two.
    const watch = known === undefined || waiters >= waitersMax ? null : deps.changes.watch(deps.tenantId);
    if (watch === null) return look(deps, filter);
    waiters += 1;
    const deadline = deps.clock.now() + waitMs;
    try {
      for (;;) {
        const view = await look(deps, filter);
        const timeoutMs = deadline - deps.clock.now();
        if (view.version !== known || timeoutMs <= 0) return view;
        // The feed tells of most changes at once; the listener's own patience shows the others within seconds.
        if ((await watch.next({ timeoutMs, signal })) === 'stop') return view;
      }
    } finally {
      watch.close();
      waiters -= 1;
    }
  };
};

const create = async (deps: ConsoleDeps, { templateId, reviewPlan, ...candidate }: NewRun): Promise<string> => {
  const job = reviewPlan ? await deps.packages.job(deps.tenantId, templateId) : { templateId };
  const { runId } = await deps.submitInterview(
    deps.tenantId,
    { ...candidate, ...job, companyName: 'Example Ltd' },
    { source: 'console', actor: { kind: 'operator', id: 'console' }, creationKey: null, scopes: [] },
  );
  return runId;
};

export const createConsole = (deps: ConsoleDeps) => {
  const ofRun = (runId: string): RunRef => ({ tenantId: deps.tenantId, runId });
  const find = async (runId: string) => {
    const record = await deps.reader.read(ofRun(runId));
    if (record === null) throw new AppError('interview.not_found');
    return record;
  };
  return {
    watch: createWatch(deps),
    templates: async (): Promise<ConsoleTemplate[]> => {
      const { items } = await deps.templates.list(deps.tenantId, { filter: { archived: false }, limit: 50 });
      return items.map(({ id, name, job, publishedVersion }) => ({
        id,
        name,
        position: job.position,
        ready: publishedVersion !== null,
      }));
    },
    create: (wish: NewRun) => create(deps, wish),
    /** The candidate's link. Throws `interview.not_found`, also where there is none. */
    room: async (runId: string): Promise<string> => {
      const { linkSealed } = await find(runId);
      const link = await linkOf(deps, ofRun(runId), linkSealed);
      if (link === null) throw new AppError('interview.not_found');
      return link;
    },
    review: async (runId: string): Promise<string> => {
      await find(runId);
      return deps.makeReviewLink(ofRun(runId));
    },
  };
};
export type Console = ReturnType<typeof createConsole>;
