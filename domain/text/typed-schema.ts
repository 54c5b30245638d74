// Schemas of what a person wrote, wherever it comes in.
import { z } from 'zod';
import { typedAs, type TextKind } from './typed-text.ts';

/**
 * What a person wrote, as a field of that kind keeps it; empty when it shows nothing. Decomposed spellings are longer: what
 * fits afterwards is at most three times as long before.
 */
export const typed = (kind: TextKind, lengthMax: number) =>
  z
    .string()
    .max(3 * lengthMax, { abort: true, error: `At most ${lengthMax} characters.` })
    .overwrite((written) => typedAs(kind, written))
    .max(lengthMax);

/** One that must show something. */
export const said = (kind: TextKind, lengthMax: number) =>
  typed(kind, lengthMax).min(1, { error: 'There is nothing to be seen in it.' });
