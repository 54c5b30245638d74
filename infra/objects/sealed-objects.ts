// Seals objects before they leave the process, each with a key of its own, and opens any part of them again.
import { randomBytes } from 'node:crypto';
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { ByteRange, ObjectPlace, ObjectStore, OpenObject, SealedObjects } from '../../domain/ports/objects.ts';
import { UnknownMasterKeyError } from '../seal/key-ring.ts';
import { noteOpened } from '../seal/openings.ts';
import type { RunSealer } from '../seal/sealer.ts';
import type { SecretBox } from '../seal/secret-box.ts';
import {
  headerBytesMax,
  headerOf,
  inParts,
  layoutOf,
  openPiece,
  prefixBytes,
  readHeader,
  saltBytes,
  sealedPieceBytes,
  pieceBytes,
  sealPiece,
  windowsOf,
  type Header,
  type Layout,
  type PieceKey,
  type Window,
} from './sealed-pieces.ts';

type Deps = { store: ObjectStore; sealer: Pick<RunSealer, 'derive'>; secretBox: SecretBox };

const keyBytes = 32;

const partsOf = (place: ObjectPlace): string[] =>
  place.kind === 'recording'
    ? ['recordings', place.run.tenantId, place.run.runId, place.id]
    : ['speech', place.tenantId, place.id];

const placeText = (place: ObjectPlace): string => partsOf(place).map(encodeURIComponent).join('|');

/** Ids of ours differ in more than case, so that a file system which forgets it may hold them. */
export const objectKeyOf = (place: ObjectPlace): string => partsOf(place).join('/').toLowerCase();

/** Everything of a run lies below this. */
export const runObjectsPrefix = ({ tenantId, runId }: RunRef): string =>
  `recordings/${tenantId}/${runId}/`.toLowerCase();

const split = (both: Buffer): PieceKey => ({ key: both.subarray(0, keyBytes), prefix: both.subarray(keyBytes) });

const associatedWith = (header: Header, place: ObjectPlace): Buffer =>
  Buffer.concat([headerOf(header), Buffer.from(placeText(place), 'utf8')]);

/**
 * Asked anew for every piece: a run's key is in memory no longer than anywhere else, so that even a slow download ends soon
 * after an erasure.
 */
type AskKey = () => Promise<PieceKey>;

const useOf = (place: ObjectPlace): string => `parley/object/1|${placeText(place)}`;

const newHeader = async ({ sealer, secretBox }: Deps, place: ObjectPlace): Promise<{ header: Header; ask: AskKey }> => {
  const salt = randomBytes(saltBytes);
  const bytes = keyBytes + prefixBytes;
  if (place.kind === 'speech') {
    const secret = randomBytes(bytes);
    const keyName = secretBox.seal(useOf(place), secret.toString('base64'));
    return { header: { keyName, salt }, ask: () => Promise.resolve(split(secret)) };
  }
  const from = { salt, use: useOf(place), bytes };
  const { keyId } = await sealer.derive(place.run, from);
  const ask: AskKey = async () => split((await sealer.derive(place.run, from)).key);
  return { header: { keyName: Buffer.from(keyId, 'latin1'), salt }, ask };
};

const knownKey = ({ sealer, secretBox }: Deps, place: ObjectPlace, { keyName, salt }: Header): AskKey => {
  if (place.kind === 'speech') {
    const secret = Buffer.from(secretBox.open(useOf(place), keyName), 'base64');
    return () => Promise.resolve(split(secret));
  }
  return async () => {
    const { keyId, key } = await sealer.derive(place.run, { salt, use: useOf(place), bytes: keyBytes + prefixBytes });
    if (!Buffer.from(keyId, 'latin1').equals(keyName)) throw new AppError('objects.damaged');
    return split(key);
  };
};

async function* sealed(
  { header, ask }: { header: Header; ask: AskKey },
  place: ObjectPlace,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  yield headerOf(header);
  const associated = associatedWith(header, place);
  let index = 0;
  for await (const { bytes, last } of inParts(content, pieceBytes)) {
    yield sealPiece(await ask(), { index, last, associated }, bytes);
    index += 1;
  }
}

const gather = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
};

/** Read at once from the store: nobody who listens slowly holds a connection to it. */
const windowPieces = 8;

