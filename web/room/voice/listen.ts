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

/** Of the one thing that sounds at a time. */
let silence = (): void => {};

export const hush = (): void => silence();

export const isOwnVoice = (): boolean => synthesis()?.speaking ?? false;

/** Whatever sounded before is over; what follows ends once, by itself, by `hush`, or by what comes next. */
const sounding = (stop: () => void, onEnd: () => void): ((then?: () => void) => void) => {
  hush();
  let over = false;
  const end = (then = onEnd): void => {
    if (over) return;
    over = true;
    silence = () => {};
    then();
  };
  silence = () => {
    stop();
    end();
  };
  return end;
};

/** `onEnd` is called once, also where there is no voice for it. */
export const speak = (text: string, lang: string, onEnd: () => void = () => {}): void => {
  const speaker = synthesis();
  const voice = voiceFor(lang);
  const end = sounding(() => speaker?.cancel(), onEnd);
  if (speaker === null || voice === null) return end();
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.addEventListener('end', () => end());
  utterance.addEventListener('error', () => end());
  speaker.speak(utterance);
};

type Question = { turn: number; text: string; lang: string; fromUs: boolean };

export const readQuestion = ({ turn, text, lang, fromUs }: Question, onEnd: () => void): void => {
  const own = (): void => speak(text, lang, onEnd);
  if (!fromUs) return own();
  const audio = new Audio(`/room/api/questions/${turn}/speech`);
  const end = sounding(() => audio.pause(), onEnd);
  audio.addEventListener('ended', () => end());
  audio.addEventListener('error', () => end(own));
  // A browser that plays nothing before the first touch leaves the text, and the button.
  audio
    .play()
    .catch((error: unknown) => end(error instanceof DOMException && error.name === 'NotAllowedError' ? onEnd : own));
};
