import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { withBackstage } from '../../cli/demo/ats/backstage.ts';
import { stageChangeStories } from '../../cli/demo/ats/stage-change.ts';
import { atsStories } from '../../cli/demo/ats/stories.ts';
import { createScreen } from '../../cli/demo/screen.ts';
import { tellStory } from '../../cli/demo/story.ts';
import type { DevFile } from '../../cli/embedded/dev-file.ts';
import { createProcessRecords } from '../../cli/embedded/process-records.ts';
import { openOwnSystem, projectFolder, type OwnSystem } from '../../cli/embedded/own-system.ts';
import { environmentOf } from '../../cli/operate/operator-config.ts';
import { ensureTemporalCli } from '../../cli/setup/temporal-cli.mjs';
import { freePort } from '../harness/postgres-server.ts';
import { compileCache } from '../harness/program.ts';
import { startOpenAiServer } from '../fakes/openai-server.ts';
import {
  commandBlocksOf,
  paste,
  promisedCodes,
  promisedStatuses,
  saveReceivers,
  startWarmCli,
} from './documented-commands.ts';
import { foreign, scatterPorts } from './embedded-run.ts';

let folder: string;
let stateFolder: string;
let system: OwnSystem;
let dev: DevFile;

const ownEnvironment = async (): Promise<NodeJS.ProcessEnv> => {
  const cache = join(projectFolder, '.parley', 'bin');
  const cli = await ensureTemporalCli({ env: process.env, cache, say: () => undefined });
  const env: NodeJS.ProcessEnv = { ...process.env, TEMPORAL_CLI_PATH: cli, NODE_ENV: 'development' };
  for (const name of foreign) delete env[name];
  return env;
};

/** Plays the demo and returns what it printed. */
const play = async (at: DevFile): Promise<string> => {
  const lines: string[] = [];
  const screen = createScreen({ write: (line) => lines.push(line), coloured: false });
  await tellStory({ dev: at, namespace: 'default' }, screen);
  return lines.join('\n');
};

const startSystem = async (settings: NodeJS.ProcessEnv = {}): Promise<void> => {
  const output = { say: () => undefined, relay: () => undefined };
  const env = { ...(await ownEnvironment()), ...settings };
  system = await openOwnSystem({ stateFolder, sharedFolder: join(folder, 'shared'), env, output });
  dev = await system.start();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-demo-'));
  // PostgreSQL's own user must get through to its data.
  chmodSync(folder, 0o755);
  stateFolder = join(folder, '.parley');
  scatterPorts(stateFolder);
  await startSystem();
});

afterAll(async () => {
  await system.stop();
  await createProcessRecords(stateFolder).stopLeftovers();
  rmSync(folder, { recursive: true, force: true });
});

