// The yardstick's API, a process of its own: Koa, one prepared statement per request, nothing else.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import Koa from 'koa';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const app = new Koa();

const insert = `insert into bare_runs (id, body) values ($1, $2)`;

/** `POST /` keeps what came as a row, as it came. */
app.use(async (ctx, next) => {
  if (ctx.method !== 'POST') return await next();
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  await pool.query({ name: 'keep', text: insert, values: [randomUUID(), body] });
  ctx.body = 'ok';
});

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
