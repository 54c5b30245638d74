// The recruiter's page: what waits for its reader.
export const inbox = {
  title: 'What waits for you',
  /** Above the list; the oldest stands first. */
  count: { one: '{count} interview waits for you.', other: '{count} interviews wait for you, the oldest first.' },
  empty: 'Nothing waits for you at the moment.',
  emptyText: 'You get a message as soon as something does.',
  more: 'More waits than is listed here. What is oldest is listed; the rest moves up as you decide.',
  /** Above buttons that show one kind alone; each has its number in brackets. */
  filter: 'Show',
  filters: { all: 'Everything', plan: 'Plans', verdict: 'Verdicts', appeal: 'Reviews of a decision' },
  /** What there is to do. */
  waitsFor: {
    plan: 'Plan: approve or change',
    verdict: 'Assessment: give a verdict',
    appeal: 'Decision: the candidate asks for a review',
  },
  /** `age`, `over` and `left` are lengths of time as below. */
  late: 'Waits {age}, {over} over your target',
  inTime: 'Waits {age}, {left} to your target',
  /** Over the link of what waits: the two moments between which its age counts, with weekday and time. */
  dates: 'Waits since {since}. Your target is {due}.',
  lengths: {
    minute: { one: '{count} minute', other: '{count} minutes' },
    hour: { one: '{count} hour', other: '{count} hours' },
    day: { one: '{count} day', other: '{count} days' },
  },
  draft: 'Your draft is kept',
  noReference: 'No reference',
  noPosition: 'Position not named',
  forms: {
    title: 'Side by side',
    text: 'Interviews with the same questions can be compared. Those with other questions cannot, whatever their scores.',
    compare: { one: '{count} interview', other: '{count} interviews' },
  },
  /** For a session that a link to one interview opened. */
  needsLink: {
    title: 'Your link is for one interview',
    text: 'To see everything that waits for you, open the link for that in one of your messages.',
  },
};

export type InboxMessages = typeof inbox;
