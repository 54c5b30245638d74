// `npm run demo`: one interview from request to verdict, on the running system or on one started for it.
import { engineText } from '../../infra/config/engine.ts';
import { CliError } from '../cli-error.ts';
import { createOutput } from '../embedded/output.ts';
import { createScreen } from './screen.ts';
import { tellStory } from './story.ts';
import { useSystem } from '../embedded/use-system.ts';

export const demo = async (args: readonly string[]): Promise<number> => {
  if (args.length > 0) throw new CliError(`The demo takes no arguments: ${args.join(' ')}`);
  const output = createOutput(process.stdout, process.env);
  const system = await useSystem(output);
  try {
    output.say(
      `Parley demo on ${system.dev.apiUrl}, engine ${engineText(system.dev.engine)}: one interview, with a simulated ATS, recruiter and candidate.`,
    );
    const coloured = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
    const namespace = process.env['TEMPORAL_NAMESPACE'] ?? 'default';
    await tellStory({ dev: system.dev, namespace }, createScreen({ write: output.say, coloured }));
  } finally {
    if (system.own) output.say('\nStopping the Parley that was started for the demo …');
    await system.close();
  }
  return 0;
};
