// What the frame around every screen says: bar, status, clock, ways out, trouble.
import type { FrameMessages } from '../en/frame.ts';

export const frame: FrameMessages = { title: 'Entretien' };
