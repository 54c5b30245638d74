// Builds the workflow code: `npm run build` writes it for production, development builds it in memory at start.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type BundleOptions } from '@temporalio/worker';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export const payloadConverterPath = pathOf('../workflows/payload-converter.ts');
export const workflowCodePath = pathOf('../dist/workflow-code.js');

/** Interceptors and converters must be known when bundling, not only when running. */
const bundleOptions: BundleOptions = { workflowsPath: pathOf('../workflows/index.ts'), payloadConverterPath };

export const buildWorkflowCode = async (logger?: BundleOptions['logger']): Promise<{ code: string }> => {
  const { code } = await bundleWorkflowCode({ ...bundleOptions, ...(logger ? { logger } : {}) });
  return { code };
};

if (import.meta.main) {
  const { code } = await buildWorkflowCode();
  await mkdir(pathOf('../dist'), { recursive: true });
  await writeFile(workflowCodePath, code);
  process.stdout.write(`wrote dist/workflow-code.js (${Math.round(code.length / 1024)} kB)\n`);
}
