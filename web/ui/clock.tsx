// The time left, as it is enforced: minutes until two are left, then to the second; read out at five, two and one.
import { counted, fill } from '../i18n/fill.ts';
import { useLanguage, useMessages } from '../i18n/use-messages.ts';
import { VisuallyHidden } from './blocks.tsx';

const minute = 60_000;

/** Rounded up, so that nobody is told less than there is; and never "2 minutes" once the seconds count. */
const minutesOf = (ms: number): number => Math.ceil(ms / minute);

const toTheSecond = (ms: number): string => {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const announcedAt = [1, 2, 5] as const;

/** The mark that was passed just now: once it is read out, nobody shall find a number there that is true no more. */
const markOf = (ms: number): number | undefined =>
  announcedAt.find((mark) => ms <= mark * minute && ms > mark * minute - 15_000);

type ClockProps = { timeLeftMs: number; paused?: boolean | undefined };

export const Clock = ({ timeLeftMs: ms, paused = false }: ClockProps) => {
  const { clock } = useMessages().frame;
  const language = useLanguage();
  const mark = markOf(ms);
  const words =
    ms > 2 * minute ? counted(language, clock.about, minutesOf(ms)) : fill(clock.exact, { time: toTheSecond(ms) });
  const shown = ms <= 0 ? clock.over : words;
  return (
    <span>
      <span role="timer" aria-live="off">
        {paused ? clock.paused : shown}
      </span>
      <VisuallyHidden>
        <output>{mark !== undefined && !paused && counted(language, clock.announced, mark)}</output>
      </VisuallyHidden>
    </span>
  );
};
