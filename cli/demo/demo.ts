// `npm run demo`: one interview from request to verdict, on the running system or on one started for it.
import { engineText } from '../../infra/config/engine.ts';
import { CliError } from '../cli-error.ts';
import { createOutput } from '../embedded/output.ts';
import { withBackstage, type Backstage } from './ats/backstage.ts';
import { atsStories } from './ats/stories.ts';
import { createScreen } from './screen.ts';
import { tellStory } from './story.ts';
import { useSystem } from '../embedded/use-system.ts';

/** The story that is asked for; null for the one without an ATS. */
const storyOf = (args: readonly string[]): ((stage: Backstage) => Promise<void>) | null => {
  if (args.length === 0) return null;
  const [option, name = ''] = args;
  const story = Object.hasOwn(atsStories, name) ? atsStories[name] : undefined;
  if (option === '--ats' && args.length === 2 && story !== undefined) return story;
  const names = Object.keys(atsStories).join(' | ');
  throw new CliError(`The demo takes no arguments, or --ats ${names}: ${args.join(' ')}`);
};

export const demo = async (args: readonly string[]): Promise<number> => {
  const story = storyOf(args);
  const output = createOutput(process.stdout, process.env);
  const system = await useSystem(output);
  try {
    output.say(
      `Parley demo on ${system.dev.apiUrl}, engine ${engineText(system.dev.engine)}: one interview, with a simulated ATS, recruiter and candidate.`,
    );
    const coloured = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
    const namespace = process.env['TEMPORAL_NAMESPACE'] ?? 'default';
    const screen = createScreen({ write: output.say, coloured });
    if (story === null) await tellStory({ dev: system.dev, namespace }, screen);
    else await withBackstage({ dev: system.dev, screen }, story);
  } finally {
    if (system.own) output.say('\nStopping the Parley that was started for the demo …');
    await system.close();
  }
  return 0;
};
