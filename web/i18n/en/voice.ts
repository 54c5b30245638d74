// What the screens for speaking say.

export const voice = {};

export type VoiceMessages = typeof voice;
