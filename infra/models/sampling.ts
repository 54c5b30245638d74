// How answers are drawn from a model: it changes what comes out, so evaluations are about it.
import type { AssessorInput } from '../../domain/ports/models.ts';

export const temperature = 0.2;

/** Attempts of one reading differ more than readings do, and repeats of an evaluation from all of them. */
export const seedOf = ({ judge, again, repeat = 0 }: Pick<AssessorInput, 'judge' | 'again' | 'repeat'>): number =>
  judge + 1_000 * (again?.attempt ?? 0) + 100_000 * repeat;

/** Raise the number when the seeds above, or the orders in which readings see turns, become others. */
export const samplingText = `temperature ${temperature}, seeds and orders 2`;
