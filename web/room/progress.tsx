// Where one is in the interview and how much time is left: shown while a question is open.
import { fill } from '../i18n/fill.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Clock } from '../ui/clock.tsx';
import { ProgressLine } from '../ui/screen.tsx';
import { useTimeLeft } from './use-time-left.ts';
import { useEntered } from './use-room.ts';

export const Progress = () => {
  const { frame } = useMessages();
  const { view, state } = useEntered();
  const timeLeftMs = useTimeLeft();
  const { question, questions } = view.progress;
  const isStanding = state.clock?.questionOpen !== true || view.options.paused;
  return (
    <ProgressLine
      value={question}
      max={Math.max(questions, 1)}
      words={fill(frame.progress, { question, questions })}
      clock={<Clock timeLeftMs={timeLeftMs} paused={isStanding} />}
    />
  );
};
