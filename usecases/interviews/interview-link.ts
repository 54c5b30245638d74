// Shows the candidate's link again: the token is kept sealed, and gone once the personal data is erased.
import { AppError } from '../../domain/errors.ts';
import { interviewUrl } from '../../domain/room/interview-url.ts';
import type { Sealer } from '../../domain/ports/system.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';

export type LinkDeps = { sealer: Sealer; publicUrl: string };

type Run = { tenantId: string; runId: string };

/** What was sealed there, or null once its key is destroyed. */
export const unsealIfKept = async (
  sealer: Sealer,
  sealed: ReturnType<typeof sealPlaces.link>,
  value: Uint8Array,
): Promise<unknown> => {
  try {
    return await sealer.unseal(sealed.purpose, sealed.place, value);
  } catch (error) {
    if (error instanceof AppError && error.code === 'personal_data.erased') return null;
    throw error;
  }
};

/** The full URL, or null before the plan's approval and after an erasure. */
export const linkOf = async (
  { sealer, publicUrl }: LinkDeps,
  run: Run,
  linkSealed: Uint8Array | null,
): Promise<string | null> => {
  if (linkSealed === null) return null;
  const token = await unsealIfKept(sealer, sealPlaces.link(run), linkSealed);
  return typeof token === 'string' ? interviewUrl(publicUrl, token) : null;
};
