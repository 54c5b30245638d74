// Both stores of objects keep to one contract: a folder, and a bucket of a real server that speaks S3.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateMultipartUploadCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObjectStore } from '../../domain/ports/objects.ts';
import { createSecret } from '../../infra/config/secret.ts';
import { createBucketClient, createBucketStore } from '../../infra/objects/bucket-store.ts';
import { createFolderStore } from '../../infra/objects/folder-store.ts';
import { keysOf, objectsContract, pieces } from '../contract/objects.contract.ts';
import { startS3, withoutS3, type S3Server } from '../harness/s3-server.ts';

describe('a folder', () => {
  const root = join(mkdtempSync(join(tmpdir(), 'parley-test-objects-')), 'deep');
  const store = createFolderStore(root);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  objectsContract(
    () => store,
    async () => {
      await store.put('other/a', pieces('x'));
      writeFileSync(join(root, '.unfinished', 'half'), 'ha');
    },
  );

  test('nobody else on the machine reads it, and no empty folder stays', async () => {
    await store.put('private/run/a', pieces('x'));
    const [file = ''] = readdirSync(join(root, 'private/run'));

    expect(statSync(join(root, 'private/run', file)).mode & 0o777).toBe(0o600);
    for (const folder of ['.', 'private', 'private/run', '.unfinished'])
      expect(statSync(join(root, folder)).mode & 0o777, folder).toBe(0o700);

    await store.remove('private/run/a');
    expect(readdirSync(root)).not.toContain('private');
  });

  test('puts and removals side by side never lose one another’s objects', async () => {
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        await store.put(`storm/${index % 2}/a${index}`, pieces('x'));
        if (index % 3 > 0) await store.remove(`storm/${index % 2}/a${index}`);
      }),
    );
    for (let index = 0; index < 200; index += 1)
      expect(await store.size(`storm/${index % 2}/a${index}`), String(index)).toBe(index % 3 > 0 ? null : 1);
  });

  test('a file of somebody else’s is no object, and a disk that cannot be written to is said in a code', async () => {
    mkdirSync(join(root, 'foreign'), { recursive: true });
    writeFileSync(join(root, 'foreign/readme'), 'x');
    writeFileSync(join(root, 'blocked'), 'a file where a folder would be');

    expect(await keysOf(store, 'foreign/')).toEqual([]);
    await expect(store.put('blocked/a', pieces('x'))).rejects.toMatchObject({ code: 'objects.unavailable' });
    for (const folder of ['blocked', 'blocked/deep/er'])
      await expect(createFolderStore(join(root, folder)).probe(AbortSignal.timeout(5_000))).rejects.toMatchObject({
        code: 'objects.unavailable',
      });
  });

  test('one that nothing was put into yet is usable, and asking makes nothing', async () => {
    await createFolderStore(join(root, 'not/there/yet')).probe(AbortSignal.timeout(5_000));

    expect(readdirSync(root)).not.toContain('not');
  });
});

if (withoutS3) console.warn('S3 IS NOT TESTED: PARLEY_TEST_WITHOUT_S3 is set.');

describe.skipIf(withoutS3)('a bucket', () => {
  let server: S3Server;
  let store: ObjectStore & { close(): void };
  // Where it has to be built first, that takes minutes.
  beforeAll(async () => {
    server = await startS3();
    store = createBucketStore(server.settings);
  }, 600_000);
  afterAll(async () => {
    store.close();
    await server.stop();
  });

  objectsContract(
    () => store,
    async () => {
      const client = createBucketClient(server.settings);
      await client.send(new CreateMultipartUploadCommand({ Bucket: 'parley', Key: 'below/here/crashed/a' }));
      client.destroy();
    },
  );

  test('what lies beside the prefix is not ours', async () => {
    const beside = createBucketStore({ ...server.settings, prefix: '' });
    await beside.put('below/here-not/a', pieces('x'));
    await store.put('mine/a', pieces('x'));

    expect(await keysOf(store, '')).not.toContain('not/a');
    expect(await beside.size('below/here/mine/a')).toBe(1);
    beside.close();
  });

  test.each([
    ['a wrong secret', { secret: createSecret('wrong') }],
    ['an unknown bucket', { bucket: 'absent' }],
    ['a server that is not there', { endpoint: 'http://127.0.0.1:9' }],
  ])('%s is trouble, not an absent object', async (_case, change) => {
    const broken = createBucketStore({ ...server.settings, ...change });
    const unavailable = { code: 'objects.unavailable' };

    await expect(broken.read('a/b')).rejects.toMatchObject(unavailable);
    await expect(broken.put('a/b', pieces('x'))).rejects.toMatchObject(unavailable);
    await expect(keysOf(broken, '')).rejects.toMatchObject(unavailable);
    await expect(broken.probe(AbortSignal.timeout(5_000))).rejects.toMatchObject(unavailable);
    broken.close();
  });
});
