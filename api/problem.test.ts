import { describe, expect, it } from 'vitest';

import { toAppError } from './problem.ts';

const withCode = (code: string): Error => Object.assign(new Error('x'), { code });

describe('a database that cannot be reached', () => {
  it.each([
    new Error('Connection terminated unexpectedly'),
    new Error('select 1 - Connection terminated unexpectedly'),
    new Error('ROLLBACK - Client has encountered a connection error and is not queryable'),
    new Error('insert into "notes" ("id") values ($1) - Client was closed and is not queryable'),
    withCode('ECONNREFUSED'),
    withCode('57P03'),
    withCode('08006'),
  ])('is answered with a time to come back: %s', (error) => {
    expect(toAppError(error)).toMatchObject({ code: 'store.unavailable', status: 503 });
  });

  it('is not taken for one because a text looks like it', () => {
    expect(toAppError(new Error('the plan says Connection terminated')).code).toBe('internal.error');
  });
});
