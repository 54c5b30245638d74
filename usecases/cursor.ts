// How every list goes on where a page ended: a cursor holds a place, and belongs to the filter that it was made with.
import { AppError } from '../domain/errors.ts';
import type { Digest } from '../domain/ports/system.ts';
import { canonicalJson } from '../domain/text/canonical-json.ts';

/** What each part of a place must look like, in the order in which a cursor holds them. */
export type PlaceShape<Place> = { [Part in keyof Place]: (value: unknown) => value is Place[Part] };

const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** An exact time as the database gives it, in microseconds; a real one, which reads back as it was written. */
export const isExactTime = (value: unknown): value is string => {
  if (typeof value !== 'string' || !timePattern.test(value) || value.startsWith('0000')) return false;
  const toMilliseconds = `${value.slice(0, 23)}Z`;
  const at = new Date(toMilliseconds);
  return !Number.isNaN(at.getTime()) && at.toISOString() === toMilliseconds;
};

export const isTextLike =
  (pattern: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && pattern.test(value);

/** Every cursor of ours: base64url of `["`, sixteen hexadecimal digits, `",` and the parts of a place. */
export const cursorPattern = /^Wy[IJ][A-Za-z0-9_-]{21}Ii[w-z][A-Za-z0-9_-]+$/;

const refusal = (parameter: string): AppError =>
  new AppError('cursor.invalid', {
    errors: [
      {
        parameter,
        code: 'not_allowed',
        message: 'Send what the answer before gave, unchanged and with the same filters; leave it out to begin anew.',
      },
    ],
  });

const partsOf = (cursor: string): unknown[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? (parts as unknown[]) : [];
  } catch {
    return [];
  }
};

/** With another filter a cursor would skip rows without anyone noticing: it is refused with 400 `cursor.invalid`. */
export const createCursors = <Place extends Record<string, unknown>>(
  digest: Digest,
  shape: PlaceShape<Place>,
  filter: unknown,
) => {
  const filterHash = digest(canonicalJson(filter)).slice(0, 16);
  const names = Object.keys(shape);
  return {
    write: (place: Place): string =>
      Buffer.from(JSON.stringify([filterHash, ...names.map((name) => place[name])]), 'utf8').toString('base64url'),
    read: (cursor: string | undefined, parameter = 'cursor'): Place | null => {
      if (cursor === undefined) return null;
      const [hash, ...parts] = partsOf(cursor);
      const isWhole = hash === filterHash && parts.length === names.length;
      if (!isWhole || !names.every((name, index) => shape[name]?.(parts[index]))) throw refusal(parameter);
      return Object.fromEntries(names.map((name, index) => [name, parts[index]])) as Place;
    },
  };
};

export type PageRequest<Filter> = { filter: Filter; limit: number; cursor?: string | undefined };
export type Page<Item> = { items: Item[]; nextCursor: string | null };
export type ListPages<Filter, Item> = (tenantId: string, request: PageRequest<Filter>) => Promise<Page<Item>>;

type Listing<Filter, Place, Item> = {
  digest: Digest;
  shape: PlaceShape<Place>;
  list(
    tenantId: string,
    filter: Filter,
    page: { limit: number; after: Place | null },
  ): Promise<{ items: Item[]; next: Place | null }>;
};

/** Pages of a tenant's list that stay right while new rows come in. */
export const createPages =
  <Filter, Place extends Record<string, unknown>, Item>({
    digest,
    shape,
    list,
  }: Listing<Filter, Place, Item>): ListPages<Filter, Item> =>
  async (tenantId, { filter, limit, cursor }) => {
    const cursors = createCursors(digest, shape, filter);
    const { items, next } = await list(tenantId, filter, { limit, after: cursors.read(cursor) });
    return { items, nextCursor: next === null ? null : cursors.write(next) };
  };
