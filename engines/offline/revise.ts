// Revises a plan by commands that can be carried out exactly, all of them or none; the rest of the plan stays as it is.
import { AppError } from '../../domain/errors.ts';
import { checkPlan } from '../../domain/plan/check-plan.ts';
import { mergeRevision } from '../../domain/plan/merge-revision.ts';
import type { Plan, PlanDraft, PlannerInput, Question, RevisionRequest } from '../../domain/plan/plan.ts';
import { planLimits } from '../../domain/plan/plan-limits.ts';
import { revisionTargets } from '../../domain/plan/revision-targets.ts';
import type { Level } from '../../domain/request/request.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { composeCompetency, coverageOf } from './draft.ts';
import { followUps, framesCount, inNextFrame, questionText } from './frames.ts';
import { isOrder } from './orders.ts';
import { isCondition, tidy } from './statements.ts';
import { commandsIn, possibleWishes, type Command } from './wishes.ts';

const addedSeconds = 240;

const without = (plan: PlanDraft, questions: Question[]): PlanDraft => {
  const left = new Set(questions.flatMap(({ competencyIds }) => competencyIds));
  return { ...plan, questions, competencies: plan.competencies.filter(({ id }) => left.has(id)) };
};

const removeCompetency = (plan: PlanDraft, removed: string): PlanDraft =>
  without(
    plan,
    plan.questions.flatMap((question) => {
      const competencyIds = question.competencyIds.filter((id) => id !== removed);
      if (competencyIds.length === question.competencyIds.length) return question;
      return competencyIds.length === 0 ? [] : { ...question, competencyIds };
    }),
  );

type Place = Extract<Command, { kind: 'place' }>;

const indexFor = (rest: readonly Question[], at: Place['at']): number => {
  if (at === 'start') return 0;
  if (at === 'end') return rest.length;
  if ('index' in at) return at.index;
  if ('before' in at) return rest.findIndex(({ id }) => id === at.before);
  return rest.findIndex(({ id }) => id === at.after) + 1;
};

/** Null where a question is to stand beside itself. */
const place = (plan: PlanDraft, { questionId, at }: Place): PlanDraft | null => {
  const moved = plan.questions.find(({ id }) => id === questionId);
  const rest = plan.questions.filter(({ id }) => id !== questionId);
  const index = indexFor(rest, at);
  const isBesideItself = typeof at === 'object' && Object.values(at).includes(questionId);
  return moved === undefined || isBesideItself ? null : { ...plan, questions: rest.toSpliced(index, 0, moved) };
};

const nextId = (prefix: string, ids: readonly string[]): string =>
  `${prefix}${Math.max(0, ...ids.map((id) => Number(/\d{1,6}$/u.exec(id)?.[0] ?? 0))) + 1}`;

const withCompetency = (plan: PlanDraft, text: string, level: Level): { plan: PlanDraft; id: string } => {
  const id = nextId(
    'c',
    plan.competencies.map((one) => one.id),
  );
  const kind = isCondition(text) ? 'condition' : 'work';
  const added = composeCompetency({ id, quote: tidy(text), kind, counts: 'plain' }, level);
  return { plan: { ...plan, competencies: [...plan.competencies, added] }, id };
};

/** A question for no competency of the plan is one of its own: its answer is to count, and only for itself. */
const add = (plan: PlanDraft, { competencyId, text }: Extract<Command, { kind: 'add' }>, level: Level): PlanDraft => {
  const home = competencyId === null ? withCompetency(plan, text, level) : { plan, id: competencyId };
  const question: Question = {
    id: nextId(
      'q',
      plan.questions.map(({ id }) => id),
    ),
    text,
    competencyIds: [home.id],
    probes: [...followUps],
    timeBudgetSeconds: addedSeconds,
  };
  return { ...home.plan, questions: [...plan.questions, question] };
};

