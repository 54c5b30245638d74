// Shows an interview plan the way a recruiter would want to read it before approving it.
import type { PlanAnswer } from './answers.ts';
import type { Screen } from './screen.ts';

const minutes = (durationSeconds: number): string =>
  `${Math.floor(durationSeconds / 60)}:${String(Math.round(durationSeconds % 60)).padStart(2, '0')}`;

const goodAnchor = '4';

export const showPlan = (screen: Screen, plan: PlanAnswer): void => {
  screen.pair(
    `Plan, revision ${plan.revision}, engine ${plan.engine}`,
    `rubric ${plan.rubricHash.slice(0, 12)}`,
    'dim',
  );
  screen.blank();
  for (const { id, name, weight, required, anchors, definition } of plan.competencies) {
    screen.pair(`${id}  ${name}${required ? ' (required)' : ''}`, `weight ${weight} %`, 'bold');
    screen.say(definition, { indent: 4 });
    screen.say(anchors[goodAnchor] ?? '–', { label: `${goodAnchor} of 5: `, indent: 4, style: 'dim' });
  }
  screen.blank();
  for (const { id, text, competencyIds, timeBudgetSeconds } of plan.questions) {
    screen.say(text, { label: `${id}  ${competencyIds.join('+')}  ${minutes(timeBudgetSeconds)}  ` });
  }
};
