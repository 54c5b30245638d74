// What only some screens say: one's own interview, and speaking.
import { call } from './call.ts';
import { mine } from './mine.ts';
import { voice } from './voice.ts';

export const messages = { call, mine, voice };
