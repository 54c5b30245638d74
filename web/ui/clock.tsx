// The time left, as it is enforced: minutes until two are left, then to the second; read out at five, two and one.
import type { RoomLanguage } from '../../domain/room/language.ts';
import type { FrameMessages } from '../i18n/en/frame.ts';
import { counted, fill } from '../i18n/fill.ts';
import { useLanguage, useMessages } from '../i18n/use-messages.ts';
import { VisuallyHidden } from './blocks.tsx';

const minute = 60_000;

const toTheSecond = (ms: number): string => {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

export const clockWords = (ms: number, clock: FrameMessages['clock'], language: RoomLanguage): string => {
  if (ms <= 0) return clock.over;
  if (ms <= 2 * minute) return fill(clock.exact, { time: toTheSecond(ms) });
  return counted(language, clock.about, Math.round(ms / minute));
};

/** The mark that was passed just now: once it is read out, nobody shall find a number there that is true no more. */
export const markAt = (ms: number): number | undefined =>
  [1, 2, 5].find((mark) => ms <= mark * minute && ms > mark * minute - 15_000);

type ClockProps = { timeLeftMs: number; paused?: boolean | undefined };

export const Clock = ({ timeLeftMs: ms, paused = false }: ClockProps) => {
  const { clock } = useMessages().frame;
  const language = useLanguage();
  const mark = markAt(ms);
  return (
    <span>
      <span role="timer" aria-live="off">
        {paused ? clock.paused : clockWords(ms, clock, language)}
      </span>
      <VisuallyHidden>
        <output>{mark !== undefined && !paused && counted(language, clock.announced, mark)}</output>
      </VisuallyHidden>
    </span>
  );
};
