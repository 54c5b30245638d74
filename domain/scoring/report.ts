// What people read of an assessment: strengths, concerns, summary and levels, put together by code from the results.
import type { CompetencyResult, InsufficientReason, ShownEvidence } from '../assessment/assessment.ts';
import { anchorLevels, asExpected, type Anchors, type Competency } from '../plan/plan.ts';
import { erasedMark } from '../erasure/places.ts';
import type { Verdict } from '../lifecycle/state.ts';
import { deniesPartOf } from './denial.ts';
import { isWithheld } from './leak.ts';
import type { Total } from './verdict.ts';

const strongScore = 4;
const weakScore = 2.5;
const disagreement = 2;
const heardScore = 3;
const mentionedScore = 2;

const reasonTexts: Readonly<Record<InsufficientReason, string>> = {
  not_asked: 'no question was asked about it',
  not_answered: 'its questions were not answered',
  not_heard: 'what was said about it could not be turned into words',
  too_few_words: 'too little was said',
  unintelligible: 'the transcript could not be read',
  other_language: 'the answer was given in another language',
  no_evidence: 'the answers gave nothing to score it on',
  no_agreement: 'its readings do not agree',
};

export type Report = { strengths: string[]; concerns: string[]; summary: string };

/** For the pages on which a score is read. */
export const scaleText = `On the scale of 1 to 5, a 3 ${asExpected}; 1 falls clearly short of that, 5 goes clearly beyond it.`;

/** Which level a result meets, and what the next one asks for, in the words of the reading where it said so; null without a score, at the top, or where the anchor's words are gone. */
export type LevelTexts = { meetsLevel: string | null; forNextLevel: string | null };

type Leveled = Pick<CompetencyResult, 'anchor'> & { rationale?: string | null; missingForNextLevel?: string };

/** In place of an anchor of which the reason beside it denies a part. */
const notWhole = (anchor: string | null): string =>
  `Nearest to level ${anchor}; the reason says which part of it was not shown.`;

export const levelTextsOf = (
  { anchor, rationale, missingForNextLevel = '' }: Leveled,
  anchors: Partial<Anchors> | undefined,
): LevelTexts => {
  const next = anchor === null ? undefined : anchorLevels[anchorLevels.indexOf(anchor) + 1];
  const [met, wanted] = [anchor, next].map((level) => {
    const words = level ? anchors?.[level] : undefined;
    return words === erasedMark ? undefined : words;
  });
  const reasons = [isWithheld(rationale ?? '') ? '' : (rationale ?? ''), wanted ? missingForNextLevel : ''];
  const meets = met && deniesPartOf(met, reasons) ? notWhole(anchor) : `Meets level ${anchor}: ${met}`;
  return {
    meetsLevel: met ? meets : null,
    forNextLevel: wanted ? `For level ${next}: ${missingForNextLevel || wanted}` : null,
  };
};

/**
 * The readings' own reasons. An anchor speaks only where there is none that could deny it; texts that read alike are said
 * once.
 */
const labelled = (
  results: readonly CompetencyResult[],
  byId: ReadonlyMap<string, Competency>,
  instead: keyof LevelTexts,
): string[] => {
  const groups = Map.groupBy(results, ({ rationale, ...result }) =>
    rationale === '' || isWithheld(rationale)
      ? (levelTextsOf(result, byId.get(result.id)?.anchors)[instead] ?? '')
      : rationale,
  );
  return [...groups].map(([text, alike]) =>
    `${alike.map(({ name, score }) => `${name} (${score ?? '–'} of 5)`).join('; ')}. ${text}`.trim(),
  );
};

const isWeak = ({ score }: CompetencyResult): boolean => score !== null && score <= weakScore;

const openConcernOf = (result: CompetencyResult, competency: Competency | undefined): string[] => {
  const required = competency?.required ? 'required, ' : '';
  if (result.reason)
    return [`${result.name} (${required}not scored): ${reasonTexts[result.reason]}. Ask again before deciding.`];
  if (!isWeak(result) && (result.spread ?? 0) >= disagreement)
    return [`${result.name}: the readings differ by ${result.spread ?? 0} levels. Read the evidence.`];
  return [];
};

