// Says a question aloud: with the voice from our side, else with the browser's own, else not at all. Nothing sounds unless it was asked for.

const wishKey = 'room-read-aloud';

export const wantsReading = (): boolean => {
  try {
    return sessionStorage.getItem(wishKey) === 'yes';
  } catch {
    return false;
  }
};

export const wishReading = (wish: boolean): void => {
  try {
    sessionStorage.setItem(wishKey, wish ? 'yes' : 'no');
  } catch {
    // It is asked for again after a reload.
  }
};

const synthesis = (): SpeechSynthesis | null => ('speechSynthesis' in window ? window.speechSynthesis : null);

/** A voice of another language would only make noises of the text. */
const voiceFor = (lang: string): SpeechSynthesisVoice | null => {
  const [language] = lang.toLowerCase().split('-');
  const voices = (synthesis()?.getVoices() ?? []).filter(
    (voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language,
  );
  return voices.find((voice) => voice.lang.toLowerCase().replace('_', '-') === lang.toLowerCase()) ?? voices[0] ?? null;
};

export const canSpeak = (lang: string): boolean => voiceFor(lang) !== null;

/** Browsers find their voices by and by. */
export const onVoices = (work: () => void): (() => void) => {
  const speaker = synthesis();
  // Safari 14 has the voices, but tells nobody when it found them.
  if (typeof speaker?.addEventListener !== 'function') return () => {};
  speaker.addEventListener('voiceschanged', work);
  return () => speaker.removeEventListener('voiceschanged', work);
};

/** The one thing that sounds at a time, and how to stop it. */
let sounding: { stop: () => void } | null = null;
let heardTurn = 0;
const listeners = new Set<() => void>();

export const onSound = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const isSounding = (): boolean => sounding !== null;

export const wasHeard = (turn: number): boolean => heardTurn === turn;

const set = (next: typeof sounding): void => {
  sounding = next;
  for (const listener of listeners) listener();
};

export const hush = (): void => {
  const before = sounding;
  set(null);
  before?.stop();
};

/** Whatever sounded before is over. Returns how to say that this is over too, which ends nothing that came later. */
const begin = (stop: () => void): (() => boolean) => {
  hush();
  const mine = { stop };
  set(mine);
  return () => {
    const isMine = sounding === mine;
    if (isMine) set(null);
    return isMine;
  };
};

export const speak = (text: string, lang: string): void => {
  const speaker = synthesis();
  const voice = voiceFor(lang);
  if (speaker === null || voice === null) return;
  const end = begin(() => speaker.cancel());
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.addEventListener('end', end);
  utterance.addEventListener('error', end);
  speaker.speak(utterance);
};

type Question = { turn: number; text: string; lang: string; fromUs: boolean };

export const readQuestion = ({ turn, text, lang, fromUs }: Question): void => {
  heardTurn = turn;
  if (!fromUs) return speak(text, lang);
  const audio = new Audio(`/room/api/questions/${turn}/speech`);
  const end = begin(() => audio.pause());
  const failed = (): void => {
    if (end()) speak(text, lang);
  };
  audio.addEventListener('ended', end);
  audio.addEventListener('error', failed);
  // A browser that plays nothing before the first touch leaves the text, and the button.
  const blocked = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotAllowedError';
  audio.play().catch((error: unknown) => (blocked(error) ? end() : failed()));
};
