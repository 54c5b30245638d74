// Names the exact transcript that was scored, so that an assessment can be checked against it later.
import type { Digest } from '../ports/system.ts';
import type { Turn } from '../room/transcript.ts';
import { normalised } from '../text/typed-text.ts';

/** SHA-256 over what was asked and answered, in order; sessions and times do not count. */
export const transcriptHash = (turns: readonly Turn[], digest: Digest): string =>
  digest(
    JSON.stringify(
      turns
        .toSorted((left, right) => left.turn - right.turn || left.version - right.version)
        .map(({ turn, version, kind, questionId, question, answer }) => [
          turn,
          version,
          kind,
          questionId,
          normalised(question),
          answer === null ? null : normalised(answer),
        ]),
    ),
  );
