// Runs of one form side by side, as far as their reader may see each: never across forms, and no number before an own rating.
import type { ReviewPrincipal } from '../../domain/access/principal.ts';
import { ranksOf, totalBandOf } from '../../domain/assessment/ranks.ts';
import { AppError } from '../../domain/errors.ts';
import { isTerminal } from '../../domain/lifecycle/state.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { weightShares } from '../../domain/plan/shown-plan.ts';
import type { ComparedRun, CompareReading } from '../../domain/ports/review-inbox.ts';
import type { Sealer } from '../../domain/ports/system.ts';
import { revealOf } from '../../domain/review/evidence.ts';
import { givenTo } from '../../domain/review/given.ts';
import { showPlan } from '../../domain/seal/open.ts';
import { inboxReader, type InboxDeps } from './inbox.ts';
import type { Compare, CompareRow } from './view.ts';

export type CompareDeps = InboxDeps & { sealer: Sealer };

export const compareMax = 200;

/** As on the page of the run itself: once a person has given a verdict there is nothing left to be swayed in. */
const isHidden = ({ state, rated, results }: ComparedRun, blindFirst: boolean): boolean => {
  const competencyIds = results.map(({ id }) => id);
  const own = rated.map((competencyId) => ({ competencyId }));
  return !isTerminal(state) && !revealOf(own, { blind: blindFirst, competencyIds }).isTotalShown;
};

type Column = Compare['competencies'][number];

const columnsOf = ({ competencies }: Plan): Column[] => {
  const shares = weightShares(competencies.map(({ weight }) => weight));
  return competencies.map(({ id, name }, place) => ({ id, name, weight: shares[place] ?? 0 }));
};

/** Plans of one form may number their competencies differently: the same place means the same competency. */
const scoresOf = ({ competencyIds, results }: ComparedRun, columns: readonly Column[]): CompareRow['scores'] =>
  Object.fromEntries(
    columns.map(({ id }, place) => {
      const result = results.find((one) => one.id === competencyIds[place]);
      return [id, { score: result?.score ?? null, band: result?.band ?? null }];
    }),
  );

const aboutOf = ({ runId, candidateRef, state, completedAt }: ComparedRun) => ({
  runId,
  candidateRef,
  state,
  completedAt,
});

const hiddenRow = (run: ComparedRun): CompareRow => ({
  ...aboutOf(run),
  hidden: true,
  rank: null,
  overallScore: null,
  band: null,
  verdict: null,
  scores: {},
});

const byTotal = (one: CompareRow, other: CompareRow): number =>
  (other.overallScore ?? -1) - (one.overallScore ?? -1) || (one.runId < other.runId ? -1 : 1);

/** Ranked among themselves alone: a rank that counted hidden runs would tell where those stand. */
const rowsOf = (runs: readonly ComparedRun[], columns: readonly Column[]): CompareRow[] => {
  const ranks = ranksOf(runs);
  return runs
    .map((run, index) => ({
      ...aboutOf(run),
      hidden: false,
      rank: ranks[index] ?? null,
      overallScore: run.overallScore,
      band: totalBandOf(run),
      verdict: run.verdict,
      scores: scoresOf(run, columns),
    }))
    .toSorted(byTotal);
};

const planOf = async ({ sealer }: CompareDeps, tenantId: string, { plan }: CompareReading): Promise<Plan | null> =>
  plan && (await showPlan(sealer, { tenantId, runId: plan.runId }, plan.stored, false));

/** Throws `review.form_not_found` where none of its runs was given to the reader. */
export const createCompareRuns =
  (deps: CompareDeps) =>
  async (principal: ReviewPrincipal, formId: string): Promise<Compare> => {
    const reader = inboxReader(principal, deps);
    const reading = await deps.reviewInboxes.form(reader, formId);
    const isGiven = givenTo({ ...reader, recruiters: reading.recruiters, keyedDigest: deps.keyedDigest });
    const given = reading.runs.filter(isGiven);
    const plan = given.length === 0 ? null : await planOf(deps, reader.tenantId, reading);
    if (plan === null) throw new AppError('review.form_not_found');
    const columns = columnsOf(plan);
    const runs = given.slice(0, compareMax);
    const hidden = runs.filter((run) => isHidden(run, principal.blindFirst));
    const shown = runs.filter((run) => !hidden.includes(run));
    return {
      formId,
      position: runs[0]?.position ?? null,
      competencies: columns,
      rows: [...rowsOf(shown, columns), ...hidden.map(hiddenRow)],
      more: given.length > compareMax,
      blind: hidden.length,
    };
  };
export type CompareRuns = ReturnType<typeof createCompareRuns>;
