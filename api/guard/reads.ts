// Records who was shown which personal part of an answer: what was opened for it, held against what its route declares.
import { createHash } from 'node:crypto';
import type { Principal, ReviewPrincipal, RoomPrincipal } from '../../domain/access/principal.ts';
import { shownOf, undeclaredParts, type Opened, type ReadPart, type Reader } from '../../domain/access/reads.ts';
import type { Answer } from './answer.ts';
import type { GuardDeps } from './deps.ts';
import { RouteDefect, type Route } from './route.ts';

const isReview = (principal: Principal): principal is ReviewPrincipal => 'linkId' in principal;
const isRoom = (principal: Principal): principal is RoomPrincipal => 'cookieHash' in principal;

/** A device by a hash of what its cookie is kept as: it opens nothing, and says nothing once the cookie is gone. */
const deviceId = (cookieHash: string): string => createHash('sha256').update(cookieHash).digest('hex').slice(0, 16);

const readerOf = ({ readBy }: Route, principal: Principal | null, holder: string | null): Reader | null => {
  if (readBy === 'operator') return { kind: readBy, id: 'local' };
  if (readBy === 'review_link' || readBy === 'result_link' || readBy === 'recording_link')
    return holder === null ? null : { kind: readBy, id: holder };
  if (principal === null) return null;
  if (isRoom(principal)) return { kind: 'candidate', id: deviceId(principal.cookieHash) };
  if (isReview(principal)) return { kind: 'review_link', id: principal.linkId };
  return principal.keyId === undefined ? null : { kind: 'key', id: principal.keyId };
};

type Who = { principal: Principal | null; holder: string | null };
export type Meet = (who: Who) => void;

const record = (
  route: Route,
  { principal, holder }: Who,
  { opened, shows }: { opened: readonly Opened[]; shows: readonly ReadPart[] | undefined },
  { reads, log, strict }: GuardDeps,
): void => {
  const shown = shownOf(shows === undefined ? route : { ...route, reads: shows }, opened);
  if (opened.length === 0 && shown.length === 0) return;
  const reader = readerOf(route, principal, holder);
  const [undeclared] = [...undeclaredParts(route, opened), ...(reader === null ? shown.map(({ part }) => part) : [])];
  if (undeclared !== undefined) {
    log.error('http.undeclared_read', { route: route.path, method: route.method, code: undeclared });
    if (strict) throw new RouteDefect(route.operationId, `opens ${undeclared} for whom it does not declare`);
  }
  if (reader !== null) for (const read of shown) reads.note({ ...read, reader, at: Date.now() });
};

/**
 * Answers as `work` does. A refusal shows nothing, whatever had to be opened to decide on it, unless it says so: a form
 * that is shown again, say.
 */
export const recordingReads = (route: Route, deps: GuardDeps, work: (meet: Meet) => Promise<Answer>): Promise<Answer> =>
  deps.reads.watch(async (opened) => {
    let who: Who = { principal: null, holder: null };
    const answer = await work((met) => (who = met));
    const { shows } = answer;
    if (answer.status < 300 || shows !== undefined) record(route, who, { opened: opened(), shows }, deps);
    return answer;
  });
