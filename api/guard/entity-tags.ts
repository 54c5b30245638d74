// Conditional requests: tags of the caller held against the tag of the answer.

/** The opaque parts of a list such as `"1.2", W/"3.4"`; `*` stays `*`. */
const tagsOf = (header: string): string[] => {
  if (header.trim() === '*') return ['*'];
  return [...header.matchAll(/(?:W\/)?"([^"]*)"/g)].map(([, tag = '']) => tag);
};

/** Whether `If-None-Match` names the tag (weak comparison), so that 304 is the answer. */
export const matchesTag = (ifNoneMatch: string | undefined, etag: string): boolean => {
  if (ifNoneMatch === undefined) return false;
  const tags = tagsOf(ifNoneMatch);
  const [current] = tagsOf(etag);
  return tags.includes('*') || (current !== undefined && tags.includes(current));
};

/**
 * The tags of which one must be current for a change to happen, or null when any will do. Weak ones count too:
 * proxies that compress make strong tags weak.
 */
export const expectedTags = (ifMatch: string | undefined): string[] | null => {
  if (ifMatch === undefined) return null;
  const tags = tagsOf(ifMatch);
  return tags.includes('*') ? null : tags;
};

export const entityTag = (tag: string): string => `"${tag}"`;
