// Shows an assessment: what was scored on which words, what could not be scored, and that it only proposes.
import type { AssessmentAnswer } from './answers.ts';
import { shorten, type Screen } from './screen.ts';

const quotesShown = 3;
const quoteColumns = 180;

const standing = ({ status, score, reason }: AssessmentAnswer['competencies'][number]): string =>
  status === 'SCORED' && score !== null ? `${score} of 5` : `not scored: ${reason ?? status}`;

export const showAssessment = (screen: Screen, assessment: AssessmentAnswer): void => {
  for (const result of assessment.competencies) {
    screen.pair(
      `${result.id}  ${shorten(result.name, 60)}`,
      standing(result),
      result.score === null ? 'yellow' : 'bold',
    );
    if (result.rationale !== null) screen.say(result.rationale, { indent: 4 });
    for (const { turn, quote } of result.evidence.slice(0, quotesShown)) {
      screen.say(`“${shorten(quote ?? 'erased', quoteColumns)}”`, { label: `turn ${turn}  `, indent: 4, style: 'dim' });
    }
  }
  screen.blank();
  const score =
    assessment.overallScore === null ? 'none' : `${assessment.overallScore} of 100 (± ${assessment.uncertainty ?? 0})`;
  screen.pair(`Score ${score}`, `proposed verdict: ${assessment.verdict ?? 'none, a person must state one'}`, 'bold');
  if (assessment.summary !== null) screen.say(assessment.summary);
  for (const concern of assessment.concerns) screen.say(concern, { label: '! ', style: 'yellow' });
  if (assessment.advisory) {
    screen.say(`Advisory: made by the engine "${assessment.engine}" by rules, without a language model.`, {
      style: 'yellow',
    });
  }
};
