// What the screens before the first question say.

export const start = {};

export type StartMessages = typeof start;
