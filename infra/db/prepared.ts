// A statement of a busy path: written out, prepared once per connection, sent without a query builder in between.
import type pg from 'pg';
import type { Db } from './knex.ts';

/** What knex itself uses of its pool; a transaction hands out its own connection. */
type Connections = {
  acquireConnection(): Promise<pg.ClientBase>;
  releaseConnection(connection: pg.ClientBase): Promise<void>;
  /** Whoever watches knex's statements sees these too. */
  emit(event: 'query', statement: { sql: string; bindings: readonly unknown[] }): boolean;
};

/** `name` stands for `text` on every connection of this process: no two statements may share it. */
export const prepared =
  <Row extends pg.QueryResultRow>(name: string, text: string) =>
  async (db: Db, values: unknown[]): Promise<Row[]> => {
    const connections = db.client as Connections;
    const connection = await connections.acquireConnection();
    try {
      connections.emit('query', { sql: text, bindings: values });
      return (await connection.query<Row>({ name, text, values })).rows;
    } finally {
      await connections.releaseConnection(connection);
    }
  };

/** As `prepared`, for a text that names its values (`:runId`); each must have the same type wherever it stands. */
export const preparedNamed = <Row extends pg.QueryResultRow>(name: string, text: string) => {
  const names: string[] = [];
  const positional = text.replaceAll(/::?[A-Za-z]\w*/g, (found) => {
    if (found.startsWith('::')) return found;
    const value = found.slice(1);
    if (!names.includes(value)) names.push(value);
    return `$${names.indexOf(value) + 1}`;
  });
  const run = prepared<Row>(name, positional);
  const valueOf = (values: Readonly<Record<string, unknown>>, value: string): unknown => {
    // The driver would take it for null.
    if (values[value] === undefined) throw new Error(`${name}: no value for :${value}`);
    return values[value];
  };
  return async (db: Db, values: Readonly<Record<string, unknown>>): Promise<Row[]> =>
    run(
      db,
      names.map((value) => valueOf(values, value)),
    );
};
