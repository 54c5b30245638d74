// The candidate's cookies: each device that opened the link has one, stored as a keyed hash.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { RoomPrincipal } from '../../../domain/access/principal.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import { createBriefCache } from '../../limits/brief-cache.ts';
import { hmacSha256 } from '../../system.ts';
import type { Db } from '../knex.ts';
import { prepared } from '../prepared.ts';

const cookiesPerRunMax = 20;
/** A device whose page is open asks every few seconds. */
const inUseMs = 120_000;
/** How exactly the last use is known: written once in this time, not with every request. */
const useNotedMs = 30_000;
const cookieValuePattern = /^[\w-]{43}$/;

/**
 * Adds a cookie, which is an act of the candidate. Expired ones go, and what is beyond the maximum: first those that
 * never came back, then those that came longest ago; of those in use the first stay.
 */
export const insertCookie = async (
  db: Db,
  { tenantId, runId }: RunRef,
  cookie: { hash: string; createdAt: number; expiresAt: number; requestId?: string },
): Promise<void> => {
  await db.raw(
    `with added as (
       insert into room_cookies (hash, tenant_id, run_id, created_at, expires_at)
       values (:hash, :tenantId, :runId, :createdAt, :expiresAt)
     ), noted as (
       insert into audit_intake (tenant_id, at, actor_kind, act, target_kind, target_id, request_id)
       values (:tenantId, :createdAt, 'candidate', 'link.exchanged', 'interview', :runId, :requestId)
     ), kept as (
       select hash from room_cookies
       where tenant_id = :tenantId and run_id = :runId and expires_at > :createdAt
       order by coalesce(last_used_at > :inUseSince, false) desc,
         case when last_used_at > :inUseSince then created_at end, last_used_at desc nulls last, created_at desc
       limit :others
     )
     delete from room_cookies where tenant_id = :tenantId and run_id = :runId and hash not in (select hash from kept)`,
    {
      tenantId,
      runId,
      hash: cookie.hash,
      createdAt: new Date(cookie.createdAt),
      inUseSince: new Date(cookie.createdAt - inUseMs),
      expiresAt: new Date(cookie.expiresAt),
      requestId: cookie.requestId ?? null,
      others: cookiesPerRunMax - 1,
    },
  );
};

export type RoomVisitor = RoomPrincipal & {
  /** Largest body that the tenant may send, null for no cap of its own. */
  uploadBytesMax: number | null;
};

type CookieRow = {
  tenant_id: string;
  run_id: string;
  expires_at: Date;
  last_used_at: Date | null;
  upload_bytes: number | null;
};

const findCookie = prepared<CookieRow>(
  'find_room_cookie',
  `select c.tenant_id, c.run_id, c.expires_at, c.last_used_at, (t.caps ->> 'uploadBytes')::bigint as upload_bytes
   from room_cookies c join tenants t on t.id = c.tenant_id where c.hash = $1 and c.expires_at > $2`,
);

/** As for keys: with the time of one statement, what puts a cookie out counts within a second. */
const cacheMs = 800;
const cachedCookiesMax = 10_000;

type AuthenticatorDeps = { db: Db; pepper: Uint8Array; now: () => number; log: Pick<Logger, 'warn'> };

/** Turns a cookie's value into who it stands for; null when it is unknown or has expired. One put out by newer ones ends within `cacheMs`. */
export const createRoomAuthenticator = ({ db, pepper, now, log }: AuthenticatorDeps) => {
  const live = createBriefCache<RoomVisitor & { expiresAt: Date }>({
    lifeMs: cacheMs,
    entriesMax: cachedCookiesMax,
    now,
  });

  /** Not awaited: a lost note costs half a minute of precision. */
  const noteUse = (hash: string, lastUsedAt: Date | null, at: number): void => {
    if (at - (lastUsedAt?.getTime() ?? 0) < useNotedMs) return;
    void db('room_cookies')
      .where({ hash })
      .update({ last_used_at: new Date(at) })
      .catch((error: unknown) => log.warn('room.cookie_use_not_noted', { error }));
  };

  const find = async (hash: string) => {
    const at = now();
    const [row] = await findCookie(db, [hash, new Date(at)]);
    if (row === undefined) return null;
    noteUse(hash, row.last_used_at, at);
    const { tenant_id: tenantId, run_id: runId, upload_bytes: uploadBytesMax, expires_at: expiresAt } = row;
    return { kind: 'room' as const, tenantId, runId, cookieHash: hash, uploadBytesMax, expiresAt };
  };

  return {
    authenticate: async (cookieValue: string): Promise<RoomVisitor | null> => {
      if (!cookieValuePattern.test(cookieValue)) return null;
      const found = await live.get(cookieValue, () => find(hmacSha256(pepper, `cookie:${cookieValue}`)));
      if (found === null || found.expiresAt.getTime() <= now()) return null;
      const { expiresAt: _, ...visitor } = found;
      return visitor;
    },
  };
};

export type RoomAuthenticator = ReturnType<typeof createRoomAuthenticator>;
