// The command around the rules: what it prints, writes and returns, and that no report shows a secret.
import { createServer, type RequestListener } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { conformance } from '../../cli/conformance/conformance.ts';
import { contracts } from '../../cli/conformance/contracts.ts';
import { flags, sharedOptions } from '../../cli/conformance/options.ts';
import { CONFORMANCE_USAGE } from '../../cli/conformance/usage.ts';
import { freePort } from '../harness/postgres-server.ts';
import { ariaControls } from './fakes/aria.ts';
import { greenhouseControls } from './fakes/partners.ts';
import { serve, withBody, type Fault } from './fakes/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-test-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

const partner = async (fault?: Fault): Promise<string> => {
  const { url, close } = await serve(greenhouseControls.create(''), fault);
  closings.push(close);
  return url;
};

const listening = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const run = async (...args: string[]) => {
  const printed: string[] = [];
  const notes: string[] = [];
  const exitCode = await conformance(args, {
    print: (text) => void printed.push(text),
    note: (line) => void notes.push(line),
  });
  return { exitCode, out: printed.join('\n'), notes: notes.join('\n') };
};

const keys = ['--key', 'customer', '--foreign-key', 'stranger', '--ats-key', 'ats'];
const checking = (url: string, ...args: string[]) => run('greenhouse', '--url', url, ...keys, ...args);

it('help names every contract and every option', () => {
  const options = contracts.flatMap((contract) => contract.options.map(({ name }) => name));

  for (const name of contracts.map((contract) => contract.name)) expect(CONFORMANCE_USAGE).toContain(`\n  ${name} `);
  for (const name of [...options, ...sharedOptions, ...flags]) expect(CONFORMANCE_USAGE).toContain(`--${name}`);
});

