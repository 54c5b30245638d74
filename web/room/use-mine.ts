// One's own answers as they are kept; asked for again while spoken ones are still being turned into text.
import { useEffect, useState } from 'react';
import type { MyInterview, MyTurn } from '../../usecases/room/mine.ts';
import { useEntered } from './use-room.ts';
import { unawaited } from '../ui/unawaited.ts';

const againMs = 3_000;

const withTurn = (interview: MyInterview, corrected: MyTurn): MyInterview => ({
  ...interview,
  turns: interview.turns.map((turn) => (turn.turn === corrected.turn ? corrected : turn)),
});

export const useMine = () => {
  const { room } = useEntered();
  const [interview, setInterview] = useState<MyInterview | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [reading, setReading] = useState(0);
  useEffect(() => {
    const read = async (): Promise<void> => {
      try {
        setInterview(await room.api.mine());
        setFailed(false);
      } catch {
        setFailed(true);
      }
    };
    unawaited(read());
  }, [room, reading]);
  const waits = hasFailed || (interview?.turns.some(({ hearing }) => hearing === 'waiting') ?? false);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setReading(reading + 1), againMs);
    return () => clearTimeout(timer);
  }, [waits, reading]);
  const correct = (corrected: MyTurn): void => setInterview((known) => known && withTurn(known, corrected));
  return { interview, hasFailed, correct };
};
