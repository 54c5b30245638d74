// The candidate's cookies: each device that opened the link has one, stored as a keyed hash.
import type { RoomAuthenticator } from '../../domain/ports/access.ts';
import type { RoomPrincipal } from '../../domain/principal.ts';
import { hmacSha256 } from '../system.ts';
import type { Db } from './knex.ts';

const cookiesPerRunMax = 20;
const cookieValuePattern = /^[\w-]{43}$/;

/** Adds a cookie; expired ones and the oldest beyond the maximum go. */
export const insertCookie = async (
  db: Db,
  tenantId: string,
  runId: string,
  cookie: { hash: string; createdAt: number; expiresAt: number },
): Promise<void> => {
  await db.raw(
    `with added as (
       insert into room_cookies (hash, tenant_id, run_id, created_at, expires_at)
       values (:hash, :tenantId, :runId, :createdAt, :expiresAt)
     ), kept as (
       select hash from room_cookies
       where tenant_id = :tenantId and run_id = :runId and expires_at > :createdAt
       order by created_at desc limit :others
     )
     delete from room_cookies where tenant_id = :tenantId and run_id = :runId and hash not in (select hash from kept)`,
    {
      tenantId,
      runId,
      hash: cookie.hash,
      createdAt: new Date(cookie.createdAt),
      expiresAt: new Date(cookie.expiresAt),
      others: cookiesPerRunMax - 1,
    },
  );
};

/** Turns a cookie's value into who it stands for; null when it is unknown or has expired. */
export const createRoomAuthenticator = (deps: {
  db: Db;
  pepper: Uint8Array;
  cookieName: string;
  now: () => number;
}): RoomAuthenticator => ({
  cookieName: deps.cookieName,
  authenticate: async (cookieValue): Promise<RoomPrincipal | null> => {
    if (!cookieValuePattern.test(cookieValue)) return null;
    const hash = hmacSha256(deps.pepper, `cookie:${cookieValue}`);
    const row: { tenant_id: string; run_id: string } | undefined = await deps
      .db('room_cookies')
      .select('tenant_id', 'run_id')
      .where({ hash })
      .where('expires_at', '>', new Date(deps.now()))
      .first();
    return row ? { kind: 'room', tenantId: row.tenant_id, runId: row.run_id, cookieHash: hash } : null;
  },
});
