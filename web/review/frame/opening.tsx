// Before anything is shown: the link's token is exchanged for a cookie, or the cookie says what it is for.
import { useEffect } from 'react';
import type { ReviewEntry } from '../../../usecases/review/view.ts';
import type { ReviewApi } from '../api.ts';
import type { Going } from '../use-place.ts';
import { useLoaded } from '../use-loaded.ts';
import { Waiting } from './waiting.tsx';

type OpeningProps = { load: () => Promise<ReviewEntry>; name: string; onOpened: Going['replace'] };

const Opening = ({ load, name, onOpened }: OpeningProps) => {
  const entry = useLoaded(load, name);
  const { value } = entry;
  useEffect(() => {
    if (value === null) return;
    onOpened(value.runId === null ? { kind: 'inbox' } : { kind: 'run', runId: value.runId });
  }, [value, onOpened]);
  return <Waiting {...entry} />;
};

type LinkProps = { api: ReviewApi; token: string; onOpened: Going['replace'] };

export const LinkScreen = ({ api, token, onOpened }: LinkProps) => (
  <Opening load={() => api.openLink(token)} name={token} onOpened={onOpened} />
);

export const StartScreen = ({ api, onOpened }: Omit<LinkProps, 'token'>) => (
  <Opening load={() => api.entry()} name="entry" onOpened={onOpened} />
);
