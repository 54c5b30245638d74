// All that the pages say in this language.
import { conversation } from './conversation.ts';
import { frame } from './frame.ts';
import { mine } from './mine.ts';
import { start } from './start.ts';
import { voice } from './voice.ts';

export const messages = { frame, start, conversation, voice, mine };

export type Messages = typeof messages;
