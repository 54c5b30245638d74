// All that the pages say in this language.
import { messages as first } from './first.ts';
import { messages as later } from './later.ts';

export const messages = { ...first, ...later };

export type Messages = typeof messages;
