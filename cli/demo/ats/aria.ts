// An ATS that was built on ARIA's guide brings a candidate in, polls, and reads the scorecard.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { startAriaClient, type AriaClient } from '../../../simulators/aria/client.ts';
import { CliError } from '../../cli-error.ts';
import { patienceMs, type Backstage } from './backstage.ts';

const wished = 'software-backend';
const runs = z.object({ items: z.array(z.object({ runId: z.string(), interviewId: z.string() })) });

const runOf = async ({ api }: Backstage, interviewId: string): Promise<string> => {
  const path = '/api/v1/integration/interviews?limit=20';
  const { items } = (await api({ method: 'GET', path, expected: 200, answer: runs })).body;
  const run = items.find((one) => one.interviewId === interviewId);
  if (run === undefined) throw new CliError(`No interview came of ${interviewId}.`);
  return run.runId;
};

const bringIn = async ({ screen }: Backstage, ats: AriaClient) => {
  screen.step('The ATS brings a candidate in');
  // Somebody new each time: who is still being interviewed is not invited again.
  const person = { name: 'Sam Example', email: `sam+${randomBytes(3).toString('hex')}@example.com`, jobId: wished };
  const taken = await ats.bringIn(person);
  if (taken === null) throw new CliError(`The candidate was not taken: ${ats.complaints.join('; ')}`);
  screen.say(`${person.email} for ${wished}: candidate ${taken.id}, ${taken.status}`);
  const again = await ats.bringIn(person);
  if (again?.interviewId !== taken.interviewId) throw new CliError('The same candidate again made another interview.');
  screen.say('Brought in again by mistake: the same interview.');
  return taken;
};

const readResult = async ({ screen }: Backstage, ats: AriaClient, id: string): Promise<void> => {
  screen.step('The ATS polls, and shows what it reads on the candidate’s record');
  const record = await ats.await(id, patienceMs);
  if (record?.status !== 'completed') throw new CliError(`There is no result: ${record?.status ?? 'nothing came'}.`);
  screen.say(
    JSON.stringify({ name: record.name, overallScore: record.overallScore, recommendation: record.recommendation }),
  );
  const [scorecard, recording] = [await ats.scorecard(id), await ats.recording(id)];
  if (scorecard === null || recording === null) throw new CliError(ats.complaints.join('; '));
  for (const { name, score } of scorecard.categories) screen.say(`${name}: ${score ?? 'not enough evidence'}`);
  screen.say(`${recording.transcript.length} segments of the transcript, ${scorecard.redFlags.length} red flags`);
};

export const playAria = async (stage: Backstage): Promise<void> => {
  const { dev, screen } = stage;
  const ats = await startAriaClient({ baseUrl: `${dev.apiUrl}/api/v1`, keys: dev.apiKeys });
  try {
    const { id, interviewId } = await bringIn(stage, ats);
    screen.step('The candidate opens the invitation and answers');
    await stage.interview(await runOf(stage, interviewId));
    await readResult(stage, ats, id);
    screen.step('What went over the wire, as the ATS saw it');
    stage.showWire(ats.stage.exchanges);
    if (ats.complaints.length > 0) throw new CliError(`The ATS complained: ${ats.complaints.join('; ')}`);
    screen.blank();
    screen.say(`Done: candidate ${id} has a result, and the vendor had nothing to complain about.`, { style: 'green' });
  } finally {
    await ats.close();
  }
};
