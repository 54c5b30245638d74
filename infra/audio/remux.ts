// Makes a recorder's stream a file that players can seek in: the same sound, with its duration and an index.
import {
  CustomSource,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  MP4,
  Mp4OutputFormat,
  OGG,
  OggOutputFormat,
  Output,
  StreamTarget,
  WEBM,
  WebMOutputFormat,
  type OutputFormat,
  type StreamTargetChunk,
} from 'mediabunny';
import { setImmediate as otherWork } from 'node:timers/promises';
import type { RemuxAudio } from '../../domain/ports/recordings.ts';
import type { AudioMediaType } from '../../domain/room/pieces.ts';

const blockBytes = 256 * 1_024;
const sourceCacheBytes = 1_024 * 1_024;
/** The library never waits for anything but its source: so often others get their turn. */
const packetsAtOnce = 500;

/** A file in memory that is written in any order, in blocks, so that growing it copies nothing. */
const createBlocks = () => {
  const blocks: Uint8Array[] = [];
  let bytes = 0;
  const write = ({ data, position }: StreamTargetChunk): void => {
    for (let done = 0; done < data.length;) {
      const at = position + done;
      const index = Math.floor(at / blockBytes);
      while (blocks.length <= index) blocks.push(new Uint8Array(blockBytes));
      const part = data.subarray(done, done + blockBytes - (at % blockBytes));
      blocks[index]?.set(part, at % blockBytes);
      done += part.length;
    }
    bytes = Math.max(bytes, position + data.length);
  };
  return {
    write,
    size: () => bytes,
    async *read(): AsyncGenerator<Uint8Array> {
      for (const [index, block] of blocks.entries())
        yield block.subarray(0, Math.min(blockBytes, bytes - index * blockBytes));
    },
  };
};

const formats: Record<AudioMediaType, () => OutputFormat> = {
  'audio/webm': () => new WebMOutputFormat(),
  'audio/mp4': () => new Mp4OutputFormat(),
  'audio/ogg': () => new OggOutputFormat(),
};

/** How long the sound of `input` is that was written to `target`, in milliseconds; 0 when there is none. */
const copyPackets = async (input: Input, target: StreamTarget, mediaType: AudioMediaType): Promise<number> => {
  const track = await input.getPrimaryAudioTrack();
  const codec = await track?.getCodec();
  if (!track || !codec) return 0;
  const config = await track.getDecoderConfig();
  const output = new Output({ format: formats[mediaType](), target });
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  await output.start();
  let count = 0;
  let seconds = 0;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    await source.add(packet, count === 0 && config !== null ? { decoderConfig: config } : undefined);
    seconds = Math.max(seconds, packet.timestamp + packet.duration);
    count += 1;
    if (count % packetsAtOnce === 0) await otherWork();
  }
  await output.finalize();
  return Math.round(seconds * 1_000);
};

export const remuxHere: RemuxAudio = async ({ bytes, read, mediaType }) => {
  const blocks = createBlocks();
  const source = new CustomSource({ getSize: () => bytes, read, maxCacheSize: sourceCacheBytes });
  const input = new Input({ formats: [WEBM, MP4, OGG], source });
  try {
    const target = new StreamTarget(new WritableStream({ write: blocks.write }));
    const durationMs = await copyPackets(input, target, mediaType);
    return durationMs === 0 ? null : { durationMs, bytes: blocks.size(), content: blocks.read() };
  } finally {
    input.dispose();
  }
};
