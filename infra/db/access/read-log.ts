// Who read what is about whom: counted in memory beside the requests, and written once a second, a row per reader, run, part and day.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { DayOfReads, Reader, ReadPart, ReadPlace } from '../../../domain/access/reads.ts';
import { AppError } from '../../../domain/errors.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import type { Metrics } from '../../../domain/ports/metrics.ts';
import { ofRun, type Db } from '../knex.ts';

export type Read = RunRef & { reader: Reader; part: ReadPart; at: number };

type Counted = RunRef & DayOfReads;

const writeEveryMs = 1_000;
/** A quarter of an hour of a busy day while the database is away; further ones are counted as lost. */
const rowsMax = 10_000;
const batchMax = 1_000;

// In one order everywhere, so that several processes never wait for each other in a circle.
const writeSql = `
  insert into access_reads (run_id, tenant_id, day, reader_kind, reader_id, part, first_at, last_at, count)
  select r.run_id, r.tenant_id, r.day, r.reader_kind, r.reader_id, r.part, r.first_at, r.last_at, r.count
  from json_to_recordset(:rows) as r (
    run_id text, tenant_id text, day date, reader_kind text, reader_id text, part text,
    first_at timestamptz, last_at timestamptz, count bigint
  )
  join interviews i on i.run_id = r.run_id and i.tenant_id = r.tenant_id
  order by r.run_id, r.day, r.reader_kind, r.reader_id, r.part
  on conflict (run_id, day, reader_kind, reader_id, part) do update set
    first_at = least(access_reads.first_at, excluded.first_at),
    last_at = greatest(access_reads.last_at, excluded.last_at),
    count = access_reads.count + excluded.count`;

const rowOf = ({ runId, tenantId, day, reader, part, firstAt, lastAt, count }: Counted) => ({
  run_id: runId,
  tenant_id: tenantId,
  day,
  reader_kind: reader.kind,
  reader_id: reader.id,
  part,
  first_at: new Date(firstAt).toISOString(),
  last_at: new Date(lastAt).toISOString(),
  count,
});

export const writeReads = async (db: Db, reads: readonly Counted[]): Promise<void> => {
  for (let start = 0; start < reads.length; start += batchMax)
    await db.raw(writeSql, { rows: JSON.stringify(reads.slice(start, start + batchMax).map(rowOf)) });
};

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const countedOnce = ({ at, ...read }: Read): Counted => ({
  ...read,
  day: dayOf(at),
  firstAt: at,
  lastAt: at,
  count: 1,
});

const nameOf = ({ tenantId, runId, day, reader, part }: Counted): string =>
  [tenantId, runId, day, reader.kind, reader.id, part].join(' ');

const merged = (one: Counted, other: Counted): Counted => ({
  ...one,
  firstAt: Math.min(one.firstAt, other.firstAt),
  lastAt: Math.max(one.lastAt, other.lastAt),
  count: one.count + other.count,
});

type LogDeps = { db: Db; log: Logger; metrics: Pick<Metrics, 'increment'>; rowsMax?: number };

/** Costs a request nothing but a place in a map. A process that is killed loses the reads of its last second. */
export const createReadLog = ({ db, log, metrics, rowsMax: max = rowsMax }: LogDeps) => {
  let waiting = new Map<string, Counted>();
  let writing: Promise<void> | null = null;

  const add = (counted: Counted): void => {
    const name = nameOf(counted);
    const known = waiting.get(name);
    if (known === undefined && waiting.size >= max) return metrics.increment('readsLost', {}, counted.count);
    waiting.set(name, known === undefined ? counted : merged(known, counted));
  };

  const write = async (): Promise<void> => {
    const taken = [...waiting.values()];
    waiting = new Map();
    try {
      await writeReads(db, taken);
    } catch (error) {
      // Perhaps it was written and only the answer is lost: a count may be too high then, but no reader is missing.
      for (const counted of taken) add(counted);
      log.warn('reads.not_written', { count: taken.length, error });
    }
  };

  const flush = async (): Promise<void> => {
    while (writing !== null) await writing;
    if (waiting.size === 0) return;
    writing = write().finally(() => (writing = null));
    await writing;
  };

  const timer = setInterval(() => void (writing === null && flush()), writeEveryMs);
  timer.unref();
  return {
    note: (read: Read): void => add(countedOnce(read)),
    flush,
    close: async (): Promise<void> => {
      clearInterval(timer);
      await flush();
    },
  };
};
export type ReadLog = ReturnType<typeof createReadLog>;

type Row = {
  day: string;
  reader_kind: Reader['kind'];
  reader_id: string;
  part: ReadPart;
  first_at: Date;
  last_at: Date;
  count: number;
};

const rowToDay = (row: Row): DayOfReads => ({
  day: row.day,
  reader: { kind: row.reader_kind, id: row.reader_id },
  part: row.part,
  firstAt: row.first_at.getTime(),
  lastAt: row.last_at.getTime(),
  count: row.count,
});

type Page = { limit: number; after: ReadPlace | null };

const placeOf = ({ day, reader, part }: DayOfReads): ReadPlace => ({ day, kind: reader.kind, id: reader.id, part });

/** The newest day first. Throws `interview.not_found`. */
export const listReads = async (
  db: Db,
  run: RunRef,
  { limit, after }: Page,
): Promise<{ items: DayOfReads[]; next: ReadPlace | null }> => {
  const [places, afterPlace] =
    after === null
      ? ['true', []]
      : [
          '(day < ?::date or (day = ?::date and (reader_kind, reader_id, part) > (?, ?, ?)))',
          [after.day, after.day, after.kind, after.id, after.part],
        ];
  const rows: Row[] = await db('access_reads')
    .select(
      'reader_kind',
      'reader_id',
      'part',
      'first_at',
      'last_at',
      'count',
      db.raw(`to_char(day, 'YYYY-MM-DD') as day`),
    )
    .where(ofRun(run))
    .whereRaw(places, afterPlace)
    .orderByRaw('access_reads.day desc, reader_kind, reader_id, part')
    .limit(limit + 1);
  if (rows.length === 0 && (await db('interviews').where(ofRun(run)).first('run_id')) === undefined)
    throw new AppError('interview.not_found');
  const items = rows.slice(0, limit).map(rowToDay);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, next: last ? placeOf(last) : null };
};
