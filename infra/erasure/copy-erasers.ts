// Who holds copies of a run outside, and how they are deleted: a service that is not in this list cannot be erased from,
// and an erasure that meets one waits instead of certifying too much.
import type { KeptRecordings } from '../../domain/ports/recordings.ts';
import type { CopyEraser } from '../../domain/ports/erasure.ts';
import type { EngineName } from '../../domain/ports/models.ts';

const keepsNothing = { deleted: 0, leftToProvider: false } as const;
/** Interfaces of models and of speech have no call that deletes what they logged; their terms say how long they keep it. */
const leftToProvider = { deleted: 0, leftToProvider: true } as const;

/** A new engine does not compile before it has said here what becomes of its copies. */
const engines: Record<EngineName, Awaited<ReturnType<CopyEraser['erase']>>> = {
  offline: keepsNothing,
  'openai-compatible': leftToProvider,
  anthropic: leftToProvider,
  'speech-to-text': leftToProvider,
  'text-to-speech': leftToProvider,
};

/** `recordings` is our own store; what lies there counts as copies, since it lies outside the database. */
export const createCopyErasers = (recordings: Pick<KeptRecordings, 'removeObjects'>): CopyEraser[] => [
  ...Object.entries(engines).map(([name, erased]) => ({ name, erase: () => Promise.resolve(erased) })),
  // The room is our own: its conversation stands in our tables only.
  { name: 'embedded-room', erase: () => Promise.resolve(keepsNothing) },
  {
    name: 'object-store',
    erase: async (run) => ({ deleted: await recordings.removeObjects(run), leftToProvider: false }),
  },
];
