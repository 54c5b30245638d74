// How the reviewer's cookie is called: browsers accept the `__Host-` prefix on https only.

/** The name on the public address; plain http is for loopback, where a Secure cookie cannot work. */
export const reviewCookieName = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Host-parley_review' : 'parley_review';
