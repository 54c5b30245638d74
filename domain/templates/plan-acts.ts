// What may be done with the plan of a template's newest version, by the version's state.
import { AppError } from '../errors.ts';
import type { Template, TemplateState } from './template.ts';

export const planActs = ['approve', 'reject', 'revise', 'retry'] as const;
export type PlanAct = (typeof planActs)[number];

const allowedIn: Readonly<Record<TemplateState, readonly PlanAct[]>> = {
  drafting: [],
  pending: ['approve', 'reject', 'revise'],
  approved: ['revise'],
  rejected: ['revise'],
  failed: ['retry'],
};

export const allowedPlanActs = ({
  planState,
  archived,
}: Pick<Template, 'planState' | 'archived'>): readonly PlanAct[] => (archived ? [] : allowedIn[planState]);

/**
 * Returns when `act` is allowed now; else throws the refusal with the present state and what is allowed instead.
 * `version` is the one that was looked at.
 */
export const checkPlanAct = (
  template: Pick<Template, 'planState' | 'archived' | 'version'>,
  act: PlanAct,
  version: number | undefined,
): void => {
  const extra = {
    currentState: template.planState,
    currentVersion: template.version,
    allowed: allowedPlanActs(template),
  };
  if (template.archived) throw new AppError('template.archived', { extra });
  if (version !== undefined && version !== template.version) throw new AppError('template.stale_version', { extra });
  if (!allowedIn[template.planState].includes(act)) throw new AppError('template.invalid_transition', { extra });
};
