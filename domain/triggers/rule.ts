// The customer's rules: which stage of an ATS starts which interview. Tried in their order; the first that fits counts.
import type { AtsApplication } from '../ports/ats-hooks.ts';
import { typedAs } from '../text/typed-text.ts';

export const rulesMax = 50;
/** Of ids and names in one condition. */
export const namesMax = 100;

export type TriggerRule = {
  /** The customer's own, unique in the connection; it stands in orders and in the ledger of hooks. */
  id: string;
  name?: string;
  when: {
    event: 'stage_entered';
    /** One of the ids, or one of the names: where an ATS has stages per job, names fit them all. */
    stageIds?: readonly string[];
    stageNames?: readonly string[];
    jobIds?: readonly string[];
    departments?: readonly string[];
  };
  then: {
    /** By its `externalId`, else by its id. */
    template: string;
    /** Where the template has no approved plan yet: one is drafted for each candidate, and nobody looks at it first. */
    autoApprovePlan?: boolean;
  };
  /** How long after an interview the same stage starts none again; ISO 8601, an hour at least. */
  againAfter: string;
  /** Leaving the stage ends an interview that has not begun. */
  cancelOnLeave: boolean;
  /** So does closing the job. */
  cancelOnJobClosed: boolean;
};

export const ruleMisses = [
  'earlier_rule_matched',
  'no_stage',
  'stage_differs',
  'job_differs',
  'department_differs',
] as const;
export type RuleMiss = (typeof ruleMisses)[number];

/** What became of each rule, in their order: null for the one that fits. */
export type RuleTrial = { ruleId: string; why: RuleMiss | null };

export type Evaluation = { fired: TriggerRule | null; trials: RuleTrial[] };

/** As people type names: capitals, blanks and the way a letter is encoded make no other one. */
const folded = (name: string): string => typedAs('line', name).replaceAll(/\s+/g, ' ').toLowerCase();

const hasName = (names: readonly string[], name: string | null): boolean =>
  name !== null && names.some((one) => folded(one) === folded(name));

const fitsStage = (
  { stageIds = [], stageNames = [] }: TriggerRule['when'],
  { id, name }: NonNullable<AtsApplication['stage']>,
): boolean => stageIds.includes(id) || hasName(stageNames, name);

const missOf = ({ when }: TriggerRule, { stage, job }: AtsApplication): RuleMiss | null => {
  if (stage === null) return 'no_stage';
  if (!fitsStage(when, stage)) return 'stage_differs';
  if (when.jobIds !== undefined && !when.jobIds.includes(job?.id ?? '')) return 'job_differs';
  const { departments } = when;
  if (departments !== undefined && !(job?.departments ?? []).some((name) => hasName(departments, name)))
    return 'department_differs';
  return null;
};

/** The first rule that fits, and why each of the others did not count. */
export const evaluate = (rules: readonly TriggerRule[], application: AtsApplication): Evaluation => {
  let fired: TriggerRule | null = null;
  const trials: RuleTrial[] = [];
  for (const rule of rules) {
    const why = missOf(rule, application) ?? (fired === null ? null : 'earlier_rule_matched');
    if (why === null) fired = rule;
    trials.push({ ruleId: rule.id, why });
  }
  return { fired, trials };
};

/** A rule that would count misses a department, and nobody said which ones the job has. */
export const lacksDepartments = (
  { trials }: Evaluation,
  { departments }: NonNullable<AtsApplication['job']>,
): boolean => {
  const counting = trials.findIndex(({ why }) => why === null);
  const before = counting < 0 ? trials : trials.slice(0, counting);
  return departments === null && before.some(({ why }) => why === 'department_differs');
};
