// One file per screen; those that few need are loaded when they are shown.
import { lazy, type ComponentType } from 'react';
import type { Screen } from './state/screen.ts';
import { Consent } from './screens/consent.tsx';
import { Finish } from './screens/finish.tsx';
import { How } from './screens/how.tsx';
import { Later } from './screens/later.tsx';
import { Opening } from './screens/opening.tsx';
import { Paused } from './screens/paused.tsx';
import { Practice } from './screens/practice.tsx';
import { Question } from './screens/question.tsx';
import { Sending } from './screens/sending.tsx';
import { Trouble } from './screens/trouble.tsx';
import { Welcome } from './screens/welcome.tsx';

const DeadLink = lazy(async () => ({ default: (await import('./screens/dead-link.tsx')).DeadLink }));
const Elsewhere = lazy(async () => ({ default: (await import('./screens/elsewhere.tsx')).Elsewhere }));
const Mine = lazy(async () => ({ default: (await import('./screens/mine.tsx')).Mine }));
const Review = lazy(async () => ({ default: (await import('./screens/review.tsx')).Review }));
const SoundCheck = lazy(async () => ({ default: (await import('./screens/sound-check.tsx')).SoundCheck }));

export const screenTable: Readonly<Record<Screen, ComponentType>> = {
  opening: Opening,
  trouble: Trouble,
  'dead-link': DeadLink,
  elsewhere: Elsewhere,
  mine: Mine,
  welcome: Welcome,
  consent: Consent,
  how: How,
  'sound-check': SoundCheck,
  practice: Practice,
  question: Question,
  sending: Sending,
  review: Review,
  finish: Finish,
  paused: Paused,
  later: Later,
};
