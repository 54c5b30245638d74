// What the page says until the first question is answered and after: all that has to be there at once.
import { conversation } from './conversation.ts';
import { frame } from './frame.ts';
import { start } from './start.ts';

export const messages = { frame, start, conversation };
