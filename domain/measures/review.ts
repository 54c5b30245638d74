// How verdicts come about at the recruiter's page, and what comes of appeals: by role and job, and never of a single reviewer.
import { csvOf, type Cell } from '../text/csv.ts';
import type { MeasuresGroup } from './figures.ts';
import { shareOf, type Share } from './share.ts';

/** Who gives a verdict at the page: by the link of a mail that the settings send, or by one that a caller made. */
export const reviewRoles = ['mailed', 'linked'] as const;
export type ReviewRole = (typeof reviewRoles)[number];

/** Of fewer people than this, a figure would be somebody's. */
export const minimumReviewers = 3;

export type ReviewWork = {
  decisions: number;
  withoutEvidence: number;
  ratedFirst: number;
  medianSeconds: number | null;
  medianEvidenceShare: number | null;
  /** Of those that were rated first, with a verdict proposed; and of them those that departed from it. */
  comparable: number;
  overridden: number;
  /** Whose own rating was another one than the score; and of them those with the proposed verdict all the same. */
  differing: number;
  followed: number;
};

/** `reviewers` are keyed hashes: they tell people apart here, and go no further. */
export type CountedWork = { reviewers: readonly string[]; figures: ReviewWork };

export type ReviewMeasures = {
  decisions: number;
  withoutEvidence: Share;
  ratedFirst: Share;
  medianSeconds: number | null;
  medianEvidenceShare: number | null;
  overriddenAfterRating: Share;
  followedAgainstRating: Share;
};

export type AppealFigures = {
  decided: number;
  asked: number;
  open: number;
  overdue: number;
  upheld: number;
  changed: number;
  late: number;
  medianSeconds: number | null;
  byAnother: number;
  byTheSame: number;
};

export type AppealMeasures = {
  asked: Share;
  open: number;
  overdue: number;
  upheld: number;
  changed: Share;
  late: Share;
  medianDays: number | null;
  byAnother: number;
  byTheSame: number;
};

export const noAppeals: AppealFigures = {
  decided: 0,
  asked: 0,
  open: 0,
  overdue: 0,
  upheld: 0,
  changed: 0,
  late: 0,
  medianSeconds: null,
  byAnother: 0,
  byTheSame: 0,
};

const peopleIn = (parts: readonly CountedWork[]): number => new Set(parts.flatMap(({ reviewers }) => reviewers)).size;

/**
 * The parts of a whole that can be told: each of enough people, and what is left of the whole without them is of enough
 * people as well, or of nobody. Otherwise the whole less what is told would be the figure of one or two.
 */
export const tellable = <Part extends CountedWork>(parts: readonly Part[]): Part[] => {
  const told = parts
    .filter(({ reviewers }) => reviewers.length >= minimumReviewers)
    .toSorted((one, other) => other.reviewers.length - one.reviewers.length);
  const isRestTellable = (): boolean => {
    const rest = peopleIn(parts.filter((part) => !told.includes(part)));
    return rest === 0 || rest >= minimumReviewers;
  };
  while (told.length > 0 && !isRestTellable()) told.pop();
  return told;
};

const measuresOfWork = (figures: ReviewWork): ReviewMeasures => ({
  decisions: figures.decisions,
  withoutEvidence: shareOf(figures.withoutEvidence, figures.decisions),
  ratedFirst: shareOf(figures.ratedFirst, figures.decisions),
  medianSeconds: figures.medianSeconds,
  medianEvidenceShare: figures.medianEvidenceShare,
  overriddenAfterRating: shareOf(figures.overridden, figures.comparable),
  followedAgainstRating: shareOf(figures.followed, figures.differing),
});

/** Null where it would be the figure of fewer people than may be told of. */
export const toldWork = <Part extends CountedWork>(part: Part | undefined, told: readonly Part[]) =>
  part !== undefined && told.includes(part) ? measuresOfWork(part.figures) : null;

export const appealsOf = (figures: AppealFigures): AppealMeasures => {
  const { decided, asked, open, overdue, upheld, changed, late, medianSeconds, byAnother, byTheSame } = figures;
  const answered = upheld + changed;
  return {
    asked: shareOf(asked, decided),
    open,
    overdue,
    upheld,
    changed: shareOf(changed, answered),
    late: shareOf(late, answered),
    medianDays: medianSeconds === null ? null : Math.round(medianSeconds / 8_640) / 10,
    byAnother,
    byTheSame,
  };
};

