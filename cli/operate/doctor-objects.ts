// Whether recordings can be kept and heard: something is written, read and removed, and the newest rows have their objects.
import { randomBytes } from 'node:crypto';
import type { ObjectStore } from '../../domain/ports/objects.ts';
import { createObjectStore } from '../../infra/objects/object-store.ts';
import type { OperatorConfig } from './operator-config.ts';
import { Finding, type Examined } from './doctor-finding.ts';

const newestMax = 100;

const placeText = ({ objects }: OperatorConfig): string =>
  objects.kind === 'fs' ? `fs:${objects.path}` : `s3://${objects.bucket}/${objects.prefix}`;

const probe = async (store: ObjectStore): Promise<void> => {
  const key = `probe/${randomBytes(8).toString('hex')}`;
  await store.put(key, ReadableStream.from([Buffer.from('parley')]));
  const size = await store.size(key);
  await store.remove(key);
  if (size !== 6) throw new Error('what was written cannot be read');
};

const countGone = async ({ db }: Examined, store: ObjectStore): Promise<number> => {
  const rows: { object_key: string }[] = await db('recordings')
    .where({ state: 'stored' })
    .whereNull('removed_at')
    .whereNotNull('object_key')
    .orderBy('stored_at', 'desc')
    .limit(newestMax)
    .select('object_key');
  const sizes = await Promise.all(rows.map(({ object_key: key }) => store.size(key)));
  return sizes.filter((size) => size === null).length;
};

export const objectsUsable = async (examined: Examined): Promise<string> => {
  const { config } = examined;
  const store = createObjectStore(config.objects);
  await probe(store).catch(() => {
    throw new Finding(
      `nothing can be kept at ${placeText(config)}`,
      'Check PARLEY_OBJECTS and PARLEY_S3_*: read, write, list and delete must be allowed.',
    );
  });
  const gone = await countGone(examined, store);
  if (gone > 0)
    throw new Finding(
      `of the newest ${newestMax} recordings ${gone} have no object at ${placeText(config)}`,
      'Api, worker and commands must name the same place; after a restored backup restore the objects too.',
      { isWarning: true },
    );
  return `${placeText(config)} takes and gives`;
};
