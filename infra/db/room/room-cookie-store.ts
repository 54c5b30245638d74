// The candidate's cookies: each device that opened the link has one, stored as a keyed hash.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { RoomPrincipal } from '../../../domain/access/principal.ts';
import { hmacSha256 } from '../../system.ts';
import type { Db } from '../knex.ts';

const cookiesPerRunMax = 20;
const cookieValuePattern = /^[\w-]{43}$/;

/** Adds a cookie, which is an act of the candidate; expired ones and the oldest beyond the maximum go. */
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
       order by created_at desc limit :others
     )
     delete from room_cookies where tenant_id = :tenantId and run_id = :runId and hash not in (select hash from kept)`,
    {
      tenantId,
      runId,
      hash: cookie.hash,
      createdAt: new Date(cookie.createdAt),
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

/** Turns a cookie's value into who it stands for; null when it is unknown or has expired. */
export const createRoomAuthenticator = (deps: { db: Db; pepper: Uint8Array; now: () => number }) => ({
  authenticate: async (cookieValue: string): Promise<RoomVisitor | null> => {
    if (!cookieValuePattern.test(cookieValue)) return null;
    const hash = hmacSha256(deps.pepper, `cookie:${cookieValue}`);
    const row: { tenant_id: string; run_id: string; upload_bytes: number | null } | undefined = await deps
      .db('room_cookies as c')
      .join('tenants as t', 't.id', 'c.tenant_id')
      .select('c.tenant_id', 'c.run_id', deps.db.raw(`(t.caps ->> 'uploadBytes')::bigint as upload_bytes`))
      .where({ 'c.hash': hash })
      .where('c.expires_at', '>', new Date(deps.now()))
      .first();
    if (row === undefined) return null;
    const { tenant_id: tenantId, run_id: runId, upload_bytes: uploadBytesMax } = row;
    return { kind: 'room', tenantId, runId, cookieHash: hash, uploadBytesMax };
  },
});

export type RoomAuthenticator = ReturnType<typeof createRoomAuthenticator>;
