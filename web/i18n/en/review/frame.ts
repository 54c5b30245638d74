// The recruiter's page: what stands around every screen, and dead links.
export const frame = {
  title: 'Interview review',
  language: 'Language of this page',
  inbox: 'Your inbox',
  toInbox: 'Back to what waits for you',
  close: 'Close',
  tryAgain: 'Try again',
  working: 'One moment…',
  nothingWaits: 'Nothing waits for a decision of yours here at the moment.',
  decisions: 'Decided so far',
  decidedBy: 'by {who}, {at}',
  proposedWas: 'The system had proposed: {verdict}.',
  /** What was decided; `verdict` follows some of them. */
  kinds: {
    planApproved: 'Plan approved',
    planRejected: 'Plan rejected',
    planRevisionRequested: 'Plan sent back for changes',
    assessmentApproved: 'Verdict',
    assessmentRejected: 'Assessment rejected',
    appealDecided: 'Review of the decision',
  },
  /** Who decided, where no name is known. */
  actors: {
    recruiter: 'a reviewer',
    integrator: 'another system',
    operator: 'an operator',
    system: 'the system',
    candidate: 'the candidate',
  },
  verdicts: {
    STRONG_HIRE: { name: 'STRONG HIRE', meaning: 'Clearly more than the job asks for.' },
    HIRE: { name: 'HIRE', meaning: 'Does the job as expected.' },
    MAYBE: { name: 'MAYBE', meaning: 'Close: something should be clarified first.' },
    NO_HIRE: { name: 'NO HIRE', meaning: 'Falls short of what the job needs.' },
  },
  reasons: {
    evidence_weighed_differently: 'I weigh the evidence differently',
    further_evidence: 'I know more than the interview shows',
    assessment_mistaken: 'The assessment is mistaken',
    other: 'Another reason',
  },
  states: {
    RECEIVED: 'The request has come in. The plan is being prepared.',
    INFO_NEEDED: 'Something is missing in the request. Whoever sent it has been asked.',
    VALIDATING_SKILLS: 'The request is being checked.',
    GENERATING_PLAN: 'The plan is being written.',
    PENDING: 'The plan waits for a decision.',
    APPROVED: 'The plan is approved. The candidate is being invited.',
    SCHEDULED: 'The candidate is invited, and has not begun.',
    IN_PROGRESS: 'The conversation is under way.',
    COMPLETED: 'The conversation is over. The assessment is being made.',
    ASSESSMENT_PENDING: 'The assessment waits for a decision.',
    ASSESSMENT_APPROVED: 'This interview is decided.',
    REJECTED: 'This interview has ended without a verdict.',
    CANCELLED: 'This interview has been called off.',
  },
  dead: {
    unknown: {
      title: 'There is nothing here for this link',
      text: 'We do not know this link, or it does not belong to this interview. Perhaps a part of it is missing: open it again from your message, or copy it whole.',
    },
    expired: {
      title: 'This link has ended',
      text: 'The time for which it works is over. Nothing was decided by that.',
    },
    revoked: {
      title: 'This link was withdrawn',
      text: 'Whoever sent it has withdrawn it, or you are no longer asked to decide here.',
    },
    ended: { title: 'This interview has ended', text: 'There is nothing left to decide with this link.' },
    erased: {
      title: 'This interview has been erased',
      text: 'What was said and what was known of the candidate is gone. There is nothing left to show.',
    },
    closed: {
      title: 'Please open your link again',
      text: 'This browser no longer knows what you were sent. Nothing is lost: open the link from your message once more.',
    },
    ask: 'If you think this is wrong, answer the message in which you got the link.',
  },
  trouble: {
    title: 'Something went wrong',
    text: 'It is our fault, not yours. Nothing was decided, and what you had saved is safe.',
    offline: 'There is no connection at the moment. We keep trying; you do not need to do anything.',
    reference: 'If you ask for help, give this number: {id}',
  },
};

export type FrameMessages = typeof frame;
