// The stories of `npm run demo -- --ats <product>`: one line per product, each against a simulated vendor of simulators/.
import type { Backstage } from './backstage.ts';
import { playGreenhouse } from './greenhouse.ts';

export const atsStories: Readonly<Record<string, (stage: Backstage) => Promise<void>>> = {
  greenhouse: playGreenhouse('greenhouse'),
  mariohr: playGreenhouse('mariohr'),
};
