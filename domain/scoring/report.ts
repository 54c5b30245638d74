// Strengths, concerns and the summary: sentences that code writes from the results, so no model can colour them.
import type { CompetencyResult, InsufficientReason } from '../assessment.ts';
import type { Competency } from '../plan.ts';
import type { Total } from './verdict.ts';

const strongScore = 4;
const weakScore = 2.5;
const disagreement = 2;

const reasonTexts: Readonly<Record<InsufficientReason, string>> = {
  not_asked: 'no question was asked about it',
  not_answered: 'its questions were not answered',
  too_few_words: 'too little was said',
  unintelligible: 'the transcript could not be read',
  other_language: 'the answer was given in another language',
  no_evidence: 'the answers held too little evidence',
  no_agreement: 'the judges did not agree that there was enough evidence',
};

export type Report = { strengths: string[]; concerns: string[]; summary: string };

const labelled = (result: CompetencyResult, competency: Competency | undefined): string => {
  const anchor = result.anchor && competency ? `: ${competency.anchors[result.anchor]}` : '.';
  return `${result.name} (${result.score ?? '–'} of 5)${anchor}`;
};

const concernOf = (result: CompetencyResult, competency: Competency | undefined): string[] => {
  const required = competency?.required ? 'required, ' : '';
  if (result.reason)
    return [`${result.name} (${required}not scored): ${reasonTexts[result.reason]}. Ask again before deciding.`];
  if ((result.score ?? 0) <= weakScore) return [labelled(result, competency)];
  if ((result.spread ?? 0) >= disagreement)
    return [`${result.name}: the judges disagreed by ${result.spread ?? 0} steps. Read the evidence.`];
  return [];
};

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

const totalText = (total: Total, { advisory }: { advisory: boolean }): string => {
  if (total.overallScore === null)
    return 'Too much of the rubric’s weight lacks evidence, so there is no total and no proposed verdict.';
  const proposal = `The weighted total is ${total.overallScore} of 100 (± ${total.uncertainty ?? 0}), which proposes ${total.verdict ?? 'no verdict'}.`;
  return advisory ? `${proposal} Rule-based and advisory: read the evidence before deciding.` : proposal;
};

/** Texts of an assessment, from the plan's own words and the results alone. */
export const reportOf = (
  competencies: readonly Competency[],
  results: readonly CompetencyResult[],
  total: Total,
  options: { advisory: boolean },
): Report => {
  const byId = new Map(competencies.map((competency) => [competency.id, competency]));
  const scored = results.filter((result) => result.status === 'SCORED');
  const best = scored.filter((result) => (result.score ?? 0) >= strongScore);
  const weak = scored.filter((result) => (result.score ?? 0) <= weakScore);
  const sentences = [
    `${scored.length} of ${results.length} competencies had enough evidence.`,
    best.length > 0 ? `Strongest: ${listed(best.map((result) => result.name))}.` : '',
    weak.length > 0 ? `Weakest: ${listed(weak.map((result) => result.name))}.` : '',
    totalText(total, options),
  ];
  return {
    strengths: best.map((result) => labelled(result, byId.get(result.id))),
    concerns: results.flatMap((result) => concernOf(result, byId.get(result.id))),
    summary: sentences.filter((sentence) => sentence !== '').join(' '),
  };
};
