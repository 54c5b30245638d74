// What the page about one's own interview says.
import type { MineMessages } from '../en/mine.ts';

export const mine: MineMessages = {};
