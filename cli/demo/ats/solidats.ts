// SolidATS posts a candidate to its app and gets the rating by callback.
import { z } from 'zod';
import { startSolidatsHost, type SolidatsHost, type SolidatsStep } from '../../../simulators/solidats/host.ts';
import { CliError } from '../../cli-error.ts';
import { interviewPath } from '../follow.ts';
import { patienceMs, type Backstage } from './backstage.ts';

const wished = 'software-backend';
const listed = z.object({ items: z.array(z.object({ runId: z.string() })) });

const connect = async (stage: Backstage, host: SolidatsHost): Promise<void> => {
  const { id, hookUrl } = await stage.connect('solidats', {
    config: {
      appId: host.appId,
      templateId: wished,
      contactPath: '/application_form/email',
      callbackUrl: host.callbackUrl,
    },
    credentials: { apiKey: host.apiKey },
  });
  host.install({ hookUrl });
  stage.screen.say(`Connection ${id}; SolidATS posts to its address, which holds a secret.`);
};

/** SolidATS is answered without an id of ours, so its own finds the interview. */
const runOf = async ({ api }: Backstage, { request }: SolidatsStep): Promise<string> => {
  const path = `${interviewPath('').slice(0, -1)}?candidateRef=${encodeURIComponent(request.candidate_id)}`;
  const [found] = (await api({ method: 'GET', path, expected: 200, answer: listed })).body.items;
  if (found === undefined) throw new CliError('No interview came of the request.');
  return found.runId;
};

export const playSolidats = async (stage: Backstage): Promise<void> => {
  const { screen } = stage;
  const host = await startSolidatsHost();
  try {
    screen.step('SolidATS is connected');
    await connect(stage, host);
    screen.step('A candidate reaches the step of the app');
    const step = await host.reach();
    screen.say(`${step.request.candidate_id}: answered ${step.answer.status} ${step.answer.text}`);
    screen.step('The candidate opens the invitation and answers');
    await stage.interview(await runOf(stage, step));
    screen.step('SolidATS gets the rating');
    const told = await host.news(step, patienceMs);
    if (told === null) throw new CliError('SolidATS was not told of the result.');
    screen.say(`${told.rating} of 100: ${told.comment ?? 'no comment'}`);
    screen.step('What went over the wire, as the vendor’s side saw it');
    stage.showWire(host.stage.exchanges);
    if (host.complaints.length > 0) throw new CliError(`The vendor complained: ${host.complaints.join('; ')}`);
    screen.blank();
    screen.say('Done: the step has its rating, and the vendor had nothing to complain about.', { style: 'green' });
  } finally {
    await host.close();
  }
};
