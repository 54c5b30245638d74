// What the screens for speaking say.
import type { VoiceMessages } from '../en/voice.ts';

export const voice: VoiceMessages = {};
