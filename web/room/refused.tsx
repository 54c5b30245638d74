// What is said where something was asked for and failed: what is safe, what to do, and a number to give.
import { fill } from '../i18n/fill.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Notice } from '../ui/blocks.tsx';
import type { RoomState } from './state/state.ts';

export const Refused = ({ refusal }: { refusal: RoomState['trouble'] }) => {
  const { ways } = useMessages().frame;
  if (refusal === null) return null;
  return (
    <Notice tone="danger" title={ways.failed} announce="assertive">
      <p>{ways.failedText}</p>
      {refusal.requestId !== null && <p>{fill(ways.reference, { id: refusal.requestId })}</p>}
    </Notice>
  );
};
