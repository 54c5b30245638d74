// `npm run demo`: one interview from request to verdict, on the running system or on one started for it.
import { parseArgs } from 'node:util';
import { engineText } from '../../infra/config/engine.ts';
import { CliError } from '../cli-error.ts';
import { createOutput } from '../embedded/output.ts';
import { withBackstage, type Backstage } from './ats/backstage.ts';
import { stageChangeStories } from './ats/stage-change.ts';
import { atsStories } from './ats/stories.ts';
import { createScreen } from './screen.ts';
import { tellStory } from './story.ts';
import { converseBy, startDemoRetell } from './voice.ts';
import type { SimulatedRetell } from '../../simulators/retell/simulated-retell.ts';
import { useSystem } from '../embedded/use-system.ts';

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: { ats: { type: 'string' }, flow: { type: 'string' }, voice: { type: 'string' } },
    });
  } catch {
    throw new CliError(
      `The demo takes --ats <product>, --flow stage-change and --voice retell, and nothing else: ${args.join(' ')}`,
    );
  }
};

type Story = (stage: Backstage) => Promise<void>;

const named = (stories: Readonly<Record<string, Story>>, name: string): Story => {
  const story = Object.hasOwn(stories, name) ? stories[name] : undefined;
  if (story === undefined) throw new CliError(`--ats is one of ${Object.keys(stories).join(', ')}.`);
  return story;
};

/** The story that is asked for; null for the one without an ATS. */
const storyOf = (args: readonly string[]): Story | null => {
  const { values } = parse(args);
  if (values.flow !== undefined && values.flow !== 'stage-change') throw new CliError('--flow is stage-change.');
  if (values.flow !== undefined) return named(stageChangeStories, values.ats ?? 'greenhouse');
  return values.ats === undefined ? null : named(atsStories, values.ats);
};

/** The voice provider that is asked for; null for none. */
const retellOf = async (args: readonly string[]): Promise<SimulatedRetell | null> => {
  const { voice, ats, flow } = parse(args).values;
  if (voice === undefined) return null;
  if (voice !== 'retell' || ats !== undefined || flow !== undefined)
    throw new CliError('--voice is retell, and stands alone.');
  return await startDemoRetell(process.env);
};

export const demo = async (args: readonly string[]): Promise<number> => {
  const story = storyOf(args);
  const output = createOutput(process.stdout, process.env);
  const retell = await retellOf(args);
  const system = await useSystem(output);
  try {
    // Whose provider it is was settled when it was started.
    if (retell !== null && !system.own) throw new CliError('A Parley runs in this folder: stop it first.');
    output.say(
      `Parley demo on ${system.dev.apiUrl}, engine ${engineText(system.dev.engine)}: one interview, with a simulated ATS, recruiter and candidate.`,
    );
    const coloured = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
    const namespace = process.env['TEMPORAL_NAMESPACE'] ?? 'default';
    const screen = createScreen({ write: output.say, coloured });
    if (story === null)
      await tellStory({ dev: system.dev, namespace }, screen, ...(retell === null ? [] : [converseBy(retell)]));
    else await withBackstage({ dev: system.dev, screen }, story);
  } finally {
    if (system.own) output.say('\nStopping the Parley that was started for the demo …');
    await system.close();
    await retell?.close();
  }
  return 0;
};
