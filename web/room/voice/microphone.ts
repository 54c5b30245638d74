// Opens the microphone for speech, names what stands in the way, and knows which microphones there are.

export const microphoneTroubles = ['refused', 'missing', 'busy', 'insecure', 'unsupported', 'failed'] as const;
export type MicrophoneTrouble = (typeof microphoneTroubles)[number];

export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError';
  readonly trouble: MicrophoneTrouble;
  constructor(trouble: MicrophoneTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

const named: Readonly<Record<string, MicrophoneTrouble>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  PermissionDeniedError: 'refused',
  NotFoundError: 'missing',
  DevicesNotFoundError: 'missing',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
};

const nameOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';

export const troubleOf = (error: unknown): MicrophoneTrouble =>
  error instanceof MicrophoneError ? error.trouble : (named[nameOf(error)] ?? 'failed');

/** In the order in which they are tried: Safari has MP4 alone before 18.4. */
const recordedTypes = ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4'] as const;

/** Null where the browser chooses: what it chose is read from the recorder. */
export const recordedType = (): string | null =>
  recordedTypes.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;

/** What can be told before anybody is asked for the microphone. */
export const foreseenTrouble = (): MicrophoneTrouble | null => {
  if (!globalThis.isSecureContext) return 'insecure';
  // Old browsers lack what the types promise.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  return devices === undefined || typeof MediaRecorder === 'undefined' ? 'unsupported' : null;
};

const forSpeech = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
const chosenKey = 'room-microphone';

export const chosenMicrophone = (): string | null => {
  try {
    return sessionStorage.getItem(chosenKey);
  } catch {
    return null;
  }
};

export const chooseMicrophone = (deviceId: string): void => {
  try {
    sessionStorage.setItem(chosenKey, deviceId);
  } catch {
    // It is asked for again after a reload.
  }
};

/** Throws a `MicrophoneError`. A microphone that was chosen and is gone does not stand in the way of another. */
export const openMicrophone = async (): Promise<MediaStream> => {
  const foreseen = foreseenTrouble();
  if (foreseen !== null) throw new MicrophoneError(foreseen);
  const deviceId = chosenMicrophone();
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { ...forSpeech, ...(deviceId !== null && { deviceId: { ideal: deviceId } }) },
    });
  } catch (error) {
    if (nameOf(error) !== 'OverconstrainedError' && nameOf(error) !== 'TypeError')
      throw new MicrophoneError(troubleOf(error));
  }
  return navigator.mediaDevices
    .getUserMedia({ audio: true })
    .catch((error: unknown) => Promise.reject(new MicrophoneError(troubleOf(error))));
};

export const closeMicrophone = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

export type Microphone = { id: string; label: string };

/** Empty until the microphone was allowed: before that browsers name none. */
export const listMicrophones = async (): Promise<Microphone[]> => {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices
    .filter(({ kind, label }) => kind === 'audioinput' && label !== '')
    .map(({ deviceId: id, label }) => ({ id, label }));
};

export const microphoneIn = (stream: MediaStream): string | null =>
  stream.getAudioTracks()[0]?.getSettings().deviceId ?? null;
