// What every part of the plan screen knows: the plan, the one before where changes are shown, and how a change is asked for.
import { createContext, useContext } from 'react';
import type { ShownPlan } from '../../../domain/plan/shown-plan.ts';
import type { Part } from './wishes.ts';

export type Reading = {
  plan: ShownPlan;
  /** Null where changes are not shown. */
  before: ShownPlan | null;
  /** Whether the meaning of every score is open. */
  isAllOpen: boolean;
  /** Null while nothing can be asked for. */
  askFor: ((part: Part) => void) | null;
};

export const ReadingContext = createContext<Reading | null>(null);

export const useReading = (): Reading => {
  const reading = useContext(ReadingContext);
  if (reading === null) throw new Error('there is no plan around this');
  return reading;
};
