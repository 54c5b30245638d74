// Writes recordings anew in threads, within time: sound that is none holds up neither the process nor other recordings.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { RemuxAudio } from '../../domain/ports/recordings.ts';
import type { Given, Remuxed, Wanted } from './remux-thread.ts';

/** What a recording of 64 MiB takes is a few seconds; one that takes longer is not what it says, and is kept as it came. */
const limitMsUsual = 2_000;
const limitMsPerMebibyte = 200;
const idleMs = 30_000;
const threadsMax = 4;

const pool = new Piscina({
  filename: join(import.meta.dirname, 'remux-thread.ts'),
  name: 'remuxJob',
  minThreads: 0,
  maxThreads: Math.min(threadsMax, availableParallelism()),
  idleTimeout: idleMs,
  env: {},
  argv: [],
  execArgv: [],
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

/** Throws for what cannot be written anew within its time. */
export const remuxAudio: RemuxAudio = async ({ bytes, read, mediaType }) => {
  const busy = createBusyTime(limitMsUsual + (bytes / 2 ** 20) * limitMsPerMebibyte);
  const { port1: ours, port2: port } = new MessageChannel();
  const give = async ({ start, end }: Wanted): Promise<void> => {
    busy.pause();
    const given: Given = await read(start, end).catch(() => null);
    busy.begin();
    ours.postMessage(given);
  };
  ours.on('message', (wanted: Wanted) => void give(wanted));
  try {
    const options = { transferList: [port], signal: busy.signal };
    const written = (await pool.run({ port, bytes, mediaType }, options)) as Remuxed;
    return written && { ...written, content: partsOf(written.blocks) };
  } finally {
    busy.pause();
    ours.close();
  }
};
