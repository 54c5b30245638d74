// All that the pages say in this language.
import { conversation } from './conversation.ts';
import { frame } from './frame.ts';
import { mine } from './mine.ts';
import { start } from './start.ts';
import { voice } from './voice.ts';
import type { Messages } from '../en/all.ts';

export const messages: Messages = { frame, start, conversation, voice, mine };
