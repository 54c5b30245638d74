// All that the pages say in this language.
import { messages as first } from './first.ts';
import { messages as later } from './later.ts';
import type { Messages } from '../en/all.ts';

export const messages: Messages = { ...first, ...later };
