// Greenhouse, or an ATS that speaks MarioHR's variant, orders an interview and is told of its result.
import { startGreenhouseHost, type GreenhouseHost } from '../../../simulators/greenhouse/host.ts';
import { CliError } from '../../cli-error.ts';
import { patienceMs, type Backstage } from './backstage.ts';

type Variant = 'greenhouse' | 'mariohr';

const products = { greenhouse: 'Greenhouse', mariohr: 'The ATS' };
const wished = 'software-backend';
const candidate = { first_name: 'Sam', last_name: 'Example', email: 'sam@example.com' };

const order = async ({ screen }: Backstage, host: GreenhouseHost, product: string) => {
  screen.step(`${product} lists the tests, and a recruiter sends one`);
  const tests = await host.listTests();
  const chosen = tests.find(({ id }) => id === wished) ?? tests[0];
  if (chosen === undefined) throw new CliError('There is no template with an approved plan to order.');
  const test = await host.sendTest(chosen.id, candidate);
  screen.say(`${chosen.name} for ${candidate.email}: order ${test.partnerInterviewId}`);
  const before = await host.refresh(test);
  screen.say(before?.partner_status ?? 'no status', { label: 'On the candidate’s page: ' });
  return test;
};

/** A recruiter sees what the vendor's own documents promise, and nothing was amiss on the way. */
const conclude = async (
  { screen, showWire }: Backstage,
  host: GreenhouseHost,
  test: { partnerInterviewId: string },
) => {
  screen.step('What went over the wire, as the vendor’s side saw it');
  showWire(host.stage.exchanges);
  const calls = host.stage.exchanges.filter(({ from }) => from === 'parley');
  if (calls.length !== 1) throw new CliError(`The vendor was told ${calls.length} times.`);
  if (host.complaints.length > 0) throw new CliError(`The vendor complained: ${host.complaints.join('; ')}`);
  screen.blank();
  screen.say(`Done: order ${test.partnerInterviewId} is complete, and the vendor had nothing to complain about.`, {
    style: 'green',
  });
};

export const playGreenhouse =
  (variant: Variant) =>
  async (stage: Backstage): Promise<void> => {
    const { dev, screen } = stage;
    const product = products[variant];
    // What the customer's administrator pastes: the partner's key there, the customer's own credential here.
    const partner = { partnerUrl: `${dev.apiUrl}/api/ats`, partnerKey: '' };
    const host = await startGreenhouseHost({ variant, ...partner });
    try {
      screen.step(`${product} is connected`);
      const connected = await stage.connect('greenhouse', {
        config: { variant },
        credentials: { apiKey: host.apiKey },
      });
      host.install({ partnerKey: connected.key });
      screen.say(`Connection ${connected.id}; ${product} calls ${partner.partnerUrl} with its key.`);
      const test = await order(stage, host, product);
      screen.step('The candidate opens the invitation and answers');
      await stage.interview(await stage.runOf(test.partnerInterviewId));
      screen.step(`${product} is told, and a recruiter looks again`);
      const told = await host.news(test, patienceMs);
      if (told === null) throw new CliError(`${product} was not told of the result.`);
      screen.say(`${told.partner_status}, ${told.partner_score ?? 'no'} of 100; ${JSON.stringify(told.metadata)}`);
      screen.say(told.partner_profile_url ?? 'none', { label: 'Its page: ' });
      await conclude(stage, host, test);
    } finally {
      await host.close();
    }
  };
