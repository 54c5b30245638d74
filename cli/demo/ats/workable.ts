// Workable orders an assessment, and the result is put to its callback.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startWorkableHost, type WorkableHost, type WorkableResult } from '../../../simulators/workable/host.ts';
import { CliError } from '../../cli-error.ts';
import { patienceMs, type Backstage } from './backstage.ts';

const listed = z.object({ tests: z.array(z.object({ id: z.string(), name: z.string() })) });
const ordered = z.object({ assessment_id: z.string() });
const wished = 'software-backend';
const candidate = 'sam@example.com';
const path = '/callbacks/assessments/1';
const lookEveryMs = 50;

const order = async ({ screen }: Backstage, workable: WorkableHost): Promise<string> => {
  screen.step('Workable lists the tests, and a recruiter sends one');
  const { tests } = listed.parse((await workable.tests()).body);
  const chosen = tests.find(({ id }) => id === wished) ?? tests[0];
  if (chosen === undefined) throw new CliError('There is no template with an approved plan to order.');
  const { body } = await workable.order({ testId: chosen.id, email: candidate, path });
  const { assessment_id: id } = ordered.parse(body);
  screen.say(`${chosen.name} for ${candidate}: assessment ${id}`);
  return id;
};

const untilCompleted = async (workable: WorkableHost): Promise<WorkableResult> => {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const final = workable.results.get(path)?.find(({ status }) => status === 'completed');
    if (final !== undefined) return final;
    if (Date.now() > deadline) throw new CliError('Workable was not told of the result.');
    await sleep(lookEveryMs);
  }
};

export const playWorkable = async (stage: Backstage): Promise<void> => {
  const { dev, screen } = stage;
  const providerUrl = `${dev.apiUrl}/api/workable`;
  const workable = await startWorkableHost({ providerUrl });
  try {
    screen.step('Workable is connected');
    const credentials = { accessToken: workable.accessToken };
    const { id: connectionId, key } = await stage.connect('workable', { config: {}, credentials });
    workable.install({ providerToken: key });
    screen.say(`Connection ${connectionId}; Workable calls ${providerUrl} with its key.`);
    const id = await order(stage, workable);
    screen.step('The candidate opens the invitation and answers');
    await stage.interview(await stage.runOf(id));
    screen.step('Workable is told');
    screen.say(JSON.stringify(await untilCompleted(workable)));
    screen.step('What went over the wire, as the vendor’s side saw it');
    stage.showWire(workable.stage.exchanges);
    if (workable.complaints.length > 0) throw new CliError(`The vendor complained: ${workable.complaints.join('; ')}`);
    screen.blank();
    screen.say(`Done: assessment ${id} is complete, and the vendor had nothing to complain about.`, { style: 'green' });
  } finally {
    await workable.close();
  }
};
