// The answer by voice: loaded only by those who speak.

export type VoiceAnswerProps = {
  /** The open turn; null while practising: then nothing is kept or sent. */
  turn: number | null;
  /** All pieces were made; the page sends the answer, which names them. */
  onDone: (spoken: { take: number; pieces: number } | null) => void;
  /** Rather typing, from here on. */
  onType: () => void;
};

export const VoiceAnswer = ({ onType }: VoiceAnswerProps) => (
  <button type="button" onClick={onType}>
    …
  </button>
);
