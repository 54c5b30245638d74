// The recruiter's page: what is said of the conversation beside the scores.
export const beside = {
  title: 'About the conversation',
  text: 'Nothing here is part of a score.',
  coverage: '{share} of the questions were answered.',
  talkTime: '{share} of the words were the candidate’s.',
  integrity: 'To know',
  integrityText: 'These notes change no score.',
  notes: { speaks_to_rater: 'An answer speaks to whoever rates it. What does so counts for nothing.' },
  deviations: {
    title: 'How it differs from the plan',
    text: 'The conversation was held by a voice service. What it asked otherwise than planned changes no score.',
    codes: {
      reworded: 'Asked in other words than planned.',
      left_out: 'Left out, or not answered.',
      added: 'Asked although neither a planned question nor a planned follow-up.',
      out_of_order: 'Asked before its turn.',
      too_many_follow_ups: 'More follow-ups than the plan allows.',
    },
  },
  lateWords: {
    title: 'Said in a call, and heard of after the close',
    text: 'It came from the voice service after the conversation was closed. It is no part of the transcript or of any score.',
    by: { interviewer: 'Interviewer', candidate: 'Candidate' },
  },
};

export type BesideMessages = typeof beside;
