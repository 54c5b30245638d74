// One's own answers as they are kept; asked for again while spoken ones are still being turned into text.
import { useEffect, useState } from 'react';
import type { MyTurn } from '../../usecases/room/mine.ts';
import { useEntered } from './use-room.ts';
import { unawaited } from './state/unawaited.ts';

const againMs = 3_000;

export const useMine = () => {
  const { room } = useEntered();
  const [turns, setTurns] = useState<readonly MyTurn[] | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [reading, setReading] = useState(0);
  useEffect(() => {
    const read = async (): Promise<void> => {
      try {
        setTurns((await room.api.mine()).turns);
        setFailed(false);
      } catch {
        setFailed(true);
      }
    };
    unawaited(read());
  }, [room, reading]);
  const waits = hasFailed || (turns?.some(({ hearing }) => hearing === 'waiting') ?? false);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setReading(reading + 1), againMs);
    return () => clearTimeout(timer);
  }, [waits, reading]);
  return { turns, hasFailed };
};
