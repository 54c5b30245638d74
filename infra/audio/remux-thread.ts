// What runs in a thread of its own: one recording is written anew or measured. The library never waits while it looks for sound in what is none.
import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { AudioMediaType } from '../../domain/room/pieces.ts';
import type { Loudness } from '../../domain/room/sound.ts';
import { measureHere } from './measure.ts';
import { remuxHere } from './remux.ts';

type Job = { port: MessagePort; bytes: number };
export type Wanted = { start: number; end: number };
/** Null when they cannot be read just now. */
export type Given = Uint8Array | null;
export type Remuxed = { durationMs: number; bytes: number; blocks: Uint8Array[] } | null;

/** The bytes stay where they are: the thread asks for those that it needs, one range at a time. */
const readerOf = (port: MessagePort) => {
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (wanted: Wanted): Promise<Uint8Array> => {
    port.postMessage(wanted);
    const [given] = (await once(port, 'message')) as [Given];
    if (given === null) throw new Error('unread');
    return given;
  };
  return (start: number, end: number): Promise<Uint8Array> => {
    const given = last.then(() => ask({ start, end }));
    last = given.catch(() => undefined);
    return given;
  };
};

export const remuxJob = async ({ port, bytes, mediaType }: Job & { mediaType: AudioMediaType }): Promise<Remuxed> => {
  try {
    const written = await remuxHere({ bytes, mediaType, read: readerOf(port) });
    if (written === null) return null;
    const blocks: Uint8Array[] = [];
    for await (const block of written.content) blocks.push(block);
    return { durationMs: written.durationMs, bytes: written.bytes, blocks };
  } finally {
    port.close();
  }
};

// oxlint-disable-next-line no-console -- what the decoder refuses it also prints; a log is lines of JSON, and ours says it
console.error = () => undefined;

export const measureJob = async ({ port, bytes }: Job): Promise<Loudness | null> => {
  try {
    return await measureHere({ bytes, read: readerOf(port) });
  } finally {
    port.close();
  }
};
