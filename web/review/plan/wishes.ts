// What a reader wants changed and has not sent: it outlives a newer revision, and what no longer fits is kept apart, not lost.
import type { PlanTarget } from '../../../domain/review/evidence.ts';
import type { Decide } from '../../../usecases/review/view.ts';
import type { ShownPlan } from '../../../domain/plan/shown-plan.ts';

/** As the API takes them. */
export const wishMax = 2_000;
export const instructionsMax = 10_000;
export const reasonMax = 5_000;

export type Wishes = {
  instructions: string;
  targets: readonly PlanTarget[];
  /** For rejecting. */
  reason: string;
};

export const noWishes: Wishes = { instructions: '', targets: [], reason: '' };

/** A part of the plan, whatever is wished of it; competencies are named by id. */
export type Part = { questionId: string } | { competency: string };

export const keyOf = (part: Part): string =>
  'questionId' in part ? `question-${part.questionId}` : `competency-${part.competency}`;

export const isFor =
  (part: Part) =>
  (target: PlanTarget): boolean =>
    keyOf(target) === keyOf(part);

export const fits = (
  { questions, competencies }: Pick<ShownPlan, 'questions' | 'competencies'>,
  part: Part,
): boolean =>
  'questionId' in part
    ? questions.some(({ id }) => id === part.questionId)
    : competencies.some(({ id }) => id === part.competency);

/** Once per part; a second time changes nothing. */
export const withTarget = (wishes: Wishes, part: Part): Wishes =>
  wishes.targets.some(isFor(part)) ? wishes : { ...wishes, targets: [...wishes.targets, { ...part, change: '' }] };

export const withoutTarget = (wishes: Wishes, part: Part): Wishes => ({
  ...wishes,
  targets: wishes.targets.filter((target) => !isFor(part)(target)),
});

export const withChange = (wishes: Wishes, part: Part, change: string): Wishes => ({
  ...wishes,
  targets: wishes.targets.map((target) => (isFor(part)(target) ? { ...part, change } : target)),
});

/** The wish for a part that is gone becomes one for the whole, as far as there is room: it stays apart where there is none. */
export const moved = (wishes: Wishes, part: Part): Wishes => {
  const change = wishes.targets.find(isFor(part))?.change ?? '';
  const instructions = [wishes.instructions, change].filter((text) => text.trim() !== '').join('\n\n');
  return instructions.length > instructionsMax ? wishes : { ...withoutTarget(wishes, part), instructions };
};

const isSaid = (text: string): boolean => text.trim() !== '';

export const hasWishes = ({ instructions, targets }: Wishes): boolean =>
  isSaid(instructions) || targets.some(({ change }) => isSaid(change));

/** What is sent: wishes of this plan's parts that say something; null when there are none. */
export const revisionOf = (plan: ShownPlan, { instructions, targets }: Wishes): Decide | null => {
  const said = targets.filter((target) => fits(plan, target) && isSaid(target.change));
  if (said.length === 0 && !isSaid(instructions)) return null;
  return {
    kind: 'revisePlan',
    revision: plan.revision,
    instructions: instructions.trim(),
    targets: said,
  };
};

/** After they were sent: what could not be is still there. */
export const unsent = (plan: ShownPlan, wishes: Wishes): Wishes => ({
  ...wishes,
  instructions: '',
  targets: wishes.targets.filter((target) => !fits(plan, target) && isSaid(target.change)),
});
