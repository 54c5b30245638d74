// Signed links that open one page of one interview each; a row beside each of them says whether it still does.

/** In place of a run, for a link that is of none: to an inbox. */
export const ofNoRun = 'none';

/** Times are epoch milliseconds. */
export type SignedLink = { runId: string; linkId: string; expiresAt: number };

export interface SignedLinks {
  /** The full address. */
  urlOf(link: SignedLink): string;
  /** What a token says, or null when we did not sign it; whether it has expired is for the caller to see. */
  read(token: string): SignedLink | null;
}
