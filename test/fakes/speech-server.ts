// Stand-ins for speech services with OpenAI's calls: a recogniser that heard what its test says, and a voice.
import { silentWav } from '../../infra/speech/try-speech.ts';
import { startScriptedServer, type Protocol, type ScriptedServer } from './scripted-server.ts';

/** What whisper servers answer to `verbose_json`, half a second for each word. */
export const heardBody = (text: string, change: Record<string, unknown> = {}) => {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  const duration = words.length / 2 + 0.4;
  return {
    task: 'transcribe',
    language: 'english',
    duration,
    text,
    words: words.map((word, index) => ({ word, start: index / 2, end: index / 2 + 0.4 })),
    segments:
      words.length === 0
        ? []
        : [{ id: 0, start: 0, end: duration, text, avg_logprob: -0.2, no_speech_prob: 0.02, compression_ratio: 1.2 }],
    ...change,
  };
};

export const spokenAnswer = 'I rebuilt the invoicing service and halved its errors.';

const hearing = (heard: unknown): Protocol => ({
  path: '/v1/audio/transcriptions',
  answer: () => heard,
  envelope: (_body, { text }) => JSON.parse(text),
});

const voice: Protocol = { path: '/v1/audio/speech', answer: () => null, envelope: () => silentWav() };

/** The base address is `<url>`, with or without `/v1`. */
export const startHearingServer = (heard = heardBody(spokenAnswer)): Promise<ScriptedServer> =>
  startScriptedServer(hearing(heard));
export const startVoiceServer = (): Promise<ScriptedServer> => startScriptedServer(voice);