const verdictTexts: Readonly<Record<Verdict, string>> = {
  STRONG_HIRE: 'strong hire',
  HIRE: 'hire',
  MAYBE: 'maybe',
  NO_HIRE: 'no hire',
};

/** Whole per cent of the rubric's weight without a score; never 0 or 100 for a part of it. */
const missingPercent = (competencies: readonly Competency[], scored: readonly CompetencyResult[]): number => {
  const known = new Set(scored.map(({ id }) => id));
  const whole = competencies.reduce((sum, { weight }) => sum + weight, 0);
  const missing = competencies.filter(({ id }) => !known.has(id)).reduce((sum, { weight }) => sum + weight, 0);
  if (missing <= 0) return 0;
  return missing >= whole ? 100 : Math.min(99, Math.max(1, Math.round((missing / whole) * 100)));
};

/** A verdict that rests on a part of the rubric must not read as if it rested on all of it. */
const missingText = (missing: number, total: Total): string => {
  if (missing === 0) return '';
  if (total.overallScore === null) return `${missing}% of the weight could not be judged.`;
  return `${missing}% of the weight could not be judged: the total and the proposed verdict rest on the other ${100 - missing}%.`;
};

const totalText = (total: Total, { advisory }: { advisory: boolean }): string => {
  if (total.overallScore === null) return 'Too much could not be scored for a total, so no verdict is proposed.';
  const verdict = total.verdict === null ? 'none' : verdictTexts[total.verdict];
  const proposal = `Total: ${total.overallScore} of 100, give or take ${total.uncertainty ?? 0}. Proposed verdict: ${verdict}.`;
  return advisory ? `${proposal} Fixed rules made this proposal: read the evidence before you decide.` : proposal;
};

const scoredText = (scored: number, all: number): string => {
  if (scored === 0) return 'No competency could be scored.';
  return scored === all ? 'Every competency could be scored.' : `Of ${all} competencies, ${scored} could be scored.`;
};

/** Of each competency that was heard, and of each that the candidate says is missing, the candidate's own words. */
export const quotedReport = (
  results: readonly (Pick<CompetencyResult, 'name' | 'score'> & { evidence: readonly ShownEvidence[] })[],
): Pick<Report, 'strengths' | 'concerns'> => {
  const quotes = (counts: (score: number) => boolean): string[] =>
    results
      .filter(({ score }) => score !== null && counts(score))
      .flatMap(({ name, evidence }) => evidence.flatMap(({ quote }) => (quote === null ? [] : `${name}: “${quote}”`)));
  return { strengths: quotes((score) => score >= heardScore), concerns: quotes((score) => score < mentionedScore) };
};

const listed = (title: string, results: readonly CompetencyResult[]): string =>
  results.length === 0 ? '' : `${title}: ${results.map(({ name }) => name).join('; ')}.`;

/** Rules only find words: what they found reads as such, and is quoted instead of praised (`quotedReport`). */
const advisorySentences = (results: readonly CompetencyResult[]): string[] => {
  const within = (from: number, below: number): CompetencyResult[] =>
    results.filter(({ score }) => score !== null && score >= from && score < below);
  return [
    listed('Heard', within(heardScore, Infinity)),
    listed('Only mentioned', within(mentionedScore, heardScore)),
    listed('Said not to have it', within(0, mentionedScore)),
    listed(
      'Not heard',
      results.filter(({ score }) => score === null),
    ),
  ];
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
  const weak = scored.filter(isWeak);
  const sentences = [
    scoredText(scored.length, results.length),
    ...(options.advisory ? advisorySentences(results) : [listed('Strongest', best), listed('Weakest', weak)]),
    missingText(missingPercent(competencies, scored), total),
    totalText(total, options),
  ];
  const summary = sentences.filter((sentence) => sentence !== '').join(' ');
  if (options.advisory) return { strengths: [], concerns: [], summary };
  return {
    strengths: labelled(best, byId, 'meetsLevel'),
    concerns: [
      ...labelled(weak, byId, 'forNextLevel'),
      ...results.flatMap((result) => openConcernOf(result, byId.get(result.id))),
    ],
    summary,
  };
};
