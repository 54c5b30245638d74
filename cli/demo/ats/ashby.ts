// Ashby starts an assessment and follows it to its result.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startAshbyHost, type AshbyHost } from '../../../simulators/ashby/host.ts';
import type { Assessment } from '../../../simulators/ashby/updates.ts';
import { CliError } from '../../cli-error.ts';
import { patienceMs, type Backstage } from './backstage.ts';

const listed = z.object({ results: z.array(z.object({ assessment_type_id: z.string(), name: z.string() })) });
const started = z.object({ results: z.object({ assessment_id: z.string() }) });
const wished = 'software-backend';
const email = 'sam@example.com';
const lookEveryMs = 50;

const order = async ({ screen }: Backstage, ashby: AshbyHost): Promise<string> => {
  screen.step('Ashby lists the assessments, and a recruiter starts one');
  const { results } = listed.parse((await ashby.list()).body);
  const chosen = results.find(({ assessment_type_id: id }) => id === wished) ?? results[0];
  if (chosen === undefined) throw new CliError('There is no template with an approved plan to order.');
  const wish = { typeId: chosen.assessment_type_id, applicationId: crypto.randomUUID(), email };
  const { assessment_id: id } = started.parse((await ashby.start(wish)).body).results;
  screen.say(`${chosen.name} for ${email}: assessment ${id}`);
  const again = await ashby.start(wish);
  if (again.status !== 409) throw new CliError(`The same start again was answered with ${again.status}.`);
  screen.say('Started again by mistake: 409, with the same assessment.');
  return id;
};

const untilComplete = async (ashby: AshbyHost, id: string): Promise<Assessment> => {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const record = ashby.assessments.get(id);
    if (record !== undefined && record.result !== null) return record;
    if (Date.now() > deadline) throw new CliError('Ashby was not told of the result.');
    await sleep(lookEveryMs);
  }
};

export const playAshby = async (stage: Backstage): Promise<void> => {
  const { dev, screen } = stage;
  const partnerUrl = `${dev.apiUrl}/api/ashby`;
  const ashby = await startAshbyHost({ partnerUrl });
  try {
    screen.step('Ashby is connected');
    const { id: connectionId, key } = await stage.connect('ashby', {
      config: { apiUrl: ashby.stage.url },
      credentials: { apiKey: ashby.apiKey },
    });
    ashby.install({ partnerKey: key });
    screen.say(`Connection ${connectionId}; Ashby calls ${partnerUrl} with its key.`);
    const id = await order(stage, ashby);
    screen.step('The candidate opens the invitation and answers');
    await stage.interview(await stage.runOf(id));
    screen.step('Ashby is told, step by step');
    const { statuses, result, pageUrl } = await untilComplete(ashby, id);
    screen.say(statuses.join(' → '));
    screen.say(`${result?.label ?? ''}: ${String(result?.value)}; its page: ${pageUrl ?? 'none'}`);
    screen.step('What went over the wire, as the vendor’s side saw it');
    stage.showWire(ashby.stage.exchanges);
    if (ashby.complaints.length > 0) throw new CliError(`The vendor complained: ${ashby.complaints.join('; ')}`);
    screen.blank();
    screen.say(`Done: assessment ${id} is complete, and the vendor had nothing to complain about.`, { style: 'green' });
  } finally {
    await ashby.close();
  }
};
