// What the page about one's own interview says.

export const mine = {};

export type MineMessages = typeof mine;
