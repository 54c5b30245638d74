// Records who was shown which personal part of an answer: what was opened for it, held against what its route declares.
import { createHash } from 'node:crypto';
import type { Principal, RoomPrincipal } from '../../domain/access/principal.ts';
import { shownParts, undeclaredParts, type Opened, type Reader } from '../../domain/access/reads.ts';
import type { Answer } from './answer.ts';
import type { GuardDeps } from './deps.ts';
import { RouteDefect, type Route } from './route.ts';

const isRoom = (principal: Principal): principal is RoomPrincipal => 'cookieHash' in principal;

/** A device by a hash of what its cookie is kept as: it opens nothing, and says nothing once the cookie is gone. */
const deviceId = (cookieHash: string): string => createHash('sha256').update(cookieHash).digest('hex').slice(0, 16);

const readerOf = ({ readBy }: Route, principal: Principal | null, holder: string | null): Reader | null => {
  if (readBy === 'operator') return { kind: readBy, id: 'local' };
  if (readBy === 'review_link') return holder === null ? null : { kind: readBy, id: holder };
  if (principal === null) return null;
  if (isRoom(principal)) return { kind: 'candidate', id: deviceId(principal.cookieHash) };
  return principal.keyId === undefined ? null : { kind: 'key', id: principal.keyId };
};

const byRun = (opened: readonly Opened[]): Opened[][] => [...Map.groupBy(opened, ({ runId }) => runId).values()];

type Who = { principal: Principal | null; holder: string | null };
export type Meet = (who: Who) => void;

const record = (
  route: Route,
  { principal, holder }: Who,
  opened: readonly Opened[],
  { reads, log, strict }: GuardDeps,
) => {
  const reader = readerOf(route, principal, holder);
  for (const ofRun of byRun(opened)) {
    const parts = ofRun.map(({ part }) => part);
    const shown = shownParts(route, parts);
    const undeclared = [...undeclaredParts(route, parts), ...(reader === null ? shown : [])];
    if (undeclared.length > 0) {
      log.error('http.undeclared_read', { route: route.path, method: route.method, code: undeclared[0] ?? '' });
      if (strict) throw new RouteDefect(route.operationId, `opens ${undeclared.join(', ')}, which it does not declare`);
    }
    const [{ tenantId = '', runId = '' } = {}] = ofRun;
    if (reader !== null) for (const part of shown) reads.note({ tenantId, runId, reader, part, at: Date.now() });
  }
};

/** Answers as `work` does. A refusal shows nothing, whatever had to be opened to decide on it. */
export const recordingReads = (route: Route, deps: GuardDeps, work: (meet: Meet) => Promise<Answer>): Promise<Answer> =>
  deps.reads.watch(async (opened) => {
    let who: Who = { principal: null, holder: null };
    const answer = await work((met) => (who = met));
    if (answer.status < 300) record(route, who, opened(), deps);
    return answer;
  });
