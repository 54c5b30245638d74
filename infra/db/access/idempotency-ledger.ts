// Keeps and replays answers: those about an interview sealed with its personal key, so that erasure reaches them; the
// others, which may show a secret, with the deployment's own.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { erasedMark } from '../../../domain/erasure/places.ts';
import { AppError } from '../../../domain/errors.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { isErased } from '../../../domain/seal/open.ts';
import { sealPlaces, type KeptAnswer } from '../../../domain/seal/seal-places.ts';
import {
  claimKey,
  finishKey,
  releaseKey,
  renewEveryMs,
  renewKey,
  type IdempotencyPlace,
  type IdempotencyRow,
  type Kept,
} from './idempotency-store.ts';
import type { Db } from '../knex.ts';
import type { SecretBox } from '../../seal/secret-box.ts';

/** The answer that is kept and replayed. */
export type StoredAnswer = KeptAnswer & { status: number };

export type Claim =
  | { kind: 'claimed'; leaseToken: string }
  | { kind: 'running'; retryAfterSeconds: number }
  | { kind: 'mismatch' }
  | { kind: 'done'; answer: StoredAnswer };

const answerSchema = z.object({
  headers: z.record(z.string(), z.string()),
  contentType: z.string(),
  text: z.string(),
});

const sealPlaceOf = ({ tenantId, keyHash }: IdempotencyPlace, runId: string) =>
  sealPlaces.idempotentAnswer({ tenantId, runId }, keyHash);

const secretPlaceOf = ({ keyHash }: IdempotencyPlace): string => `idempotency_keys/${keyHash}`;

type Deps = { db: Db; sealer: Sealer; secretBox: SecretBox };

/** A database that is away hears of it once it is back, if that is before the lease lapses by itself. */
const giveBackLater = (db: Db, place: IdempotencyPlace, leaseToken: string, attemptsLeft = 12): void => {
  if (attemptsLeft === 0) return;
  const again = (): void => giveBackLater(db, place, leaseToken, attemptsLeft - 1);
  setTimeout(() => void releaseKey(db, place, leaseToken).catch(again), 500).unref();
};

/** Renews the leases that this process holds until they are given back. */
const createRenewals = (db: Db) => {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    begin: (place: IdempotencyPlace, leaseToken: string): void => {
      // A renewal that fails is made up for by the next one.
      const renew = (): void => void renewKey(db, place, leaseToken).catch(() => undefined);
      timers.set(leaseToken, setInterval(renew, renewEveryMs).unref());
    },
    /** `giveBack` ends the lease; what fails is thrown, and tried again behind the caller's back. */
    end: async (place: IdempotencyPlace, leaseToken: string, giveBack: () => Promise<void>): Promise<void> => {
      clearInterval(timers.get(leaseToken));
      timers.delete(leaseToken);
      try {
        await giveBack();
      } catch (error) {
        giveBackLater(db, place, leaseToken);
        throw error;
      }
    },
  };
};

export const createIdempotencyLedger = ({ db, sealer, secretBox }: Deps) => {
  const renewals = createRenewals(db);
  /** Rows of an earlier version hold such answers in the clear until they are too old to be replayed. */
  const ownText = (place: IdempotencyPlace, { answer, answerSealed }: IdempotencyRow): string =>
    answerSealed === null ? (answer ?? 'null') : secretBox.open(secretPlaceOf(place), answerSealed);

  const readAnswer = async (place: IdempotencyPlace, row: IdempotencyRow): Promise<StoredAnswer> => {
    const status = row.status ?? 500;
    if (row.runId === null) return { status, ...answerSchema.parse(JSON.parse(ownText(place, row))) };
    if (row.answerSealed === null) throw new AppError('personal_data.erased');
    return { status, ...(await sealer.open(sealPlaceOf(place, row.runId), row.answerSealed)) };
  };

  const seal = async (place: IdempotencyPlace, answer: StoredAnswer, runId: string | null): Promise<Kept> => {
    const { status, ...content } = answer;
    if (runId === null)
      return { status, runId, answerSealed: secretBox.seal(secretPlaceOf(place), JSON.stringify(content)) };
    return { status, runId, answerSealed: await sealer.seal(sealPlaceOf(place, runId), content) };
  };

  return {
    /** Takes the lease, or says why not. One statement. */
    claim: async (place: IdempotencyPlace, fingerprint: string): Promise<Claim> => {
      const leaseToken = randomUUID();
      const row = await claimKey(db, place, { fingerprint, leaseToken });
      if (row.mine) {
        renewals.begin(place, leaseToken);
        return { kind: 'claimed', leaseToken };
      }
      // Whatever the request was, nothing can be told about it any more.
      if (row.fingerprint === erasedMark) throw new AppError('personal_data.erased');
      if (row.fingerprint !== fingerprint) return { kind: 'mismatch' };
      if (row.state === 'done') return { kind: 'done', answer: await readAnswer(place, row) };
      return { kind: 'running', retryAfterSeconds: Math.min(Math.max(Math.ceil(row.leaseLeftSeconds), 1), 2) };
    },
    /** Keeps the final answer, sealed when it is about a run; nothing happens when the lease was lost. */
    finish: (place: IdempotencyPlace, leaseToken: string, answer: StoredAnswer, runId: string | null): Promise<void> =>
      renewals.end(place, leaseToken, async () => {
        try {
          await finishKey(db, place, leaseToken, await seal(place, answer, runId));
        } catch (error) {
          // The interview's key is gone: its answers may not be kept, and asking again is answered from what is left.
          if (!isErased(error)) throw error;
          await releaseKey(db, place, leaseToken);
        }
      }),
    /** Gives the lease back: the same request may be tried again at once. */
    release: (place: IdempotencyPlace, leaseToken: string): Promise<void> =>
      renewals.end(place, leaseToken, () => releaseKey(db, place, leaseToken)),
  };
};

export type IdempotencyLedger = ReturnType<typeof createIdempotencyLedger>;
