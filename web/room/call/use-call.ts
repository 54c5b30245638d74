// One call from joining to its end; leaving the screen ends it.
import { useEffect, useRef, useState } from 'react';
import { closeMicrophone, MicrophoneError, openMicrophone } from '../voice/microphone.ts';
import { captionsAfter, silentNow, type Caption } from './captions.ts';
import type { CallLine, CallStatus, CallTold, CallTrouble } from './line.ts';

type Known = {
  token: string | null;
  status: CallStatus | null;
  trouble: CallTrouble | null;
  captions: Caption[];
  isMuted: boolean;
};

const unknown: Known = { token: null, status: null, trouble: null, captions: [], isMuted: false };

/** Clients of vendors join whether there is a microphone or not, and tell nobody: it is tried first. */
const join = async (token: string, told: CallTold): Promise<CallLine> => {
  closeMicrophone(await openMicrophone());
  const { joinRetell } = await import('./retell.ts');
  return await joinRetell(token, told);
};

const troubleOf = (error: unknown): CallTrouble => (error instanceof MicrophoneError ? error.trouble : 'line');

export const useCall = (token: string | null) => {
  const [known, setKnown] = useState<Known>(unknown);
  const line = useRef<CallLine | null>(null);
  useEffect(() => {
    if (token === null) return undefined;
    let isLeft = false;
    const change = (part: (before: Known) => Partial<Known>): void => {
      if (isLeft) return;
      setKnown((before) => {
        const own = before.token === token ? before : unknown;
        return { ...own, token, ...part(own) };
      });
    };
    const fail = (trouble: CallTrouble): void => change(() => ({ status: 'failed', trouble }));
    join(token, {
      at: (status) => (status === 'failed' ? fail('line') : change(() => ({ status }))),
      said: (lines) => change(({ captions }) => ({ captions: captionsAfter(captions, lines) })),
      fellSilent: (who) => change(({ captions }) => ({ captions: silentNow(captions, who) })),
    })
      .then((joined) => {
        if (isLeft) joined.end();
        else line.current = joined;
      })
      .catch((error: unknown) => fail(troubleOf(error)));
    return () => {
      isLeft = true;
      line.current?.end();
      line.current = null;
    };
  }, [token]);
  const { status, trouble, captions, isMuted } = known.token === token ? known : unknown;
  return {
    status: token === null ? null : (status ?? 'joining'),
    trouble,
    captions,
    isMuted,
    mute: (muted: boolean): void => {
      line.current?.mute(muted);
      setKnown((before) => ({ ...before, isMuted: muted }));
    },
    end: (): void => line.current?.end(),
  };
};