export const reviewDefinitions = {
  decisions: 'Verdicts on assessments that were given at the recruiter’s page, the last one of each interview.',
  withoutEvidence: 'Of them, those whose reviewer had opened no answer and played no recording before.',
  ratedFirst: 'Of them, those whose reviewer gave at least one own rating before the proposal was shown.',
  medianSeconds: 'From the first opening of the assessment by that reviewer to the verdict, the median.',
  medianEvidenceShare: 'The share of the competencies whose evidence the reviewer opened, the median.',
  overriddenAfterRating:
    'Of those rated first, with a verdict proposed: those with another verdict than the proposed one.',
  followedAgainstRating:
    'Of those whose own rating of a competency was another than its score: those with the proposed verdict all the same.',
  appeals: 'Decided interviews whose candidate asked for a review, and what came of it; late is after its date.',
} as const;
export type ReviewMeasureName = keyof typeof reviewDefinitions;

export type ReviewReport = {
  from: string;
  to: string;
  timeZone: string;
  computedAt: string;
  minimumReviewers: number;
  definitions: Record<ReviewMeasureName, string>;
  review: ReviewMeasures | null;
  roles: Record<ReviewRole, ReviewMeasures | null>;
  appeals: AppealMeasures;
  groups: (MeasuresGroup & { review: ReviewMeasures | null; appeals: AppealMeasures })[];
  hasMoreGroups: boolean;
};

const head = [
  'from',
  'to',
  'time_zone',
  'job_id',
  'job',
  'connection_id',
  'connection',
  'role',
  'measure',
  'numerator',
  'denominator',
  'share',
  'value',
] as const;
type Line = Partial<Record<(typeof head)[number], Cell>>;

const ofShare = (measure: string, { numerator, denominator, share }: Share): Line => ({
  measure,
  numerator,
  denominator,
  share,
});

const linesOfWork = (work: ReviewMeasures | null): Line[] => {
  if (work === null) return [{ measure: 'review', value: 'too_few_reviewers' }];
  return [
    { measure: 'decisions', value: work.decisions },
    ofShare('withoutEvidence', work.withoutEvidence),
    ofShare('ratedFirst', work.ratedFirst),
    { measure: 'medianSeconds', value: work.medianSeconds },
    { measure: 'medianEvidenceShare', value: work.medianEvidenceShare },
    ofShare('overriddenAfterRating', work.overriddenAfterRating),
    ofShare('followedAgainstRating', work.followedAgainstRating),
  ];
};

const linesOfAppeals = (appeals: AppealMeasures): Line[] => [
  ofShare('appeals', appeals.asked),
  { measure: 'appealsOpen', value: appeals.open },
  { measure: 'appealsOverdue', value: appeals.overdue },
  ofShare('appealsChanged', appeals.changed),
  ofShare('appealsLate', appeals.late),
  { measure: 'appealsMedianDays', value: appeals.medianDays },
];

const placeOf = ({ job, connection }: MeasuresGroup): Line => ({
  job_id: job?.id ?? null,
  job: job?.name ?? null,
  connection_id: connection?.id ?? null,
  connection: connection?.name ?? null,
});

/** A line per measure: those of all, of each role, of each group. */
export const reviewCsv = (report: ReviewReport): string => {
  const { from, to, timeZone, review, roles, appeals, groups } = report;
  const lines = [
    ...linesOfWork(review),
    ...linesOfAppeals(appeals),
    ...reviewRoles.flatMap((role) => linesOfWork(roles[role]).map((line) => ({ ...line, role }))),
    ...groups.flatMap((group) =>
      [...linesOfWork(group.review), ...linesOfAppeals(group.appeals)].map((line) => ({ ...line, ...placeOf(group) })),
    ),
  ].map((line: Line): Line => ({ from, to, time_zone: timeZone, ...line }));
  return csvOf([head, ...lines.map((line) => head.map((column) => line[column] ?? null))]);
};
