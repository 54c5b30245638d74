// The yardstick's API: Koa and one select, nothing else.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import pg from 'pg';

/** Serves `GET /<id>` from `bare_runs` on a free port. */
export const startBareApi = async (databaseUrl: string) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  const app = new Koa();
  app.use(async (ctx) => {
    const { rows } = await pool.query({
      name: 'read',
      text: 'select id, step, body from bare_runs where id = $1',
      values: [ctx.path.slice(1)],
    });
    ctx.body = rows[0] ?? {};
  });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
};
