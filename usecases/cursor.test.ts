import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCursors, createPages, isExactTime, isTextLike } from './cursor.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const shape = { at: isExactTime, id: isTextLike(/^row_\d{1,9}$/) };
const place = { at: '2027-02-28T23:59:59.123456Z', id: 'row_7' };
const cursorsOf = (filter: unknown) => createCursors(digest, shape, filter);
const cursorOf = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
const hashOf = (filterText: string): string => digest(filterText).slice(0, 16);

describe('a cursor', () => {
  it('gives back the place that it was made of, whatever the order in which its filter was written', () => {
    const cursor = cursorsOf({ state: 'PENDING', position: 'Cook' }).write(place);

    expect(cursorsOf({ position: 'Cook', state: 'PENDING' }).read(cursor)).toEqual(place);
    expect(cursorsOf({}).read(undefined)).toBeNull();
  });

  it('of an earlier version is read: hash of the filter first, then the parts in their order', () => {
    expect(cursorsOf({}).read(cursorOf(hashOf('{}'), place.at, place.id))).toEqual(place);
  });

  it.each([
    ['of another filter', cursorsOf({ state: 'PENDING' }).write(place)],
    ['that is no text of ours', 'not a cursor'],
    ['that is empty', ''],
    ['that holds no list', Buffer.from('{"at":1}').toString('base64url')],
    ['with too few parts', cursorOf(hashOf('{}'), place.at)],
    ['with too many parts', cursorOf(hashOf('{}'), place.at, place.id, 1)],
    ['with a part of another kind', cursorOf(hashOf('{}'), place.at, 7)],
    ['with an id of another form', cursorOf(hashOf('{}'), place.at, "row_7' or true")],
    ['with a day that does not exist', cursorOf(hashOf('{}'), '2027-02-29T00:00:00.000000Z', place.id)],
    ['with a year that the database does not know', cursorOf(hashOf('{}'), '0000-01-01T00:00:00.000000Z', place.id)],
    ['with a time less exact than the rows', cursorOf(hashOf('{}'), '2027-02-28T00:00:00.000Z', place.id)],
  ])('%s is refused', (_what, cursor) => {
    expect(() => cursorsOf({}).read(cursor)).toThrowError(expect.objectContaining({ code: 'cursor.invalid' }));
  });
});

describe('pages', () => {
  const rows = [1, 2, 3, 4, 5];
  const list = createPages<object, { id: string }, number>({
    digest,
    shape: { id: isTextLike(/^row_\d+$/) },
    list: (_tenantId, _filter, { limit, after }) => {
      const from = after === null ? 0 : rows.indexOf(Number(after.id.slice(4))) + 1;
      const items = rows.slice(from, from + limit);
      return Promise.resolve({ items, next: from + limit < rows.length ? { id: `row_${items.at(-1)}` } : null });
    },
  });

  it('follow one another without a gap, and the last one says so', async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await list('ten_1', { filter: {}, limit: 2, cursor });
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);

    expect(seen).toEqual(rows);
  });
});
