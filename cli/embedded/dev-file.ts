// `.parley/dev.json`: where a running Parley is and how to get in, for scripts; it exists only while everything answers.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { readLock } from '../setup/lock.mjs';
import { readDispensableJson, writePrivateJson } from './private-files.ts';

export const apiKeysSchema = z.strictObject({
  integration: z.string(),
  core: z.string(),
  candidate_import: z.string(),
  analytics: z.string(),
  job_management: z.string(),
  partner: z.string(),
  platform: z.string(),
});

const schema = z.strictObject({
  apiUrl: z.string(),
  /** Where mails are shown that were not sent; empty with a mail server. */
  outboxUrl: z.string(),
  temporalUiUrl: z.string(),
  temporalAddress: z.string(),
  /** Of Temporal empty when it is not ours. */
  metricsUrls: z.strictObject({ api: z.string(), worker: z.string(), temporal: z.string() }),
  engine: z.strictObject({ kind: z.string(), model: z.string().nullable() }),
  databaseUrl: z.string(),
  tenantId: z.string(),
  apiKeys: apiKeysSchema,
});

export type ApiKeys = z.output<typeof apiKeysSchema>;
export type DevFile = z.output<typeof schema>;

const file = (stateFolder: string): string => join(stateFolder, 'dev.json');

/** Held by the start that runs in this folder, for as long as it lives. */
export const runningLock = (stateFolder: string): string => join(stateFolder, 'running.lock');

export const writeDevFile = (stateFolder: string, content: DevFile): void =>
  writePrivateJson(file(stateFolder), schema.parse(content));

export const removeDevFile = (stateFolder: string): void => rmSync(file(stateFolder), { force: true });

/** The Parley that runs in this folder, or null; a file left by a killed one does not count. */
export const readRunningSystem = (stateFolder: string): DevFile | null =>
  readLock(runningLock(stateFolder)) === null ? null : readDispensableJson(file(stateFolder), schema);