const apply = (plan: PlanDraft, command: Command, level: Level): PlanDraft | null => {
  switch (command.kind) {
    case 'remove':
      return without(
        plan,
        plan.questions.filter(({ id }) => !command.questionIds.includes(id)),
      );
    case 'removeCompetency':
      return removeCompetency(plan, command.competencyId);
    case 'place':
      return place(plan, command);
    case 'reword':
      return {
        ...plan,
        questions: plan.questions.map((one) => (one.id === command.questionId ? { ...one, text: command.text } : one)),
      };
    case 'weight':
      return {
        ...plan,
        competencies: plan.competencies.map((one) =>
          one.id === command.competencyId ? { ...one, weight: command.weight } : one,
        ),
      };
    case 'add':
      return add(plan, command, level);
  }
};

const commandsOf = (current: Plan, request: RevisionRequest): Command[] | null => {
  const all = [commandsIn(request.instructions, current)];
  for (const target of request.targets) {
    const { questionIds, competencyIds, unknown } = revisionTargets(current, {
      ...request,
      targets: [target],
      competencyIds: [],
    });
    const [questionId, competencyId] = [[...questionIds][0], [...competencyIds][0]];
    const subject = {
      ...(questionId === undefined ? {} : { questionId }),
      ...(competencyId === undefined ? {} : { competencyId }),
    };
    const commands = unknown.length > 0 ? null : commandsIn(target.change, current, subject);
    all.push(commands?.length === 0 ? null : commands);
  }
  return all.every((commands) => commands !== null) ? all.flat() : null;
};

/** An operator names competencies and says no more: their questions are put into the next frame. */
const wordAnew = (plan: PlanDraft, competencyIds: ReadonlySet<string>, level: Level): PlanDraft => {
  const isMeant = ({ competencyIds: bound }: Question): boolean =>
    competencyIds.size === 0 || bound.every((id) => competencyIds.has(id));
  return plan.questions.filter(isMeant).reduce((draft, { id, text, competencyIds: bound }) => {
    const name = plan.competencies.find((competency) => competency.id === bound[0])?.name ?? 'this position';
    const kind = isCondition(name) ? 'condition' : 'work';
    const frames = Array.from({ length: framesCount }, (_, nth) => questionText(tidy(name), kind, level, nth));
    const taken = new Set(draft.questions.map((question) => question.text));
    const next = [inNextFrame(text, level) ?? '', ...frames].find((one) => one !== '' && !taken.has(one)) ?? text;
    return { ...draft, questions: draft.questions.map((one) => (one.id === id ? { ...one, text: next } : one)) };
  }, plan);
};

const isFollowable = (command: Command): boolean => !('text' in command) || !isOrder(command.text);

const carryOut = (current: Plan, request: RevisionRequest, level: Level): PlanDraft | null => {
  const commands = commandsOf(current, request);
  if (commands === null || !commands.every(isFollowable)) return null;
  const { competencyIds } = revisionTargets(current, { ...request, targets: [] });
  const isOperators = request.instructions.trim() === '' && request.targets.length === 0;
  if (commands.length === 0 && !isOperators && competencyIds.size === 0) return null;
  const start = commands.length === 0 ? wordAnew(current, competencyIds, level) : current;
  return commands.reduce<PlanDraft | null>((plan, command) => plan && apply(plan, command, level), start);
};

const partsOf = ({ competencies, questions }: PlanDraft): string => canonicalJson({ competencies, questions });

/** The revised plan, or null where any part of the wish cannot be carried out exactly. */
const revised = (current: Plan, request: RevisionRequest, level: Level): PlanDraft | null => {
  const draft = carryOut(current, request, level);
  if (draft === null || draft.questions.length > planLimits.questionsMax) return null;
  const isWhole = partsOf(mergeRevision(current, draft, request)) === partsOf(draft);
  return isWhole && checkPlan(draft).length === 0 ? draft : null;
};

/** Looks at a wish before it is sent: what can be done instead, or null where all of it can be done. */
export const revisionRefusal = (current: Plan, request: RevisionRequest): readonly string[] | null =>
  revised(current, request, 'MID') === null ? possibleWishes : null;

/** @throws AppError `plan.revision_not_understood` instead of a half-done revision */
export const revisePlan = (input: PlannerInput, current: Plan, request: RevisionRequest): PlanDraft => {
  const draft = revised(current, request, input.level);
  if (draft === null) throw new AppError('plan.revision_not_understood');
  return { ...draft, skillsCoverage: { ...current.skillsCoverage, ...coverageOf(input, draft) } };
};
