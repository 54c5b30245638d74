// Keeps the built workflow code between starts: building it takes seconds, in which a restarted worker serves nobody.
import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { buildWorkflowCode, workflowCodePath } from './workflow-code.ts';

const root = join(import.meta.dirname, '..');
/** Beside the packages, so that it goes with them and no tool takes it for a source. */
const cacheFolder = join(root, 'node_modules', '.cache', 'parley');
const maxAgeMs = 7 * 86_400_000;

/** Everything the built code is made of: the workflows, what they may import, how it is built, and the exact packages. */
const sources = (): string[] => [
  ...globSync(['workflows/**/*.ts', 'domain/**/*.ts'], { cwd: root }).toSorted(),
  'worker/workflow-code.ts',
  'package-lock.json',
];

const fingerprint = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of sources())
    hash
      .update(`${file}\0`)
      .update(await readFile(join(root, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 24);
};

const exists = async (path: string): Promise<boolean> =>
  await stat(path).then(
    () => true,
    () => false,
  );

const sweep = async (): Promise<void> => {
  for (const name of await readdir(cacheFolder)) {
    const { mtimeMs } = await stat(join(cacheFolder, name));
    if (Date.now() - mtimeMs > maxAgeMs) await rm(join(cacheFolder, name), { force: true });
  }
};

/** The path of the code built from the sources as they are now, built when there is none yet. Safe from several processes at once. */
export const cachedWorkflowCode = async (
  logger?: Parameters<typeof buildWorkflowCode>[0],
): Promise<{ codePath: string }> => {
  const codePath = join(cacheFolder, `workflows-${await fingerprint()}.js`);
  if (await exists(codePath)) {
    await utimes(codePath, new Date(), new Date());
    return { codePath };
  }
  const { code } = await buildWorkflowCode(logger);
  await mkdir(cacheFolder, { recursive: true });
  await sweep().catch(() => undefined);
  const draft = `${codePath}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, codePath);
  return { codePath };
};

/** Production runs what was built and tested; development builds what has changed since its last start. */
export const workflowCode = async (
  { production }: { production: boolean },
  logger: Parameters<typeof buildWorkflowCode>[0],
): Promise<{ codePath: string }> => {
  if (!production) return await cachedWorkflowCode(logger);
  if (!existsSync(workflowCodePath)) throw new Error('dist/workflow-code.js is missing: run npm run build');
  return { codePath: workflowCodePath };
};
