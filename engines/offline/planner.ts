// The planner that needs no network and no model: it quotes the job, and carries out exact changes, all of a wish or none.
import { AppError } from '../../domain/errors.ts';
import { checkPlan } from '../../domain/plan/check-plan.ts';
import { mergeRevision } from '../../domain/plan/merge-revision.ts';
import type { Plan, PlanDraft, PlannerInput, Question, RevisionRequest } from '../../domain/plan/plan.ts';
import { revisionTargets } from '../../domain/plan/revision-targets.ts';
import type { Planner } from '../../domain/ports/models.ts';
import type { Level } from '../../domain/request/request.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { coverageOf, draftPlan } from './draft.ts';
import { onQuestion } from './changes.ts';
import { questionTexts } from './frames.ts';
import { resultOf } from './stamp.ts';
import { isCondition, tidy } from './statements.ts';
import { changesIn, possibleWishes, type Change } from './wishes.ts';

const changesOf = (current: Plan, request: RevisionRequest): Change[] | null => {
  const all = [changesIn(request.instructions, current)];
  for (const target of request.targets) {
    const { questionIds, competencyIds, unknown } = revisionTargets(current, {
      instructions: '',
      targets: [target],
      competencyIds: [],
    });
    const subject = { questionId: [...questionIds][0] ?? null, competencyId: [...competencyIds][0] ?? null };
    const changes = unknown.length > 0 ? null : changesIn(target.change, current, subject);
    all.push(changes?.length === 0 ? null : changes);
  }
  return all.every((changes) => changes !== null) ? all.flat() : null;
};

/** An operator names competencies and says no more: their questions quote the same in another frame. */
const wordAnew = (plan: PlanDraft, competencyIds: ReadonlySet<string>, level: Level): PlanDraft => {
  const isMeant = ({ competencyIds: bound }: Question): boolean =>
    competencyIds.size === 0 || bound.every((id) => competencyIds.has(id));
  return plan.questions.filter(isMeant).reduce((draft, { id, text, competencyIds: bound }) => {
    const name = plan.competencies.find((competency) => competency.id === bound[0])?.name ?? '';
    const quote = tidy(/“([^“”]+)”/u.exec(text)?.[1] ?? name);
    const taken = new Set([...plan.questions, ...draft.questions].map((question) => question.text));
    const next = questionTexts(quote, isCondition(quote) ? 'condition' : 'work', level).find((one) => !taken.has(one));
    return onQuestion(draft, id, { text: next ?? text }) ?? draft;
  }, plan);
};

const carryOut = (current: Plan, request: RevisionRequest, level: Level): PlanDraft | null => {
  const changes = changesOf(current, request);
  const { competencyIds } = revisionTargets(current, { ...request, targets: [] });
  const saysNothing = request.instructions.trim() === '' && request.targets.length === 0;
  if (changes?.length === 0)
    return saysNothing || competencyIds.size > 0 ? wordAnew(current, competencyIds, level) : null;
  return (changes ?? [() => null]).reduce<PlanDraft | null>((plan, change) => plan && change(plan, level), current);
};

const partsOf = ({ competencies, questions }: PlanDraft): string => canonicalJson({ competencies, questions });

/** The revised plan, or null where any part of the wish cannot be carried out exactly. */
const revised = (current: Plan, request: RevisionRequest, level: Level): PlanDraft | null => {
  const draft = carryOut(current, request, level);
  if (draft === null) return null;
  const isWhole = partsOf(mergeRevision(current, draft, request)) === partsOf(draft);
  return isWhole && checkPlan(draft).length === 0 ? draft : null;
};

/** Looks at a wish before it is sent: what can be done instead, or null where all of it can be done. */
export const revisionRefusal = (current: Plan, request: RevisionRequest): readonly string[] | null =>
  revised(current, request, 'MID') === null ? possibleWishes : null;

/** @throws AppError `plan.revision_not_understood` instead of a half-done revision */
const revisePlan = (input: PlannerInput, current: Plan, request: RevisionRequest): PlanDraft => {
  const draft = revised(current, request, input.level);
  if (draft === null) throw new AppError('plan.revision_not_understood');
  return { ...draft, skillsCoverage: { ...current.skillsCoverage, ...coverageOf(input, draft) } };
};

export const createOfflinePlanner = (): Planner => ({
  draft: (input, options) => resultOf(() => draftPlan(input), options),
  revise: (input, current, request, options) => resultOf(() => revisePlan(input, current, request), options),
});
