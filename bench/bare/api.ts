// The yardstick's API, a process of its own: Koa, one prepared select per request, nothing else.
import { createServer } from 'node:http';
import Koa from 'koa';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const app = new Koa();

/** `GET /<id>` gives a row of `bare_runs`; with `If-None-Match` its version comes first, and 304 while that is the same. */
app.use(async (ctx) => {
  const values = [ctx.path.slice(1)];
  if (ctx.get('If-None-Match') !== '') {
    const text = 'select step from bare_runs where id = $1';
    const { rows } = await pool.query<{ step: number }>({ name: 'version', text, values });
    ctx.set('ETag', `"${rows[0]?.step}"`);
    ctx.status = 200;
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
  }
  const text = 'select id, step, body from bare_runs where id = $1';
  const { rows } = await pool.query<{ step: number }>({ name: 'read', text, values });
  ctx.set('ETag', `"${rows[0]?.step}"`);
  ctx.body = rows[0] ?? {};
});

createServer(app.callback()).listen(Number(process.env['PORT']), '127.0.0.1', () =>
  process.stdout.write('bare.ready\n'),
);
