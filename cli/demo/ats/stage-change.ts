// A stage change in a simulated ATS starts an interview, and its results come into the record there: nobody opens another tool.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Person } from '../../../simulators/ats.ts';
import { CliError } from '../../cli-error.ts';
import { vendors, type RunningVendor } from '../../simulate/vendors.ts';
import { interview } from '../answers.ts';
import { interviewPath } from '../follow.ts';
import { recruiter } from '../scenario.ts';
import { patienceMs, type Backstage } from './backstage.ts';
import { compareRecord, showComparison, showNotes, transcript, type Told } from './record-check.ts';

const lookEveryMs = 200;
const template = 'software-backend';
const tag = 'ai-interviewed';
const entered = 'Pre-Screen';

const anything = z.unknown();
const hooks = z.object({
  items: z.array(z.object({ outcome: z.string().nullable(), orderId: z.string().nullable() })),
});
const writebacks = z.object({
  code: z.string(),
  words: z.string(),
  items: z.array(z.object({ target: z.string(), status: z.string(), words: z.string() })),
});
const listedFields = z.object({ items: z.array(z.object({ object: z.string(), key: z.string(), name: z.string() })) });

const until = async <Seen>(what: string, look: () => Promise<Seen | null>): Promise<Seen> => {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (Date.now() > deadline) throw new CliError(what);
    await sleep(lookEveryMs);
  }
};

const rule = {
  id: 'pre-screen',
  when: { event: 'stage_entered', stageNames: [entered] },
  then: { template },
  againAfter: 'P30D',
};

/** By the name that an administrator gave the field in the ATS. */
const sources = {
  'AI score': { source: 'assessment.score100' },
  'AI verdict': {
    source: 'assessment.verdict',
    convert: {
      kind: 'table',
      values: { STRONG_HIRE: 'Advance', HIRE: 'Advance', MAYBE: 'Hold', NO_HIRE: 'Decline' },
    },
  },
  'AI summary': { source: 'assessment.summary' },
  'AI reviewer': { source: 'decision.decidedBy' },
};

const mappingOf = (fields: z.output<typeof listedFields>['items']) => ({
  fields: Object.entries(sources).flatMap(([name, entry]) => {
    const field = fields.find((one) => one.name === name);
    return field === undefined ? [] : [{ ...entry, target: { object: field.object, key: field.key } }];
  }),
  tags: [{ tag, when: { decided: true } }],
  files: ['html', 'pdf'],
});

const connect = async (stage: Backstage, kind: string, { config, credentials, title }: RunningVendor) => {
  const { screen, api } = stage;
  screen.step(`${title} is connected: a rule for its stages, and a mapping for its record`);
  const { id } = await stage.connect(kind, { config, credentials });
  const path = `/api/v1/connections/${id}`;
  const { items } = (await api({ method: 'GET', path: `${path}/fields`, expected: 200, answer: listedFields })).body;
  await api({ method: 'PUT', path: `${path}/rules`, body: { rules: [rule] }, expected: 200, answer: anything });
  await api({ method: 'PUT', path: `${path}/mapping`, body: mappingOf(items), expected: 200, answer: anything });
  screen.say(`Connection ${id}: whoever enters ${entered} is interviewed by the template ${template}.`);
  return { id, path };
};

/** What came of the hook. */
const orderOf = async ({ api }: Backstage, path: string): Promise<string> =>
  until('No interview came of the stage change.', async () => {
    const { items } = (await api({ method: 'GET', path: `${path}/hooks`, expected: 200, answer: hooks })).body;
    return items.find(({ orderId }) => orderId !== null)?.orderId ?? null;
  });

const enterStage = async (stage: Backstage, { ats, title }: RunningVendor, path: string, person: Person) => {
  stage.screen.step(`A recruiter moves ${person.name} from ${person.stage} to ${entered} in ${title}`);
  ats.moveTo(person.applicationId, ats.stageNamed(person.applicationId, entered));
  const orderId = await orderOf(stage, path);
  for (const { action, statuses } of ats.hooks.sendings) stage.screen.pair(`→ ${action}`, statuses.join(', '), 'cyan');
  return stage.runOf(orderId);
};

