// Writes recordings anew and measures them in threads, within time and memory: sound that is none holds up neither the process nor other recordings.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { MeasureSound, RemuxAudio, SourceFile } from '../../domain/ports/recordings.ts';
import type { Loudness } from '../../domain/room/sound.ts';
import type { Given, Remuxed, Wanted } from './remux-thread.ts';

/** A recording takes a second or two, one of 64 MiB a few, more where the machine is busy: one that takes longer is not what it says, and is kept as it came. */
const limitMsUsual = 6_000;
const limitMsPerMebibyte = 200;
/** A mebibyte of Opus, five minutes or so, takes one second; what takes longer is not measured. */
const measureMsPerMebibyte = 1_000;
const measureMsMax = 10_000;
/** Of the language's own objects; sound lies outside of it, no more than twice what came. */
const memory = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };
const idleMs = 30_000;
const threadsMax = 4;

const pool = new Piscina({
  filename: join(import.meta.dirname, 'remux-thread.ts'),
  minThreads: 0,
  maxThreads: Math.min(threadsMax, availableParallelism()),
  idleTimeout: idleMs,
  env: {},
  argv: [],
  execArgv: [],
  resourceLimits: memory,
  recordTiming: false,
});
// Without a listener the failure of a thread that has no work would end the process; whoever has work is told.
pool.on('error', () => undefined);

/** Ends the thread once it has been busy for so long; waiting for bytes does not count. */
const createBusyTime = (limitMs: number) => {
  const end = new AbortController();
  let [leftMs, from] = [limitMs, 0];
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: end.signal,
    begin: (): void => {
      from = performance.now();
      timer = setTimeout(() => end.abort(), Math.max(1, leftMs));
    },
    pause: (): void => {
      clearTimeout(timer);
      if (from > 0) leftMs -= performance.now() - from;
    },
  };
};

async function* partsOf(blocks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* blocks;
}

type Job = { name: 'remuxJob' | 'measureJob'; limitMs: number; job: Record<string, unknown> };

/** Runs one of the thread's jobs, and hands it the bytes that it asks for. */
const runWith = async (read: SourceFile['read'], { name, limitMs, job }: Job): Promise<unknown> => {
  const busy = createBusyTime(limitMs);
  const { port1: ours, port2: port } = new MessageChannel();
  const give = async ({ start, end }: Wanted): Promise<void> => {
    busy.pause();
    const given: Given = await read(start, end).catch(() => null);
    busy.begin();
    ours.postMessage(given);
  };
  ours.on('message', (wanted: Wanted) => void give(wanted));
  try {
    return await pool.run({ ...job, port }, { name, transferList: [port], signal: busy.signal });
  } finally {
    busy.pause();
    ours.close();
  }
};

/** Throws for what cannot be written anew within its time. */
export const remuxAudio: RemuxAudio = async ({ bytes, read, mediaType }) => {
  const limitMs = limitMsUsual + (bytes / 2 ** 20) * limitMsPerMebibyte;
  const written = (await runWith(read, { name: 'remuxJob', limitMs, job: { bytes, mediaType } })) as Remuxed;
  return written && { ...written, content: partsOf(written.blocks) };
};

/** Throws for what cannot be measured within its time. */
export const measureSound: MeasureSound = async (bytes) => {
  // A view would take everything it is a view of along.
  const read = (start: number, end: number) => Promise.resolve(new Uint8Array(bytes.subarray(start, end)));
  const limitMs = Math.min(measureMsMax, limitMsUsual + (bytes.length / 2 ** 20) * measureMsPerMebibyte);
  return (await runWith(read, { name: 'measureJob', limitMs, job: { bytes: bytes.length } })) as Loudness | null;
};
