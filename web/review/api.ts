// The calls of the recruiter's page, typed by what answers them. Each may fail as `Problem` or `NoAnswer`.
import type {
  Compare,
  Decide,
  Inbox,
  OwnRating,
  ReviewAnswer,
  ReviewDraft,
  ReviewEntry,
  ReviewView,
  TraceEntry,
} from '../../usecases/review/view.ts';

export type ReviewCall = <T>(method: string, path: string, body?: unknown) => Promise<T>;

export const createReviewApi = (call: ReviewCall) => ({
  /** The token stands in the address once; from then on the cookie says who asks. */
  openLink: (token: string) => call<ReviewEntry>('POST', 'session', { token }),
  entry: () => call<ReviewEntry>('GET', 'session'),
  view: (runId: string) => call<ReviewView>('GET', `runs/${runId}`),
  rate: (runId: string, said: { revision: number; competencyId: string } & OwnRating) =>
    call<ReviewView>('PUT', `runs/${runId}/ratings`, said),
  saveDraft: (runId: string, draft: Omit<ReviewDraft, 'savedAt'>) =>
    call<{ draft: ReviewDraft }>('PUT', `runs/${runId}/draft`, draft),
  trace: (runId: string, said: { revision: number; entries: TraceEntry[] }) =>
    call<{ noted: number }>('POST', `runs/${runId}/trace`, said),
  ask: (runId: string, said: { question: string; conversationId?: string }) =>
    call<ReviewAnswer>('POST', `runs/${runId}/questions`, said),
  decide: (runId: string, decision: Decide) => call<ReviewView>('POST', `runs/${runId}/decisions`, decision),
  inbox: () => call<Inbox>('GET', 'inbox'),
  compare: (formId: string) => call<Compare>('GET', `forms/${formId}`),
});

export type ReviewApi = ReturnType<typeof createReviewApi>;

/** Plays in an `<audio>` element by the same cookie. */
export const recordingUrl = (runId: string, turn: number): string => `/review/api/runs/${runId}/recordings/${turn}`;

/** The comparison as a table, to keep. */
export const compareCsvUrl = (formId: string): string => `/review/api/forms/${encodeURIComponent(formId)}?format=csv`;

/** The decision record, to keep. */
export const recordUrl = (runId: string, form: 'html' | 'pdf'): string => `/review/api/runs/${runId}/record.${form}`;
