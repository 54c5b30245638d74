// One file per screen; those that nobody sees first are fetched behind the first one.
import type { ComponentType } from 'react';
import { chunk } from '../ui/chunks.ts';
import { Consent } from './screens/consent.tsx';
import { Opening } from './screens/opening.tsx';
import { Trouble } from './screens/trouble.tsx';
import { Welcome } from './screens/welcome.tsx';
import type * as UnderWay from './screens/under-way.ts';
import type { Screen } from './state/screen.ts';

const underWay = (name: keyof typeof UnderWay) => chunk(async () => (await import('./screens/under-way.ts'))[name]);

export const screenTable: Readonly<Record<Screen, ComponentType>> = {
  opening: Opening,
  trouble: Trouble,
  'dead-link': chunk(async () => (await import('./screens/dead-link.tsx')).DeadLink),
  elsewhere: chunk(async () => (await import('./screens/elsewhere.tsx')).Elsewhere),
  mine: chunk(async () => (await import('./screens/mine.tsx')).Mine),
  welcome: Welcome,
  consent: Consent,
  how: underWay('How'),
  'sound-check': chunk(async () => (await import('./screens/sound-check.tsx')).SoundCheck, 'rare'),
  practice: underWay('Practice'),
  question: underWay('Question'),
  call: chunk(async () => (await import('./screens/call.tsx')).Call, 'rare'),
  sending: underWay('Sending'),
  review: underWay('Review'),
  finish: underWay('Finish'),
  paused: underWay('Paused'),
  later: underWay('Later'),
};
