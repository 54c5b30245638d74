// Makes a logo of what a tenant sends: a small PNG of our own making, never the bytes that came.
import { hash } from 'node:crypto';
import { AppError } from '../domain/errors.ts';
import type { Logo } from '../domain/ports/administration.ts';

const widthMax = 512;
const heightMax = 256;
/** A poster fits; what unpacks to gigabytes does not. */
const pixelsMax = 16_000_000;
const hashLength = 32;

const startsWith = (bytes: Uint8Array, text: string, at = 0): boolean =>
  Buffer.from(bytes.subarray(at, at + text.length)).toString('latin1') === text;

/** What the bytes are, whatever they were called: other kinds never reach the decoder. */
const isKnown = (bytes: Uint8Array): boolean =>
  startsWith(bytes, '\x89PNG\r\n\x1a\n') ||
  startsWith(bytes, '\xff\xd8\xff') ||
  (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8));

const invalid = (detail: string): AppError => new AppError('image.invalid', { detail });

/** A moving PNG says so in a block before its picture; its decoder would show the first frame. */
const isMovingPng = (bytes: Uint8Array): boolean => {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; startsWith(bytes, '\x89PNG') && at + 8 <= view.length; at += 12 + view.readUInt32BE(at)) {
    const kind = view.toString('latin1', at + 4, at + 8);
    if (kind === 'acTL') return true;
    if (kind === 'IDAT') return false;
  }
  return false;
};

/** Loaded when the first logo comes: most processes never see one. */
const loadDecoder = async () => {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
};

/** Throws `image.invalid`; colours, size and place of a picture stay, and nothing that is told beside it. */
export const makeLogo = async (bytes: Uint8Array): Promise<Logo> => {
  if (!isKnown(bytes)) throw invalid('Send a PNG, a JPEG or a WebP.');
  if (isMovingPng(bytes)) throw invalid('It moves: send one picture.');
  const sharp = await loadDecoder();
  try {
    const picture = sharp(bytes, { failOn: 'warning', limitInputPixels: pixelsMax });
    const { pages = 1 } = await picture.metadata();
    if (pages > 1) throw invalid('It moves: send one picture.');
    const image = await picture
      .autoOrient()
      .resize({ width: widthMax, height: heightMax, fit: 'inside', withoutEnlargement: true })
      .png({ palette: true, compressionLevel: 9 })
      .toBuffer();
    return { hash: hash('sha256', image).slice(0, hashLength), image };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw invalid(`It cannot be read as a whole picture of at most ${pixelsMax} pixels.`);
  }
};
