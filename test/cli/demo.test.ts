import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createScreen } from '../../cli/demo/screen.ts';
import { tellStory } from '../../cli/demo/story.ts';
import type { DevFile } from '../../cli/embedded/dev-file.ts';
import { createProcessRecords } from '../../cli/embedded/process-records.ts';
import { openOwnSystem, projectFolder, type OwnSystem } from '../../cli/embedded/own-system.ts';
import { ensureTemporalCli } from '../../cli/setup/temporal-cli.mjs';
import { freePort } from '../harness/postgres-server.ts';
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

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-demo-'));
  // PostgreSQL's own user must get through to its data.
  chmodSync(folder, 0o755);
  stateFolder = join(folder, '.parley');
  scatterPorts(stateFolder);
  const output = { say: () => undefined, relay: () => undefined };
  const env = await ownEnvironment();
  system = await openOwnSystem({ stateFolder, sharedFolder: join(folder, 'shared'), env, output });
  dev = await system.start();
});

afterAll(async () => {
  await system.stop();
  await createProcessRecords(stateFolder).stopLeftovers();
  rmSync(folder, { recursive: true, force: true });
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
});
