// What the screens before the first question say.
import type { StartMessages } from '../en/start.ts';

export const start: StartMessages = {};
