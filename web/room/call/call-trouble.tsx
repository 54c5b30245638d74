// Why there is no call: the microphone, the line to who holds it, or who holds it; and that typing counts as much.
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Refused } from '../refused.tsx';
import { useEntered } from '../use-room.ts';
import type { CallTrouble } from './line.ts';

/** What was refused just now is said instead of what went wrong before. */
export const WhyNoCall = ({ trouble = null }: { trouble?: CallTrouble | null }) => {
  const { call, voice } = useMessages();
  const { state } = useEntered();
  const isDown = state.trouble?.code === 'session.provider_unavailable';
  if (state.trouble !== null && !isDown) return <Refused refusal={state.trouble} />;
  const why = isDown ? 'line' : trouble;
  if (why === null) return null;
  const { title, text } = why === 'line' ? call.failed : voice.trouble[why];
  return (
    <Notice tone="caution" title={title} announce="assertive">
      {text}
    </Notice>
  );
};