describe('the exit code', () => {
  it('is 0 when every must is kept, with a line per rule while it runs and a table after it', async () => {
    const { exitCode, out, notes } = await checking(await partner());

    expect(exitCode).toBe(0);
    expect(out).toMatch(/^greenhouse\.list-is-bare +must +passed +list_tests answers 200 with a bare array$/m);
    expect(out).toMatch(/^must: \d+ passed, 0 failed, 0 skipped$/m);
    expect(notes).toMatch(/^ {2}1\/\d+ passed {2}greenhouse\.list-is-bare$/m);
  });

  it('is 1 when a must is broken, with what was sent and answered', async () => {
    const { exitCode, out } = await checking(await partner(greenhouseControls.faults['status-page']));

    expect(exitCode).toBe(1);
    expect(out).toContain('must greenhouse.status-page: partner_profile_url is an address with complete');
    expect(out).toContain('Source: Greenhouse, Assessment API, test status');
    expect(out).toMatch(/ {4}> GET http:\S+\/test_status\?partner_interview_id=1\n/);
    expect(out).toContain('    > authorization: Basic ****\n');
    expect(out).toMatch(/ {4}< \{"partner_status":"invited","partner_profile_url":"https:/);
  });

  it('is 0 when only a should is broken', async () => {
    const { exitCode, out } = await checking(
      await partner({
        reply: (reply, { path }) =>
          path === '/list_tests' ? { ...reply, headers: { 'content-type': 'text/plain' } } : reply,
      }),
    );

    expect(out).toMatch(/^greenhouse\.answers-are-json +should +failed/m);
    expect(exitCode).toBe(0);
  });

  it.each([
    ['no contract', []],
    ['an unknown contract', ['lever', '--url', 'http://127.0.0.1']],
    ['no address', ['greenhouse', '--key', 'x']],
    ['no key', ['greenhouse', '--url', 'http://127.0.0.1']],
    ['an unknown option', ['greenhouse', '--url', 'http://127.0.0.1', '--key', 'x', '--colour', 'red']],
    ['an address that is none', ['greenhouse', '--url', 'ftp://x', '--key', 'x']],
    ['a time that is none', ['greenhouse', '--url', 'http://127.0.0.1', '--key', 'x', '--wait', 'long']],
    ['a file that is not there', ['greenhouse', '--url', 'http://127.0.0.1', '--key', '@/nowhere/key']],
    [
      'an address for call backs that leads nowhere',
      ['greenhouse', '--url', 'http://127.0.0.1', '--key', 'x', '--callback-url', 'https://x.example'],
    ],
    ['a port that is none', ['greenhouse', '--url', 'http://127.0.0.1', '--key', 'x', '--listen', 'here']],
  ])('is 2 for %s, in words and without a stack', async (_what, args) => {
    const { exitCode, out, notes } = await run(...args);

    expect([exitCode, out]).toEqual([2, '']);
    expect(notes).toMatch(/\w/);
    expect(notes).not.toContain('.ts:');
  });

  it('is 2 where nobody is', async () => {
    const { exitCode, notes } = await checking(`http://127.0.0.1:${await freePort()}`);

    expect(exitCode).toBe(2);
    expect(notes).toContain('is not there. No answer: ECONNREFUSED.');
  });
});

it('--list shows the rules with where they come from, and calls nobody', async () => {
  const { exitCode, out } = await run('webhooks', '--list', '--json');

  const rules = JSON.parse(out) as { id: string; level: string; says: string; source: string }[];
  expect(exitCode).toBe(0);
  expect(rules.length).toBeGreaterThan(15);
  for (const rule of rules) expect([rule.id, rule.says, rule.source].every((text) => text.length > 5)).toBe(true);
});

it('a key comes from a file as well', async () => {
  const file = join(folder, 'key');
  writeFileSync(file, 'customer\n');

  expect((await run('greenhouse', '--url', await partner(), '--key', `@${file}`)).exitCode).toBe(0);
});

it('four addresses that do not lie together are taken one by one', async () => {
  const url = await partner({
    request: (request) => ({ ...request, path: request.path.replace('/elsewhere/list', '/list_tests') }),
  });
  const { exitCode, out } = await checking(url, '--list-tests', `${url}/elsewhere/list`, '--wait', '0');

  expect(out).toMatch(/list-is-bare +must +passed/);
  expect(exitCode).toBe(0);
});

describe('no report shows a secret', () => {
  /** Answers everything with what it was sent, and with members that tell secrets. */
  const parrot = (): Promise<string> =>
    partner({
      reply: (_reply, { headers, text }) => ({
        status: 200,
        body: { sent: headers['authorization'], text, clientSecret: 'of-the-vendor' },
        headers: { 'set-cookie': 'session=of-the-vendor' },
      }),
    });
  const secrets = ['s3cret-key', Buffer.from('s3cret-key:').toString('base64'), 'of-the-vendor'];
  const withSecret = ['--key', 's3cret-key'];

  it('in the table, in JSON, in JUnit, and in the lines meanwhile', async () => {
    const junit = join(folder, 'secrets.xml');
    const url = await parrot();
    const table = await run('greenhouse', '--url', url, ...withSecret, '--test-id', '1', '--junit', junit);
    const json = await run('greenhouse', '--url', url, ...withSecret, '--test-id', '1', '--json');

    expect([table.exitCode, json.exitCode]).toEqual([1, 1]);
    const shown = [table.out, table.notes, json.out, json.notes, readFileSync(junit, 'utf8')];
    for (const text of shown) for (const secret of secrets) expect(text).not.toContain(secret);
    expect(table.out).toContain('"clientSecret":"****"');
  });

  it('where the address is the secret', async () => {
    const { out, notes } = await run('solidats', '--url', `${await parrot()}/hook/s3cret-end?token=s3cret-query`);

    expect(out).toContain('/hook/****?token=****');
    expect(out + notes).not.toMatch(/s3cret-(?:end|query)/);
  });
});

it('no report shows people who were there before', async () => {
  const { create, faults, options } = ariaControls;
  const { url, close } = await serve(create(''), faults['list-members']);
  closings.push(close);
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);

  const { exitCode, out } = await run('aria', '--url', url, ...args);
  expect(exitCode).toBe(1);
  expect(out).toContain('"name":"(8 characters)"');
  expect(out).toContain('"overallScore":82');
  expect(out).toContain('"id":"c1"');
  expect(out).not.toMatch(/Jane|jane@/);
});

describe('JUnit', () => {
  const ugly = '<x a="1">&amp;]]>\u0000\u000B';

  it('holds whatever an answer holds, well-formed: musts as failures, shoulds as skipped', async () => {
    const junit = join(folder, 'report.xml');
    const fault: Fault = {
      reply: (reply, { path }) =>
        path === '/test_status' && reply.status === 200
          ? { ...withBody(reply, { partner_score: ugly }), headers: { 'content-type': 'text/plain' } }
          : reply,
    };
    await checking(await partner(fault), '--within', '0', '--junit', junit);
    const xml = readFileSync(junit, 'utf8');

    expect(xml).toMatch(/<testsuites name="parley conformance" tests="\d+" failures="1" errors="0" skipped="2" /);
    expect(xml).toMatch(/<failure message="[^"<]+" type="must">/);
    expect(xml).toContain('<skipped message="should, and is not: One took');
    expect(xml).not.toMatch(/[\u0000-\u0008\u000B]/);
    // Every tag is closed by its own, and nothing in between looks like one.
    const open: string[] = [];
    const body = xml.replace(/^<\?xml[^>]*\?>/, '');
    for (const [, end, name = '', , single] of body.matchAll(/<(\/?)([a-z]+)((?:\s[a-z]+="[^"<]*")*)\s?(\/?)>/g)) {
      if (end === '/') expect(open.pop()).toBe(name);
      else if (single !== '/') open.push(name);
    }
    expect(open).toEqual([]);
    const between = body.replaceAll(/<\/?[a-z]+(?:\s[a-z]+="[^"<]*")*\s?\/?>/g, '');
    expect(between).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
  });
});

describe('an endpoint that does not behave', () => {
  it('by never answering breaks its rules, in time', async () => {
    let asked = 0;
    // The first call is whether anybody is there.
    const url = await listening((_req, res) => void ((asked += 1) === 1 ? res.end() : undefined));

    const { exitCode, out } = await run('workable', '--url', url, '--key', 'x', '--test-id', '1', '--timeout', '0.05');
    expect(exitCode).toBe(1);
    expect(out).toContain('No answer within 0.05 s.');
  });

  it('by answering without end is cut off', async () => {
    const chunk = Buffer.alloc(64 * 1_024, 'x');
    const url = await listening((_req, res) => {
      const pour = (): void => void (res.destroyed || res.write(chunk, () => setImmediate(pour)));
      pour();
    });

    const { exitCode, out } = await run('workable', '--url', url, '--key', 'x', '--test-id', '1');
    expect(exitCode).toBe(1);
    expect(out).toContain('the answer has more than');
  });

  it('by sending elsewhere is not followed', async () => {
    let followed = 0;
    const other = await listening((_req, res) => void ((followed += 1), res.end()));
    const url = await listening((_req, res) => void res.writeHead(302, { location: other }).end());

    const { exitCode } = await run('aria', '--url', url, '--key', 'x');
    expect([exitCode, followed]).toEqual([1, 0]);
  });
});
