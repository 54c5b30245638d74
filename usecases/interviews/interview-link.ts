// Shows the candidate's link again: the token is kept sealed, and gone once the personal data is erased.
import { openIfKept } from '../../domain/seal/open.ts';
import type { RunRef } from '../../domain/access/ids.ts';
import { interviewUrl } from '../../domain/room/interview-url.ts';
import type { Sealer } from '../../domain/ports/system.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';

export type LinkDeps = { sealer: Sealer; publicUrl: string };

/** The full URL, or null before the plan's approval and after an erasure. */
export const linkOf = async (
  { sealer, publicUrl }: LinkDeps,
  run: RunRef,
  linkSealed: Uint8Array | null,
): Promise<string | null> => {
  const token = await openIfKept(sealer, sealPlaces.link(run), linkSealed);
  return token === null ? null : interviewUrl(publicUrl, token);
};
