// What only some screens say: one's own interview, and speaking.
import { call } from './call.ts';
import { mine } from './mine.ts';
import { voice } from './voice.ts';
import type { Messages } from '../en/all.ts';

export const messages: Pick<Messages, 'call' | 'mine' | 'voice'> = { call, mine, voice };
