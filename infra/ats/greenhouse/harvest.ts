// Harvest v3 as all calls to it are made: lists by cursor, ids as numbers, one thing by its id.
import { z } from 'zod';
import type { AtsSession, VendorAnswer } from '../../../domain/ports/ats-records.ts';
import { shaped } from '../dialect.ts';
import { trouble } from '../trouble.ts';

const perPage = 500;
/** 5,000 of anything that belongs to one candidate, or to the settings of one customer. */
const pagesMax = 10;

/** Ids go out as numbers; what is none, or too large for one, is no record of Greenhouse's. */
export const idOf = (text: string): number => {
  const id = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(id)) throw trouble('record_missing');
  return id;
};

/** `<…>; rel="next"` of a Link header; the cursor may be the only parameter, and the address stays ours. */
const cursorOf = ({ headers }: VendorAnswer): string | null => {
  const next = (headers['link'] ?? '').split(',').find((link) => /;\s{0,5}rel="?next"?/.test(link));
  const start = next?.indexOf('<') ?? -1;
  const end = next?.indexOf('>') ?? -1;
  if (next === undefined || start < 0 || end < start) return null;
  return URL.parse(next.slice(start + 1, end), 'https://harvest.invalid')?.searchParams.get('cursor') ?? null;
};

type Filters = Readonly<Record<string, string>>;

/** All rows of a list. */
export const listOf = async <Row extends z.ZodType>(
  session: AtsSession,
  path: string,
  row: Row,
  filters: Filters = {},
): Promise<z.output<Row>[]> => {
  const rows: z.output<Row>[] = [];
  let query: Filters = { ...filters, per_page: String(perPage) };
  for (let page = 0; page < pagesMax; page += 1) {
    const answer = await session.call({ method: 'GET', url: `${path}?${new URLSearchParams(query).toString()}` });
    rows.push(...shaped(z.array(row), answer.body));
    const cursor = cursorOf(answer);
    if (cursor === null) return rows;
    query = { cursor };
  }
  // A part of a list would hide a note of ours, which would then be written twice.
  throw trouble('vendor.too_many');
};

/** Null where there is none: v3 has no address of one thing. */
export const oneOf = async <Row extends z.ZodType<{ id: number }>>(
  session: AtsSession,
  path: string,
  row: Row,
  id: number,
): Promise<z.output<Row> | null> => {
  const rows = await listOf(session, path, row, { ids: String(id) });
  return rows.find((each) => each.id === id) ?? null;
};

export const send = async (
  session: AtsSession,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<unknown> => {
  const json =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await session.call({ method, url: path, ...json })).body;
};

export const idSchema = z.looseObject({ id: z.int() });

/** Of a thing that was made. */
export const madeId = (body: unknown): { id: string } => ({ id: String(shaped(idSchema, body).id) });
