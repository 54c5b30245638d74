// What is presented to a vendor in a header, so nothing but what a header may hold; pasted ends are cut off.
import { z } from 'zod';

export const headerText = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[!-~]+$/, { error: 'Printable ASCII characters without blanks.' });

/** Of hooks that an ATS signs: one for all of them, or one for each. */
export const hookSecrets = z.union([headerText, z.array(headerText).max(20)]);
