// Everywhere a text could have leaked to, as plain text to search in.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { ParleySystem } from '../harness/system.ts';

export type Place = { name: string; text: string };

/** Every string, and every run of bytes read as text, however deep. */
const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value !== 'object' || value === null) return String(value);
  const entries: [unknown, unknown][] = value instanceof Map ? [...value.entries()] : Object.entries(value);
  return entries.map(([key, inner]) => `${String(key)}: ${textOf(inner)}`).join('\n');
};

/** History, memo, search attributes and everything else that the server tells about a workflow. */
export const readWorkflow = async (
  { temporal }: Pick<ParleySystem, 'temporal'>,
  workflowId: string,
): Promise<Place[]> => {
  const handle = temporal.workflow.getHandle(workflowId);
  const [history, { raw }] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  return [
    { name: `history of ${workflowId}`, text: textOf(history.events) },
    { name: `description of ${workflowId}`, text: textOf(raw) },
  ];
};

export const readTemporal = async (system: ParleySystem): Promise<Place[]> => {
  const places: Place[] = [];
  for await (const { workflowId } of system.temporal.workflow.list())
    places.push(...(await readWorkflow(system, workflowId)));
  return places;
};

export const readOutput = async ({ programs, metricsUrls }: ParleySystem): Promise<Place[]> => {
  const metrics = async (url: string): Promise<string> => (await fetch(url)).text();
  return [
    { name: 'log of the api', text: programs.api.output() },
    { name: 'log of the worker', text: programs.worker.output() },
    { name: 'metrics of the api', text: await metrics(metricsUrls.api) },
    { name: 'metrics of the worker', text: await metrics(metricsUrls.worker) },
  ];
};

const readBytes = (row: string): string =>
  row.replaceAll(/\\\\?x((?:[0-9a-f]{2})+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'));

/** Every row of every table as text; bytes are shown as the characters they would be. */
export const readDatabase = async (db: Knex): Promise<Place[]> => {
  const tables: { name: string }[] = await db('pg_tables')
    .select({ name: 'tablename' })
    .where({ schemaname: 'public' });
  return Promise.all(
    tables.map(async ({ name }) => {
      const rows: { text: string }[] = await db(name).select(db.raw('??::text as text', [name]));
      return { name: `table ${name}`, text: rows.map(({ text }) => readBytes(text)).join('\n') };
    }),
  );
};

/** Every file of the store, its address with it. */
export const readObjects = ({ objectsFolder }: ParleySystem): Place[] =>
  readdirSync(objectsFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { name: `object ${name}`, text: `${path}\n${readFileSync(path, 'latin1')}` };
    });
