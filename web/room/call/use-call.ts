// One call from joining to its end; leaving the screen ends it.
import { useEffect, useRef, useState } from 'react';
import type { CallLine, CallStatus, Caption } from './line.ts';

type Known = { token: string | null; status: CallStatus | null; captions: Caption[]; isMuted: boolean };

const unknown: Known = { token: null, status: null, captions: [], isMuted: false };

export const useCall = (token: string | null) => {
  const [known, setKnown] = useState<Known>(unknown);
  const line = useRef<CallLine | null>(null);
  useEffect(() => {
    if (token === null) return undefined;
    let isLeft = false;
    const change = (part: Partial<Known>): void => {
      if (!isLeft) setKnown((before) => ({ ...(before.token === token ? before : unknown), token, ...part }));
    };
    const join = async (): Promise<void> => {
      const { joinRetell } = await import('./retell.ts');
      const joined = await joinRetell(token, {
        at: (status) => change({ status }),
        captions: (captions) => change({ captions }),
      });
      line.current = joined;
      if (isLeft) joined.end();
    };
    join().catch(() => change({ status: 'failed' }));
    return () => {
      isLeft = true;
      line.current?.end();
      line.current = null;
    };
  }, [token]);
  const { status, captions, isMuted } = known.token === token ? known : unknown;
  return {
    status: token === null ? null : (status ?? 'joining'),
    captions,
    isMuted,
    mute: (muted: boolean): void => {
      line.current?.mute(muted);
      setKnown((before) => ({ ...before, isMuted: muted }));
    },
    end: (): void => line.current?.end(),
  };
};