describe('the documents', () => {
  const inOrder = [
    'README.md',
    'docs/integrating.md',
    'docs/webhooks.md',
    'docs/mail.md',
    'docs/integrations/README.md',
    'docs/integrations/conformance.md',
    'docs/integrations/simulators.md',
    'docs/integrations/mapping.md',
    'docs/operations.md',
    'docs/operations/interviews.md',
    'docs/operations/deliveries.md',
    'docs/operations/tenants.md',
    'docs/measures.md',
    'docs/operations/breach.md',
  ];

  let cli: Awaited<ReturnType<typeof startWarmCli>>;
  beforeAll(async () => {
    const env = { ...environmentOf(await ownEnvironment(), stateFolder), ...compileCache };
    cli = await startWarmCli({ folder, env: { ...env, PORT: String(await freePort()) } });
  });
  afterAll(() => cli.stop());

  test.each(inOrder)('%s: its commands work as pasted from top to bottom, and answer as it says', async (path) => {
    const blocks = commandBlocksOf(path);
    saveReceivers(path, folder);

    const { exitCode, output, statuses } = await paste(blocks, cli.place);

    expect(exitCode, output).toBe(0);
    const promised = promisedStatuses(blocks);
    expect(statuses.length, output).toBeGreaterThanOrEqual(promised.length);
    expect(
      statuses.filter((status) => status >= 300),
      output,
    ).toEqual(promised.filter((status) => Number(status) >= 300));
    for (const code of promisedCodes(blocks)) expect(output).toContain(`"code":"${code}"`);
  });

  test('have no other commands, unless they say that they are not run', () => {
    const others = globSync(['*.md', 'docs/**/*.md'], { cwd: projectFolder }).filter((path) => !inOrder.includes(path));

    expect(others.filter((path) => commandBlocksOf(path).length > 0)).toEqual([]);
  });

  test('find a page at the root whose links all lead somewhere', async () => {
    const home = await fetch(`${dev.apiUrl}/?utm_source=x`);
    const text = await home.text();
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);

    expect([home.status, home.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(home.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(links).toContain('/docs');
    expect(links).toContain('/dev/outbox');
    for (const link of links) expect((await fetch(new URL(link, dev.apiUrl))).status, link).toBe(200);
  });
});

describe('npm run demo', () => {
  test('takes an interview from request to verdict and shows it, as often as it is run', async () => {
    await play(dev);
    const shown = await play(dev);

    for (const change of [
      'RECEIVED → INFO_NEEDED',
      'INFO_NEEDED → VALIDATING_SKILLS',
      'VALIDATING_SKILLS → PENDING',
      'PENDING → APPROVED',
      'APPROVED → IN_PROGRESS',
      'IN_PROGRESS → COMPLETED',
      'COMPLETED → ASSESSMENT_PENDING',
      'ASSESSMENT_PENDING → ASSESSMENT_APPROVED',
    ]) {
      expect(shown).toContain(change);
    }
    expect(shown).toMatch(/c1 {2}TypeScript and Node\.js services +weight \d+ %/u);
    expect(shown).toMatch(/turn \d+ {2}“/u);
    expect(shown).toMatch(/Score [\d.]+ of 100/u);
    expect(shown).toContain('I have not really done that so far.');
    expect(shown).toMatch(/Mentoring junior engineers +1 of 5/u);
    expect(shown).toContain('Advisory');
    expect(shown).toMatch(/Verdict HIRE, proposed MAYBE/u);
    expect(shown).toContain(`${dev.temporalUiUrl}/namespaces/default/workflows/interview-run_`);
    for (const type of ['received', 'info_needed', 'plan_generated', 'approved', 'completed', 'assessment_approved']) {
      expect(shown).toMatch(new RegExp(`interview\\.${type} +signature checked`, 'u'));
    }
    expect(shown).toMatch(/Done: \d+ facts, outcome ASSESSMENT_APPROVED/u);
  });

  test.each(Object.entries(atsStories))(
    '--ats %s goes the whole way, and the vendor has nothing to complain about',
    async (name, story) => {
      const lines: string[] = [];
      const screen = createScreen({ write: (line) => lines.push(line), coloured: false });
      await withBackstage({ dev, screen }, story);

      const shown = lines.join('\n');
      expect(shown.replaceAll(/\s+/gu, ' ')).toContain('the vendor had nothing to complain about');
      expect(lines.filter((line) => line.length > 100 && !line.includes('http'))).toEqual([]);
      const connections = await fetch(`${dev.apiUrl}/api/v1/connections`, {
        headers: { 'x-api-key': dev.apiKeys.integration },
      });
      const { items } = (await connections.json()) as { items: { name: string; status: string }[] };
      expect(items.filter((one) => one.name.includes(name) && one.status !== 'deleted')).toEqual([]);
    },
  );

  test.each(Object.entries(stageChangeStories))(
    '--flow stage-change --ats %s brings the results of an interview that a stage started into the record there',
    async (_name, story) => {
      const lines: string[] = [];
      const screen = createScreen({ write: (line) => lines.push(line), coloured: false });
      await withBackstage({ dev, screen }, story);

      expect(lines.join('\n')).toMatch(/says what the\s+interview\s+says/u);
      expect(lines.filter((line) => line.length > 100 && !line.includes('http'))).toEqual([]);
    },
  );

  test('prints lines that fit 100 columns, addresses aside', async () => {
    const shown = await play(dev);

    const wide = shown.split('\n').filter((line) => line.length > 100 && !line.includes('http'));
    expect(wide).toEqual([]);
  });

  test('says what did not happen when the API refuses or is not there', async () => {
    const strange: DevFile = { ...dev, apiKeys: { ...dev.apiKeys, integration: dev.apiKeys.analytics } };
    const absent: DevFile = { ...dev, apiUrl: `http://127.0.0.1:${await freePort()}` };

    await expect(play(strange)).rejects.toMatchObject({ name: 'CliError', message: expect.stringContaining('403') });
    await expect(play(absent)).rejects.toMatchObject({
      name: 'CliError',
      message: expect.stringContaining('no answer'),
    });
  });

  test('with another engine than before has its plan drafted by that one', async () => {
    const model = await startOpenAiServer();
    await system.stop();
    const engine = {
      PARLEY_ENGINE: 'openai-compatible',
      PARLEY_MODEL_NAME: 'm-1',
      PARLEY_MODEL_URL: `${model.url}/v1`,
    };
    await startSystem(engine);

    const shown = await play(dev);
    await model.close();

    expect(dev.engine).toEqual({ kind: 'openai-compatible', model: 'm-1' });
    expect(shown).toMatch(/Plan, revision 1, engine openai-compatible/u);
    expect(shown).toMatch(/Done: \d+ facts, outcome ASSESSMENT_APPROVED/u);
    expect(model.received.some(({ body }) => JSON.stringify(body).includes('draft_plan'))).toBe(true);
  });
});
