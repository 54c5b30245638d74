// Answers with a recording or a part of it, as players ask for it: in ranges, piece by piece, never whole in memory.
import { rangeOf } from '../../../domain/room/byte-range.ts';
import type { Playable } from '../../../usecases/recordings/recordings.ts';
import { entityTag } from '../../guard/answer.ts';
import type { Reply, RequestFacts, ResponseDeclaration } from '../../guard/route.ts';

const endings: Readonly<Record<string, string>> = { 'audio/webm': 'webm', 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' };

export const audioContentType = 'audio/*';

const headers = {
  'Accept-Ranges': '`bytes`',
  ETag: 'Of the recording; `If-Range` takes it.',
  'Content-Disposition': '`inline`, with a name that says nothing of the person.',
};

export const audioResponses = {
  200: { description: 'The recording.', contentType: audioContentType, headers },
  206: {
    description: 'The part that `Range` asks for.',
    contentType: audioContentType,
    headers: { ...headers, 'Content-Range': 'Which part of how many bytes.' },
  },
  416: {
    description: 'There is nothing in the range that was asked for.',
    headers: { 'Content-Range': 'How many bytes there are.' },
  },
} satisfies Record<number, ResponseDeclaration>;

/** The first piece is taken out before anything is answered: what cannot be opened is a refusal, not a broken file. */
const startedAt = async (content: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> => {
  const pieces = content[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array> | null = await pieces.next();
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const taken = first ?? (await pieces.next());
        first = null;
        return taken;
      },
      return: async () => {
        await pieces.return?.();
        return { done: true as const, value: undefined };
      },
    }),
  };
};

const isCurrent = (ifRange: string | undefined, etag: string): boolean => ifRange === undefined || ifRange === etag;

/** `elsewhere` when pages of other origins may play it: whoever holds the address may. */
export const serveAudio = async (
  { recording, object }: Playable,
  request: Pick<RequestFacts, 'header'>,
  { elsewhere }: { elsewhere: boolean },
): Promise<Reply> => {
  const [type = ''] = recording.mediaType.split(';');
  const ending = endings[type];
  const ETag = entityTag(`${recording.id}.${object.bytes}`);
  const wanted = rangeOf(
    isCurrent(request.header('if-range'), ETag) ? request.header('range') : undefined,
    object.bytes,
  );
  if (wanted.kind === 'none') return { status: 416, headers: { 'Content-Range': `bytes */${object.bytes}` } };
  const range = wanted.kind === 'part' ? wanted.range : { start: 0, end: object.bytes };
  return {
    status: wanted.kind === 'part' ? 206 : 200,
    headers: {
      'Accept-Ranges': 'bytes',
      ETag,
      'Cache-Control': 'private, no-store',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': elsewhere ? 'cross-origin' : 'same-origin',
      'Content-Disposition': `inline; filename="answer-${recording.turn}.${ending ?? 'bin'}"`,
      ...(wanted.kind === 'part' && { 'Content-Range': `bytes ${range.start}-${range.end - 1}/${object.bytes}` }),
    },
    contentType: ending === undefined ? 'application/octet-stream' : type,
    stream: {
      bytes: range.end - range.start,
      content: await startedAt(object.read(range)),
    },
  };
};
