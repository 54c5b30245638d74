// The stories of `npm run demo -- --ats <product>`: one line per product, each against a simulated vendor of simulators/.
import type { Backstage } from './backstage.ts';
import { playAria } from './aria.ts';
import { playAshby } from './ashby.ts';
import { playGreenhouse } from './greenhouse.ts';
import { playSolidats } from './solidats.ts';
import { playWorkable } from './workable.ts';

export const atsStories: Readonly<Record<string, (stage: Backstage) => Promise<void>>> = {
  aria: playAria,
  ashby: playAshby,
  greenhouse: playGreenhouse('greenhouse'),
  mariohr: playGreenhouse('mariohr'),
  solidats: playSolidats,
  workable: playWorkable,
};
