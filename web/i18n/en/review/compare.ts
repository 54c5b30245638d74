// The recruiter's page: runs of one form side by side.
export const compare = {
  title: 'Side by side',
  lead: 'All of them were asked the same questions in the same order.',
  uncertainty:
    'Scores are uncertain: the thin line shows where each number probably lies, and totals that are closer than the uncertainty of these interviews share a rank.',
  /** Name of the table. */
  table: 'Comparison of candidates',
  columns: { candidate: 'Candidate', rank: 'Rank', verdict: 'Verdict', total: 'Total' },
  /** Beside a rank that several share. */
  tied: 'tied',
  /** Where a number probably lies; for screen readers, beside the number. */
  range: 'between {low} and {high}',
  /** Below the name of a competency. */
  weight: '{weight}% of the total',
  /** In place of a score: there was not enough to judge by. */
  none: 'not scored',
  states: { ASSESSMENT_PENDING: 'Waits for a verdict', ASSESSMENT_APPROVED: 'Decided' },
  /** Beside a verdict that no person has given yet. */
  proposed: 'proposed',
  hidden: 'Rate it yourself first: the numbers are shown after that.',
  blind: {
    one: '{count} interview waits for your own rating, and has no rank here.',
    other: '{count} interviews wait for your own rating, and have no rank here.',
  },
  more: 'There are more interviews than are listed here. The newest are listed.',
  noReference: 'No reference',
  back: 'Back to what waits for you',
  print: 'Print',
  csv: 'Table as CSV',
};

export type CompareMessages = typeof compare;
