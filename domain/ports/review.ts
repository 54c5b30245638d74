// Signed links to the page on which a recruiter sees what an interview waits for, and decides.

/** Times are epoch milliseconds; `linkId` is the id of the mail that carried the link. */
export type ReviewLink = { runId: string; linkId: string; expiresAt: number };

export interface ReviewLinks {
  /** The full address. */
  urlOf(link: ReviewLink): string;
  /** What a token says, or null when we did not sign it; whether it has expired is for the caller to see. */
  read(token: string): ReviewLink | null;
}
