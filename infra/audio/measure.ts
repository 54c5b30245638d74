// Tells how loud a recording is, slice by slice, where its sound is Opus, as all browsers but Safari record it.
import { CustomSource, EncodedPacketSink, Input, MP4, OGG, WEBM, type InputAudioTrack } from 'mediabunny';
import { OpusDecoder } from 'opus-decoder';
import type { SourceFile } from '../../domain/ports/recordings.ts';
import type { Loudness } from '../../domain/room/sound.ts';

/** Sibilants lie below half of it; a whisper is made of little else. */
const sampleRate = 16_000;
const sliceMs = 20;
const sliceSamples = (sampleRate * sliceMs) / 1_000;
/** As long as a recording can be. */
const slicesMax = (60 * 60 * 1_000) / sliceMs;
const quietest = -120;
const sourceCacheBytes = 1_024 * 1_024;
/** What is missing for less was measured with the packets around it. */
const gapMs = 100;

/** Below it mains hum and the rumble of a desk. */
const highPassHz = 150;
const keep = Math.exp((-2 * Math.PI * highPassHz) / sampleRate);

/** The levels of one channel, without what lies below speech. */
const createMeter = () => {
  const levels: number[] = [];
  let [sum, count, input, once, twice] = [0, 0, 0, 0, 0];
  return {
    levels,
    add: (samples: Float32Array): void => {
      for (const sample of samples) {
        const before = once;
        once = keep * (once + sample - input);
        twice = keep * (twice + once - before);
        input = sample;
        sum += twice * twice;
        count += 1;
        if (count < sliceSamples) continue;
        levels.push(Math.max(quietest, 10 * Math.log10(sum / count)));
        [sum, count] = [0, 0];
      }
      if (levels.length > slicesMax) throw new RangeError('longer than a recording can be');
    },
    /** Recorders leave out what they have no sound for. */
    skipTo: (ms: number): void => {
      const missing = Math.min(slicesMax + 1, Math.floor(ms / sliceMs)) - levels.length;
      if (missing * sliceMs > gapMs) for (let n = 0; n < missing; n += 1) levels.push(quietest);
    },
  };
};

const measureTrack = async (track: InputAudioTrack, channels: number): Promise<number[]> => {
  const decoder = new OpusDecoder({ channels, sampleRate });
  await decoder.ready;
  const meters = Array.from({ length: channels }, createMeter);
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const { channelData, errors } = decoder.decodeFrame(packet.data);
    if (errors.length > 0) throw new TypeError('no Opus');
    for (const [index, meter] of meters.entries()) {
      meter.skipTo(packet.timestamp * 1_000);
      meter.add(channelData[index] ?? new Float32Array());
    }
  }
  const [first, second] = meters;
  return (first?.levels ?? []).map((level, index) => Math.max(level, second?.levels[index] ?? quietest));
};

/** Null for other sound than Opus; throws for what is broken. */
export const measureHere = async ({ bytes, read }: Omit<SourceFile, 'mediaType'>): Promise<Loudness | null> => {
  const source = new CustomSource({ getSize: () => bytes, read, maxCacheSize: sourceCacheBytes });
  const input = new Input({ formats: [WEBM, MP4, OGG], source });
  try {
    const track = await input.getPrimaryAudioTrack();
    const channels = (await track?.getDecoderConfig())?.numberOfChannels ?? 0;
    if (track === null || (await track.getCodec()) !== 'opus' || channels < 1 || channels > 2) return null;
    return { sliceMs, levels: await measureTrack(track, channels) };
  } finally {
    input.dispose();
  }
};