const settled = ['written', 'needs_attention', 'given_up', 'nothing_written'];

const untilWritten = async ({ api, screen }: Backstage, runId: string): Promise<void> => {
  const call = {
    method: 'GET',
    path: `${interviewPath(runId)}/writebacks`,
    expected: 200,
    answer: writebacks,
  } as const;
  const { words, items } = await until('The results did not reach the record.', async () => {
    const { body } = await api(call);
    return settled.includes(body.code) ? body : null;
  });
  screen.say(words);
  const sorted = items.toSorted((one, other) => one.target.localeCompare(other.target));
  for (const { target, status } of sorted) screen.pair(target, status, status === 'confirmed' ? 'green' : 'yellow');
};

const toldBy = async ({ api }: Backstage, runId: string): Promise<Told> => {
  const path = interviewPath(runId);
  const view = (await api({ method: 'GET', path, expected: 200, answer: interview })).body;
  const { turns } = (await api({ method: 'GET', path: `${path}/transcript`, expected: 200, answer: transcript })).body;
  return { interview: view, turns, recruiter };
};

const compare = async (stage: Backstage, { ats }: RunningVendor, runId: string, person: Person): Promise<void> => {
  const record = ats.record(person.applicationId);
  if (record === null) throw new CliError('The record is gone.');
  const told = await toldBy(stage, runId);
  const { overallScore, summary } = told.interview.assessment ?? {};
  const fields = {
    'application.ai_score': overallScore ?? null,
    'application.ai_verdict': 'Advance',
    'application.ai_summary': summary ?? null,
    'application.ai_reviewer': recruiter,
  };
  const lines = compareRecord(record, told, {
    fields: ats.fields.length === 0 ? {} : fields,
    tags: [tag],
    files: ['.html', '.pdf'],
    // Only Lever keeps links.
    link: ats.fields.length === 0 ? stage.dev.apiUrl : null,
  });
  const missing = showComparison(stage.screen, lines);
  stage.screen.blank();
  showNotes(stage.screen, record);
  if (missing.length > 0) throw new CliError(`The record lacks: ${missing.join(', ')}.`);
};

const playWith = async (stage: Backstage, kind: string, vendor: RunningVendor, secret: string): Promise<void> => {
  const { dev, screen } = stage;
  const { ats, title } = vendor;
  const [person] = ats.candidates;
  if (person === undefined) throw new CliError('Nobody applied.');
  const { id, path } = await connect(stage, kind, vendor);
  const { enabled } = await ats.hooks.add({ url: `${dev.apiUrl}/hooks/${kind}/${id}`, secret });
  if (!enabled) throw new CliError(`The ping of ${title} was not answered as it should be.`);
  screen.say('Its webhook was pinged, and is enabled.');
  const runId = await enterStage(stage, vendor, path, person);
  screen.step('The candidate opens the invitation and answers');
  await stage.interview(runId);
  screen.step(`What Parley wrote into ${title}`);
  await untilWritten(stage, runId);
  screen.step('The record there, and the interview here');
  await compare(stage, vendor, runId, person);
  screen.blank();
  screen.say(`Done: the record of ${person.name} in ${title} says what the interview says.`, { style: 'green' });
};

const play =
  (kind: string) =>
  async (stage: Backstage): Promise<void> => {
    const start = vendors[kind];
    if (start === undefined) throw new CliError(`There is no simulated ${kind}.`);
    const secret = randomBytes(16).toString('hex');
    const vendor = await start({ secret, limited: false });
    try {
      await playWith(stage, kind, vendor, secret);
    } finally {
      await vendor.ats.close();
    }
  };

export const stageChangeStories: Readonly<Record<string, (stage: Backstage) => Promise<void>>> = Object.fromEntries(
  Object.keys(vendors).map((kind) => [kind, play(kind)]),
);
