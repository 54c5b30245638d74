// What the frame around every screen says: bar, status, clock, ways out, trouble.

export const frame = { title: 'Interview' };

export type FrameMessages = typeof frame;
