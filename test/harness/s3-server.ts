// A real server that speaks S3 (versitygw), over a folder: found, or built with Go; without either its suites fail, unless left out aloud.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { createSecret } from '../../infra/config/secret.ts';
import type { BucketSettings } from '../../infra/objects/bucket-store.ts';
import { eventually } from './eventually.ts';
import { freePort } from './postgres-server.ts';

const name = 'versitygw';
const source = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';
const keyId = 'parley-tests';
const secret = 'not-a-secret-of-anybody';

/** Set to 1 where neither the server nor Go is to be had: suites then say aloud that S3 was not tried. */
export const withoutS3 = process.env['PARLEY_TEST_WITHOUT_S3'] === '1';

const known = (): string | undefined => {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  const places = [process.env['VERSITYGW_PATH'] ?? '', join(homedir(), 'go/bin', name), resolve('.parley/bin', name)];
  return [...places, ...onPath].find((path) => path !== '' && existsSync(path));
};

const build = (): string => {
  const GOBIN = resolve('.parley/bin');
  mkdirSync(GOBIN, { recursive: true });
  execFileSync('go', ['install', source], { env: { ...process.env, GOBIN }, stdio: 'inherit' });
  return join(GOBIN, name);
};

const serverFile = (): string => {
  try {
    return known() ?? build();
  } catch (cause) {
    const advice = `Set VERSITYGW_PATH to versitygw, or install Go to have ${source} built, or leave S3 out with PARLEY_TEST_WITHOUT_S3=1.`;
    throw new Error(advice, { cause });
  }
};

export type S3Server = { settings: BucketSettings; stop(): Promise<void> };

/** With one empty bucket. */
export const startS3 = async (): Promise<S3Server> => {
  const file = serverFile();
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-s3-'));
  const bucket = 'parley';
  mkdirSync(join(folder, bucket));
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(file, ['--port', endpoint.slice('http://'.length), '--quiet', 'posix', folder], {
    env: { PATH: process.env['PATH'], ROOT_ACCESS_KEY: keyId, ROOT_SECRET_KEY: secret },
    stdio: 'ignore',
  });
  const gone = new Promise<void>((settle) => child.once('exit', () => settle()));
  await eventually(
    () =>
      fetch(endpoint).then(
        () => true,
        () => false,
      ),
    (answers) => answers,
  );
  return {
    settings: {
      bucket,
      prefix: 'below/here',
      endpoint,
      region: 'us-east-1',
      keyId: createSecret(keyId),
      secret: createSecret(secret),
      pathStyle: true,
    },
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
