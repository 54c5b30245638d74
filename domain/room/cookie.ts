// How the candidate's cookie is called: browsers accept the `__Host-` prefix on https only.

/** The name on the public address; plain http is for loopback, where a Secure cookie cannot work. */
export const roomCookieName = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Host-parley_room' : 'parley_room';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

const hostOf = (origin: string): { scheme: string; name: string; port: string } | null => {
  const match = /^(https?):\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+))?\/?$/i.exec(origin);
  if (!match) return null;
  return { scheme: (match[1] ?? '').toLowerCase(), name: (match[2] ?? '').toLowerCase(), port: match[3] ?? '' };
};

/** Whether a browser's `Origin` is the room itself. All names of loopback count as one, so either may be typed. */
export const isOwnOrigin = (origin: string, publicOrigin: string): boolean => {
  if (origin.toLowerCase() === publicOrigin.toLowerCase()) return true;
  const theirs = hostOf(origin);
  const ours = hostOf(publicOrigin);
  if (theirs === null || ours === null) return false;
  const loopback = loopbackHosts.includes(theirs.name) && loopbackHosts.includes(ours.name);
  return loopback && theirs.scheme === ours.scheme && theirs.port === ours.port;
};
