// The five measures of hiring: what each means in words, what it should be, and what the figures come to.
import type { RecordPart } from '../writeback/item.ts';
import type { HiringFigures, Lacking, OverrideFigures } from './figures.ts';
import { enoughCount, shareOf, type Share } from './share.ts';

export type Minutes = { manualMinutes: number; reviewMinutes: number };

/** `none`: there is nothing to count. `too_few`: fewer than twenty, which says little about a habit. */
export const standings = ['none', 'too_few', 'met', 'missed'] as const;
export type Standing = (typeof standings)[number];

export const rubberStampings = ['unknown', 'no', 'possible'] as const;
export type RubberStamping = (typeof rubberStampings)[number];

export const measureWarnings = ['override_rate_high', 'rubber_stamp_possible'] as const;
export type MeasureWarning = (typeof measureWarnings)[number];

const overridesAtMost = 0.3;
/** The median interview is reviewed on its day. */
const sameDayAtLeast = 0.5;
const hardlyEver = 0.05;
const hastySeconds = 60;

export const measureNames = [
  'completionToReview',
  'resultsInAts',
  'manualHoursSaved',
  'overrideRate',
  'auditReady',
] as const;
export type MeasureName = (typeof measureNames)[number];

export type MeasureDefinition = { definition: string; target: string };

/** With the numbers that the formula was worked out with. */
export const definitionsOf = ({ manualMinutes, reviewMinutes }: Minutes): Record<MeasureName, MeasureDefinition> => ({
  completionToReview: {
    definition:
      'Time from the end of the conversation to a person’s verdict (approved or turned down), of those that have one. Same day: reviewed on the day of completion, of those reviewed or still waiting after that day. Who waits is counted apart; medianSecondsAtLeast counts them too, each as old as it is now.',
    target: 'the same day: at least half of them, which is the median interview',
  },
  resultsInAts: {
    definition:
      'Results that count (approved by a person; scored, where the template says so), and of them those of which everything that was to be written into the ATS is confirmed there, or was kept as a person of theirs has it.',
    target: '100 %',
  },
  manualHoursSaved: {
    definition: `results in the ATS × (${manualMinutes} − ${reviewMinutes}) minutes ÷ 60`,
    target: 'none: the more, the less is typed by hand',
  },
  overrideRate: {
    definition:
      'Decisions on assessments that proposed a verdict, and of them those in which the person chose another one, or turned the assessment down.',
    target: 'at most 30 %; near 0 % with hasty decisions is no agreement',
  },
  auditReady: {
    definition:
      'Of those who progressed past the screening (approved with HIRE or STRONG_HIRE; with MAYBE, if a stage move of ours is confirmed): whose record in the ATS is confirmed to hold questions, transcript, rubric, rationale, decision and scores.',
    target: '100 %',
  },
});

export type HiringMeasures = {
  completionToReview: {
    completed: number;
    reviewed: number;
    medianSeconds: number | null;
    p90Seconds: number | null;
    sameDay: Share;
    waiting: number;
    oldestWaitingSeconds: number | null;
    medianSecondsAtLeast: number | null;
    endedUnreviewed: number;
    standing: Standing;
  };
  resultsInAts: Share & { lacking: Record<Lacking, number>; standing: Standing };
  manualHoursSaved: Minutes & { results: number; hours: number; formula: string };
  overrideRate: Share & {
    otherVerdict: number;
    turnedDown: number;
    withoutProposal: number;
    evidence: { known: number; medianSeconds: number | null };
    rubberStamping: RubberStamping;
    standing: Standing;
    warnings: MeasureWarning[];
  };
  auditReady: Share & { lacking: Record<RecordPart, number>; standing: Standing };
};

/** Of a habit, which a few cases do not show. */
const habit = ({ share, enough }: Share, isMet: (share: number) => boolean): Standing => {
  if (share === null) return 'none';
  if (!enough) return 'too_few';
  return isMet(share) ? 'met' : 'missed';
};

/** Of what holds for each or does not: one that lacks is one that lacks, of however many. */
const complete = ({ numerator, denominator }: Share): Standing => {
  if (denominator === 0) return 'none';
  return numerator === denominator ? 'met' : 'missed';
};

const reviewOf = (figures: HiringFigures['reviews']): HiringMeasures['completionToReview'] => {
  const { sameDay: onTheDay, dueThatDay, ...rest } = figures;
  const sameDay = shareOf(onTheDay, dueThatDay);
  return {
    ...rest,
    sameDay,
    endedUnreviewed: rest.completed - rest.reviewed - rest.waiting,
    standing: habit(sameDay, (share) => share >= sameDayAtLeast),
  };
};

/** The time since the page was opened bounds the time on it from above: short is hasty, long says nothing. */
const rubberStampingOf = ({ opened, medianEvidenceSeconds }: OverrideFigures, rate: Share): RubberStamping => {
  if (rate.share === null || !rate.enough) return 'unknown';
  if (rate.share >= hardlyEver) return 'no';
  if (medianEvidenceSeconds === null || opened < enoughCount || opened * 2 < rate.denominator) return 'unknown';
  return medianEvidenceSeconds < hastySeconds ? 'possible' : 'no';
};

const overridesOf = (figures: OverrideFigures): HiringMeasures['overrideRate'] => {
  const { decided, proposed, otherVerdict, turnedDown, opened, medianEvidenceSeconds } = figures;
  const rate = shareOf(otherVerdict + turnedDown, proposed);
  const standing = habit(rate, (share) => share <= overridesAtMost);
  const rubberStamping = rubberStampingOf(figures, rate);
  return {
    ...rate,
    otherVerdict,
    turnedDown,
    withoutProposal: decided - proposed,
    evidence: { known: opened, medianSeconds: medianEvidenceSeconds },
    rubberStamping,
    standing,
    warnings: [
      ...(standing === 'missed' ? (['override_rate_high'] as const) : []),
      ...(rubberStamping === 'possible' ? (['rubber_stamp_possible'] as const) : []),
    ],
  };
};

const hoursOf = ({ results, minutes }: HiringFigures['hours'], each: Minutes): HiringMeasures['manualHoursSaved'] => {
  const hours = Math.round((minutes / 60) * 100) / 100;
  const formula = `${results} × (${each.manualMinutes} − ${each.reviewMinutes}) ÷ 60 = ${hours}`;
  return { ...each, results, hours, formula };
};

export const measuresOf = (figures: HiringFigures, minutes: Minutes): HiringMeasures => {
  const inAts = shareOf(figures.confirmed.confirmed, figures.confirmed.results);
  const ready = shareOf(figures.audit.ready, figures.audit.progressed);
  return {
    completionToReview: reviewOf(figures.reviews),
    resultsInAts: { ...inAts, lacking: figures.confirmed.lacking, standing: complete(inAts) },
    manualHoursSaved: hoursOf(figures.hours, minutes),
    overrideRate: overridesOf(figures.overrides),
    auditReady: { ...ready, lacking: figures.audit.lacking, standing: complete(ready) },
  };
};
