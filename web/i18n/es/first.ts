// What the page says until the first question is answered and after: all that has to be there at once.
import { conversation } from './conversation.ts';
import { frame } from './frame.ts';
import { start } from './start.ts';
import type { Messages } from '../en/all.ts';

export const messages: Omit<Messages, 'call' | 'mine' | 'voice'> = { frame, start, conversation };
