// Objects in a bucket that speaks S3, at an address that the operator sets; what lies there is sealed already.
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { AppError } from '../../domain/errors.ts';
import type { ByteRange, ObjectStore, StoredObject } from '../../domain/ports/objects.ts';
import type { Secret } from '../config/secret.ts';
import { checkKey, checkPrefix } from './object-key.ts';

export type BucketSettings = {
  bucket: string;
  /** Before every key, without slashes at its ends; may be empty. */
  prefix: string;
  /** Amazon's of the region when absent. */
  endpoint: string | undefined;
  region: string;
  keyId: Secret;
  secret: Secret;
  /** `https://host/bucket/key` instead of `https://bucket.host/key`. */
  pathStyle: boolean;
};

/** Of each upload there is one part in memory that is sent, and one that is filled. */
const partBytes = 5 * 1024 * 1024;
const attemptsMax = 3;
const connectionTimeoutMs = 5_000;
const requestTimeoutMs = 60_000;

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** Errors of the service and of the way to it; what the content itself throws stays as it is. */
const unavailable = (error: unknown): unknown => {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const isOurs = error instanceof S3ServiceException || Reflect.get(error, '$metadata') !== undefined;
  const isOfTheWay = isOurs || typeof Reflect.get(error, 'code') === 'string' || error.name === 'TimeoutError';
  return isOfTheWay ? new AppError('objects.unavailable', { cause: error }) : error;
};

/** Null where there is nothing under the key. A bucket that is not there is trouble, not an absent object. */
const orNull = <T>(work: Promise<T>): Promise<T | null> =>
  work.catch((error: unknown) => {
    if (statusOf(error) === 404 && !(error instanceof Error && error.name === 'NoSuchBucket')) return null;
    throw unavailable(error);
  });

const failing = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw unavailable(error);
  });

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A range beyond the end: there is an object, and none of it.
}

async function* piecesOf(body: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of body as AsyncIterable<Buffer>) yield piece;
  } catch (error) {
    throw new AppError('objects.unavailable', { cause: error });
  }
}

/** Counts what passes, so that the answer need not be asked of the store. */
const counted = (content: AsyncIterable<Uint8Array>, count: (bytes: number) => void) =>
  Readable.from(
    (async function* pass() {
      for await (const piece of content) {
        count(piece.byteLength);
        yield piece;
      }
    })(),
    { objectMode: false },
  );

export const createBucketClient = ({ endpoint, region, keyId, secret, pathStyle }: BucketSettings): S3Client =>
  new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint }),
    forcePathStyle: pathStyle,
    credentials: { accessKeyId: keyId.reveal(), secretAccessKey: secret.reveal() },
    maxAttempts: attemptsMax,
    // Not every store that speaks S3 knows the newer checksums; what we store proves itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });

type Place = { client: S3Client; Bucket: string; root: string };

const at = ({ Bucket, root }: Place, key: string) => ({ Bucket, Key: `${root}${checkKey(key)}` });

const sizeOf = async (place: Place, key: string): Promise<number | null> => {
  const head = await orNull(place.client.send(new HeadObjectCommand(at(place, key))));
  return head === null ? null : (head.ContentLength ?? 0);
};

const readFrom = async (place: Place, key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | null> => {
  const wanted = at(place, key);
  if (range !== undefined && range.end <= range.start) return (await sizeOf(place, key)) === null ? null : nothing();
  const within = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end - 1}` };
  const answer = await orNull(
    place.client.send(new GetObjectCommand({ ...wanted, ...within })).catch((error: unknown) => {
      if (statusOf(error) === 416) return { Body: null };
      throw error;
    }),
  );
  if (answer === null) return null;
  return answer.Body instanceof Readable ? piecesOf(answer.Body) : nothing();
};

async function* listed({ client, Bucket, root }: Place, prefix: string, after: string): AsyncGenerator<StoredObject> {
  const wanted = { Bucket, Prefix: `${root}${prefix}`, ...(after !== '' && { StartAfter: `${root}${after}` }) };
  let token: string | undefined;
  do {
    const next = token === undefined ? {} : { ContinuationToken: token };
    const page = await failing(client.send(new ListObjectsV2Command({ ...wanted, ...next })));
    for (const { Key = '', Size = 0, LastModified } of page.Contents ?? [])
      yield { key: Key.slice(root.length), bytes: Size, modifiedAt: LastModified?.getTime() ?? 0 };
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** A page of them at most: the next call goes on. */
const abortUnfinished = async ({ client, Bucket, root }: Place, before: number): Promise<number> => {
  const below = root === '' ? {} : { Prefix: root };
  const { Uploads = [] } = await failing(client.send(new ListMultipartUploadsCommand({ Bucket, ...below })));
  const old = Uploads.filter(({ Initiated }) => (Initiated?.getTime() ?? before) < before);
  for (const { Key, UploadId } of old)
    await orNull(client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })));
  return old.length;
};

const putInto = async (place: Place, key: string, content: AsyncIterable<Uint8Array>): Promise<{ bytes: number }> => {
  let bytes = 0;
  const params = { ...at(place, key), Body: counted(content, (more) => (bytes += more)) };
  await failing(new Upload({ client: place.client, params, partSize: partBytes, queueSize: 1 }).done());
  return { bytes };
};

export const createBucketStore = (settings: BucketSettings): ObjectStore & { close(): void } => {
  const client = createBucketClient(settings);
  const place = { client, Bucket: settings.bucket, root: settings.prefix === '' ? '' : `${settings.prefix}/` };
  return {
    put: (key, content) => putInto(place, key, content),
    read: (key, range) => readFrom(place, key, range),
    size: (key) => sizeOf(place, key),
    remove: async (key) => void (await orNull(client.send(new DeleteObjectCommand(at(place, key))))),
    list: (prefix, after = '') => listed(place, checkPrefix(prefix), after),
    probe: async (abortSignal) => {
      // Not HeadBucket: a key that may list below its prefix alone is refused it.
      const wanted = { Bucket: place.Bucket, Prefix: place.root, MaxKeys: 1 };
      await failing(client.send(new ListObjectsV2Command(wanted), { abortSignal }));
    },
    removeUnfinished: (before) => abortUnfinished(place, before),
    close: () => client.destroy(),
  };
};
