// `parley simulate <vendor>`: an ATS of one's own to try against, until it is stopped, with every call that reaches it.
import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import type { SimulatedAts } from '../../simulators/ats.ts';
import { CliError } from '../cli-error.ts';
import { renderRows } from '../operate/print-table.ts';
import type { Verb } from '../operate/verbs.ts';
import { runRetell } from './retell.ts';
import { vendors, type RunningVendor } from './vendors.ts';

const lookEveryMs = 200;

const portOf = (given: string | undefined): number => {
  const port = Number(given ?? '0');
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new CliError('--port is a number between 1 and 65535.');
};

const peopleOf = ({ candidates, jobs }: SimulatedAts) =>
  candidates.map(({ applicationId, candidateId, name, jobId, stage }) => {
    const job = jobs.find(({ id }) => id === jobId)?.name ?? '';
    return { application: applicationId, candidate: candidateId, name, job, stage };
  });

const stagesOf = ({ jobs }: SimulatedAts) =>
  jobs.flatMap(({ name: job, stages }) => stages.map(({ id, name: stage }) => ({ job, stage, id })));

const fieldsOf = ({ fields }: SimulatedAts) =>
  fields.map(({ object, key, name, type, options }) => {
    return { object, key, name, type, options: options.map(({ label }) => label).join(', ') };
  });

const curl = (url: string, body: object): string => `curl -X POST ${url} -d '${JSON.stringify(body)}'`;

const controlsOf = ({ url, fields: [field], candidates: [person] }: SimulatedAts): string[] => {
  const application = `${url}/_/applications/${person?.applicationId ?? ''}`;
  return [
    curl(`${application}/move`, { stage: 'Pre-Screen' }),
    ...(field === undefined ? [] : [curl(`${application}/edit`, { key: field.key, value: 50 })]),
    `curl -X POST ${application}/reject`,
    `curl ${application}`,
    curl(`${url}/_/applications`, { firstName: 'New', lastName: 'Person', email: 'new@example.com' }),
    curl(`${url}/_/hooks`, { url: 'https://…', secret: '…' }),
    curl(`${url}/_/troubles`, { on: 'notes', status: 503, times: 2 }),
    curl(`${url}/_/troubles`, { on: 'notes', applied: true }),
    curl(`${url}/_/away`, { ms: 60_000 }),
    `curl ${url}/_/hooks`,
    `curl -X POST ${url}/_/stop`,
  ];
};

const introduce = ({ title, ats, config, credentials }: RunningVendor): string => {
  const table = (rows: Parameters<typeof renderRows>[0], columns: string[]) =>
    renderRows(rows, { columns, json: false });
  const fields = fieldsOf(ats);
  return [
    `${title}, simulated, on ${ats.url}. Ctrl-C stops it, and nothing is kept.`,
    `\nFor a connection:\n  config       ${JSON.stringify(config)}\n  credentials  ${JSON.stringify(credentials)}`,
    `\nWho applied:\n${table(peopleOf(ats), ['application', 'candidate', 'name', 'job', 'stage'])}`,
    `\nStages:\n${table(stagesOf(ats), ['job', 'stage', 'id'])}`,
    ...(fields.length === 0 ? [] : [`\nFields:\n${table(fields, ['object', 'key', 'name', 'type', 'options'])}`]),
    `\nWhat people do there, and what goes wrong:\n${controlsOf(ats)
      .map((line) => `  ${line}`)
      .join('\n')}`,
  ].join('\n');
};

const register = async ({ ats }: RunningVendor, url: string, secret: string): Promise<string> => {
  const { enabled } = await ats.hooks.add({ url, secret });
  return enabled
    ? `\nThe webhook to ${url} answered its ping, and is enabled.`
    : `\nThe webhook to ${url} did not answer its ping as it should, and is disabled.`;
};

/** Prints what came in since the last look, until the process is asked to stop. */
const follow = async ({ exchanges, hooks }: SimulatedAts, stopped: AbortSignal): Promise<void> => {
  let [shown, sent] = [0, 0];
  while (!stopped.aborted) {
    await sleep(lookEveryMs, undefined, { signal: stopped }).catch(() => undefined);
    for (const { method, path, status } of exchanges.slice(shown)) {
      if (!path.startsWith('/_')) console.log(`← ${method} ${path} ${status}`);
    }
    shown = exchanges.length;
    for (const { action, url } of hooks.sendings.slice(sent)) console.log(`→ ${action} to ${url}`);
    sent = hooks.sendings.length;
  }
};

const untilStopped = (): AbortSignal => {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => stopped.abort());
  }
  return stopped.signal;
};

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const open = async (name: string, port: number, secret: string): Promise<RunningVendor> => {
  const start = Object.hasOwn(vendors, name) ? vendors[name] : undefined;
  if (start === undefined)
    throw new CliError(`There is no simulated ${name}: ${[...Object.keys(vendors), 'retell'].join(', ')}.`);
  return await start({ port, secret, key: `simulated-${name}`, limited: true }).catch((error: unknown) => {
    throw isTaken(error) ? new CliError(`The port ${port} is taken.`) : error;
  });
};

const run: Verb['run'] = async ({ positionals, options, json }) => {
  const name = positionals['vendor'] ?? '';
  const stopped = untilStopped();
  if (name === 'retell') {
    await runRetell({ port: portOf(options['port']), json }, stopped);
    return '';
  }
  const secret = options['secret'] ?? randomBytes(16).toString('hex');
  const vendor = await open(name, portOf(options['port']), secret);
  const { title, ats, config, credentials } = vendor;
  const told = { vendor: name, title, url: ats.url, config, credentials, applications: ats.candidates };
  console.log(json ? JSON.stringify(told) : introduce(vendor));
  const hookUrl = options['hook-url'];
  const registered = hookUrl === undefined ? '' : await register(vendor, hookUrl, secret);
  if (!json) console.log(registered);
  await follow(ats, AbortSignal.any([stopped, ats.stop.signal]));
  await ats.close();
  return '';
};

export const verb: Verb = { positionals: ['vendor'], options: ['port', 'hook-url', 'secret'], run };
