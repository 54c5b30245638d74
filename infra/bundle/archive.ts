// Bundles as ZIP files without compression: the same files give the same bytes, and no archive can be a bomb.
import { strToU8, unzipSync, zipSync, type UnzipFileInfo, type Zippable } from 'fflate';
import type { BundleFiles } from '../../domain/bundle/manifest.ts';
import type { Archive } from '../../domain/ports/audit.ts';

const bytesMax = 50_000_000;
const filesMax = 100;
const namePattern = /^[A-Za-z0-9-]{1,60}\.(json|txt)$/;

/** In the archive's own local form, so that it is the same in every time zone. */
const timeOfFiles = new Date(1980, 0, 1);

const pack: Archive['pack'] = (files) => {
  const zippable: Zippable = {};
  for (const [name, text] of files) zippable[name] = strToU8(text);
  return zipSync(zippable, { level: 0, mtime: timeOfFiles });
};

export const createArchive = (): Archive => ({ pack });

export class ArchiveError extends Error {}

/** Several entries may point to the same bytes, so sizes are added up before anything is copied. */
const createEntryCheck = (bytesInAll: number) => {
  let count = 0;
  let sum = 0;
  return ({ name, size, originalSize, compression }: UnzipFileInfo): true => {
    count += 1;
    sum += originalSize;
    if (count > filesMax) throw new ArchiveError('it holds too many files');
    if (!namePattern.test(name)) throw new ArchiveError('it holds a file whose name no bundle has');
    if (compression !== 0 || size !== originalSize) throw new ArchiveError('its files are compressed');
    if (sum > bytesInAll) throw new ArchiveError('its files are larger than itself');
    return true;
  };
};

const read = (bytes: Uint8Array): Record<string, Uint8Array> => {
  try {
    return unzipSync(bytes, { filter: createEntryCheck(bytes.length) });
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError('it is no ZIP file, or a damaged one');
  }
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decode = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new ArchiveError('a file in it is not text');
  }
};

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/**
 * The files of an archive that `pack` made. Packing them again must give the same bytes: whatever else an archive can
 * hide (a second file of a name, data between or behind its files) makes it another one. Throws ArchiveError.
 */
export const unpackArchive = (bytes: Uint8Array): BundleFiles => {
  if (bytes.length > bytesMax) throw new ArchiveError('it is larger than any bundle');
  const files = new Map(Object.entries(read(bytes)).map(([name, content]) => [name, decode(content)]));
  if (!isSame(pack(files), bytes)) throw new ArchiveError('it was not packed by Parley, or was packed again');
  return files;
};
