// The recruiter's page: the decision on an assessment, from its form until it is told, and the review of one.
import type { Counted } from '../../fill.ts';

export const deciding = {
  table: {
    title: 'Ratings',
    competency: 'Competency',
    own: 'You',
    proposed: 'Proposed',
    notYet: 'not yet',
    passed: 'passed',
    hidden: 'hidden',
    noScore: 'no score',
  },
  decision: {
    title: 'Your decision',
    verdict: 'Verdict',
    proposedTag: 'proposed',
    choose: 'Choose a verdict',
    /** On the button that decides. */
    approve: 'Approve as {verdict}',
    reasons: 'The system proposes {verdict}. Why do you decide otherwise?',
    note: 'Note (optional)',
    hidden: 'Rate each competency or look at its proposal first: whether you depart from it is part of the record.',
    verdictNeeded: 'Please choose a verdict.',
    reasonNeeded: 'Please choose at least one reason.',
    unsent: 'What you had written, and was not sent:',
  },
  status: {
    saved: 'Draft saved',
    saving: 'Saving your draft…',
    unsaved: 'Draft not saved yet: no connection, we keep trying',
  },
  undo: {
    left: { one: 'This is sent in {count} second.', other: 'This is sent in {count} seconds.' } satisfies Counted,
    leaving: 'If you leave this page before that, nothing is sent and your draft is kept.',
    undo: 'Undo',
    now: 'Send now',
    sending: 'Sending your decision…',
  },
  later: {
    act: 'Decide later',
    kept: 'Your draft is kept, and the same link opens it again.',
    reminder: 'We remind you on {at}.',
    noReminder: 'There is no further reminder.',
  },
  reject: {
    open: 'Reject the assessment…',
    title: 'Reject this assessment?',
    text: 'This says that the assessment must not be used at all. The interview ends without a verdict.',
    reason: 'Why? (needed)',
    empty: 'Please say why.',
    act: 'Reject the assessment',
  },
  noEvidenceOpened: {
    title: 'You have not opened any evidence',
    text: 'You have neither unfolded an answer, nor gone to a quote, nor played a recording. If you decide all the same, that is noted with your decision.',
    back: 'Look at the evidence',
    decide: 'Decide all the same',
  },
  refused: {
    stale:
      'The assessment was made anew meanwhile, and this is the new one (revision {number}). Nothing was sent. What you chose and wrote is kept: please look whether it still holds.',
    decided: 'It was decided before this arrived: below you see what, and by whom. Nothing more was changed.',
    hidden: 'Nothing was sent: please rate each competency or look at its proposal first.',
    noEvidence: 'Nothing was sent: no evidence was opened.',
    reason: 'Nothing was sent: your verdict departs from the proposed one, please choose why.',
    noAppeal: 'Nothing was sent: the candidate’s wish for a review is not there any more.',
    firstDecider: 'Nothing was sent: you made the first decision, and somebody else is there to review it.',
    sameVerdict:
      'Nothing was sent: this is the verdict that stands already. Choose another one, or that the decision stays.',
    appealReason: 'Nothing was sent: please choose why the decision is changed.',
    unnamed:
      'Nothing was sent: a review names who decided, and this link was made for nobody in particular. Please ask for a link of your own.',
    offline:
      'No answer came, so it may have arrived or not. What you chose is kept: if it still waits for a decision below, please try again.',
    other: 'Something went wrong, and nothing was sent. What you chose is kept: please try again.',
  },
  next: {
    ASSESSMENT_APPROVED:
      'This interview is decided. Whoever ordered it is told, and the candidate can ask for a review. You need not do anything.',
    /** Once the candidate has asked for a review and that is decided as well. */
    reviewed:
      'This interview is decided, and so is the review that the candidate asked for. Whoever ordered it is told. You need not do anything.',
    ASSESSMENT_REJECTED:
      'The assessment was rejected, and the interview has ended without a verdict. Whoever ordered it is told.',
  },
  appeal: {
    title: 'The candidate asks for another look',
    asked: 'Asked on {at}. These are the candidate’s words:',
    firstDecider: 'You made the first decision',
    firstDeciderText:
      'Whoever made the first decision cannot decide on the review while somebody else is there to do it. The others were sent a link; you need not do anything.',
    past: 'The candidate asked for a review of the decision: {state}.',
    states: { open: 'not decided yet', upheld: 'the decision stays', changed: 'the decision was changed' },
    decide: 'Your review',
    outcome: 'Outcome',
    outcomes: {
      upheld: { name: 'The decision stays', meaning: 'You have looked again and come to the same.' },
      changed: { name: 'The decision is changed', meaning: 'A new verdict stands beside the first one.' },
    },
    newVerdict: 'New verdict',
    reasons: 'Why is the decision changed?',
    note: 'Reason (needed)',
    noteHint: 'Say what you looked at and why you come to this.',
    noteNeeded: 'Please say why.',
    outcomeNeeded: 'Please choose an outcome.',
    choose: 'Choose an outcome',
    uphold: 'Uphold the decision',
    change: 'Change the decision to {verdict}',
  },
};

export type DecidingMessages = typeof deciding;
