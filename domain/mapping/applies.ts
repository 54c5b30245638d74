// Whether an entry of a mapping is about a result as it stands now.
import type { ResultDocument } from '../result-document/schema.ts';
import type { MappingCondition } from './mapping.ts';

const isOutcome = ({ outcomes }: MappingCondition, { interview }: ResultDocument): boolean =>
  outcomes === undefined
    ? interview.status === 'complete'
    : interview.outcome !== null && outcomes.includes(interview.outcome);

const isVerdict = ({ verdicts }: MappingCondition, { assessment }: ResultDocument): boolean => {
  const verdict = assessment?.verdict ?? null;
  return verdicts === undefined || (verdict !== null && verdicts.includes(verdict));
};

export const applies = (condition: MappingCondition = {}, document: ResultDocument): boolean => {
  const isDecided = condition.decided !== true || document.decision !== null;
  return isDecided && isOutcome(condition, document) && isVerdict(condition, document);
};
