// What the page knows of a call, whoever holds it.
export type CallStatus = 'joining' | 'talking' | 'ended' | 'failed';
export type Caption = { by: 'interviewer' | 'you'; text: string };

export type CallTold = { at(status: CallStatus): void; captions(lines: Caption[]): void };

export type CallLine = { mute(isMuted: boolean): void; end(): void };