/** Proves and opens the pieces of a part of the object, one after the other. */
async function* piecesIn(
  { store, place, ask, header }: Opening,
  { pieces }: Layout,
  window: Window,
): AsyncGenerator<Buffer> {
  const content = await store.read(objectKeyOf(place), window.stored);
  if (content === null) throw new AppError('objects.damaged');
  const sealedBytes = await gather(content);
  const associated = associatedWith(header, place);
  for (let index = window.first; index < window.after; index += 1) {
    const at = (index - window.first) * sealedPieceBytes;
    const sealedPiece = sealedBytes.subarray(at, at + sealedPieceBytes);
    yield openPiece(await ask(), { index, last: index === pieces - 1, associated }, sealedPiece);
  }
}

/** The whole range lies within the object. */
async function* opened(opening: Opening, range: ByteRange): AsyncGenerator<Uint8Array> {
  const layout = layoutOf(opening.storedBytes, opening.header.bytes);
  let at = range.start;
  for (const window of windowsOf(layout, range, windowPieces))
    for await (const plain of piecesIn(opening, layout, window)) {
      const skipped = at % pieceBytes;
      const wanted = plain.subarray(skipped, skipped + range.end - at);
      at += wanted.byteLength;
      if (wanted.byteLength > 0) yield wanted;
    }
  if (at < range.end) throw new AppError('objects.damaged');
}

type Opening = {
  store: ObjectStore;
  place: ObjectPlace;
  ask: AskKey;
  header: ReturnType<typeof readHeader>;
  storedBytes: number;
};

const within = (range: ByteRange, bytes: number): ByteRange => {
  const start = Math.min(Math.max(range.start, 0), bytes);
  return { start, end: Math.max(Math.min(range.end, bytes), start) };
};

/** What the deployment's key sealed before it was exchanged is made anew: nobody's words are lost with it. */
const orForgotten = (place: ObjectPlace, work: () => AskKey): AskKey | null => {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnknownMasterKeyError) return null;
    throw place.kind === 'speech' ? new AppError('objects.damaged', { cause: error }) : error;
  }
};

const open = async (deps: Deps, place: ObjectPlace): Promise<OpenObject | null> => {
  const { store } = deps;
  const key = objectKeyOf(place);
  const [storedBytes, beginning] = await Promise.all([
    store.size(key),
    store.read(key, { start: 0, end: headerBytesMax }),
  ]);
  if (storedBytes === null || beginning === null) return null;
  const header = readHeader(await gather(beginning));
  const ask = orForgotten(place, () => knownKey(deps, place, header));
  if (ask === null) return null;
  await ask();
  const { bytes } = layoutOf(storedBytes, header.bytes);
  return {
    bytes,
    read: (range = { start: 0, end: bytes }) => {
      if (place.kind === 'recording') noteOpened({ ...place.run, part: 'recording' });
      return opened({ store, place, ask, header, storedBytes }, within(range, bytes));
    },
  };
};

const removeAll = async ({ store }: Deps, run: RunRef): Promise<number> => {
  let count = 0;
  for await (const { key } of store.list(runObjectsPrefix(run))) {
    await store.remove(key);
    count += 1;
  }
  return count;
};

const removeAttempts = async (
  { store }: Deps,
  run: RunRef,
  recordingId: string,
  keptKey: string | null,
): Promise<void> => {
  const first = objectKeyOf({ kind: 'recording', run, id: recordingId });
  for await (const { key } of store.list(first))
    if (key !== keptKey && (key === first || key.startsWith(`${first}.`))) await store.remove(key);
};

export const createSealedObjects = (deps: Deps): SealedObjects => ({
  keyOf: objectKeyOf,
  put: async (place, content) => {
    let bytes = 0;
    const count = async function* counting() {
      for await (const piece of content) {
        bytes += piece.byteLength;
        yield piece;
      }
    };
    const parts = await newHeader(deps, place);
    const { bytes: storedBytes } = await deps.store.put(objectKeyOf(place), sealed(parts, place, count()));
    return { bytes, storedBytes };
  },
  open: (place) => open(deps, place),
  remove: (place) => deps.store.remove(objectKeyOf(place)),
  removeAll: (run) => removeAll(deps, run),
  removeAttempts: (run, recordingId, keptKey) => removeAttempts(deps, run, recordingId, keptKey),
});
