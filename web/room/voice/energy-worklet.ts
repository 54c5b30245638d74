// Measures, beside the page's own thread, how loud each twentieth of a second was. Loudness is all that leaves it.

declare const sampleRate: number;
declare const registerProcessor: (name: string, processor: unknown) => void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

class Energy extends AudioWorkletProcessor {
  private sum = 0;
  private count = 0;

  process([channels]: Float32Array[][]): boolean {
    const samples = channels?.[0];
    if (samples === undefined) return true;
    for (const sample of samples) this.sum += sample * sample;
    this.count += samples.length;
    if (this.count >= sampleRate / 20) {
      this.port.postMessage({ meanSquare: this.sum / this.count, ms: (this.count * 1_000) / sampleRate });
      this.sum = 0;
      this.count = 0;
    }
    return true;
  }
}

registerProcessor('energy', Energy);
