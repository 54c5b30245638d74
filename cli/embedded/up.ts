// `npm start`: everything on this machine, under one roof, until Ctrl-C.
import { performance } from 'node:perf_hooks';

import { engineText } from '../../infra/config/engine.ts';

import type { DevFile } from './dev-file.ts';
import { createOutput, type Output } from './output.ts';
import { openOwnSystem, type OwnSystem, type OwnSystemOptions } from './own-system.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C arrives several times: from the terminal, from npm and from the set-up. */
const SAME_KEYPRESS_MS = 700;

const firstRequest = ({ apiUrl, apiKeys }: DevFile): string => {
  const body = {
    candidateRef: 'demo-1',
    position: 'Backend Engineer',
    level: 'SENIOR',
    companyName: 'Example Ltd',
    qualifications: [
      'Five years of TypeScript and Node.js in production',
      'Designs PostgreSQL schemas and tunes slow queries',
      'Has run services on Kubernetes and been on call',
    ],
  };
  return [
    `curl -sS ${apiUrl}/api/v1/integration/interviews \\`,
    `    -H 'X-API-Key: ${apiKeys.integration}' \\`,
    `    -H 'Content-Type: application/json' \\`,
    `    -d '${JSON.stringify(body)}'`,
  ].join('\n  ');
};

const welcome = (dev: DevFile, seconds: string, portMoves: readonly string[]): string => `
Parley is ready (${seconds} s).${portMoves.map((move) => `\n${move}`).join('')}

  API           ${dev.apiUrl}        documentation: ${dev.apiUrl}/docs
  Console       ${dev.apiUrl}/console
  Engine        ${engineText(dev.engine)}
  Mails         ${dev.outboxUrl === '' ? 'are sent' : `${dev.outboxUrl} (no mail server: kept, not sent)`}
  Temporal UI   ${dev.temporalUiUrl === '' ? `that of ${dev.temporalAddress}` : dev.temporalUiUrl}
  API key       ${dev.apiKeys.integration}
  Everything    .parley/dev.json (addresses and one key of every kind)

First interview:

  ${firstRequest(dev)}

Or watch a whole one: npm run demo (in another terminal). Stop with Ctrl-C; nothing is lost.
`;

/** Resolves at the first signal; a later one ends everything at once. */
const untilAskedToStop = (system: OwnSystem, output: Output): Promise<void> =>
  new Promise((resolve) => {
    let firstAt: number | null = null;
    const onSignal = (signal: NodeJS.Signals): void => {
      const now = performance.now();
      if (firstAt === null) {
        firstAt = now;
        output.say('\nStopping … (once more to stop at once)');
        resolve();
        return;
      }
      if (now - firstAt < SAME_KEYPRESS_MS) return;
      system.kill();
      process.exit(signal === 'SIGTERM' ? 143 : 130);
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
  });

const startAndWelcome = async (system: OwnSystem, output: Output): Promise<void> => {
  const startedAt = performance.now();
  const dev = await system.start();
  output.say(welcome(dev, ((performance.now() - startedAt) / 1_000).toFixed(1), system.portMoves()));
};

/** Runs until it is asked to stop. Options replace parts for tests. */
export const up = async (options: Partial<OwnSystemOptions> = {}): Promise<number> => {
  const output = options.output ?? createOutput(process.stdout, process.env);
  const system = await openOwnSystem({ ...options, output });
  const asked = untilAskedToStop(system, output).then(() => null);
  let stopping = false;
  const stopped = Promise.race([asked, system.broken]).then(async (reason) => {
    stopping = true;
    if (reason !== null) output.say(`\n${reason}\n`);
    await system.stop();
    return reason;
  });
  output.say('Starting Parley …');
  try {
    await startAndWelcome(system, output);
  } catch (error) {
    if (!stopping) throw error;
  }
  const reason = await stopped;
  output.say('Stopped. `npm start` continues where this ended.');
  return reason === null ? 0 : 1;
};
