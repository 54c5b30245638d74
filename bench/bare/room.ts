// The yardstick's room, a process of its own: Koa and prepared statements that write as many rows in as many commits as ours.
import { createCipheriv, hash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import Koa from 'koa';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const app = new Koa();
const key = randomBytes(32);

/** One statement, one commit: the clock, the answered turn and the interview's row change, so does the time of it, and it is told. */
const answerSql = `
  with clock as (update bare_clocks set used_ms = used_ms + 1, revision = revision + 1 where id = $1),
    turn as (update bare_turns set answer = $3 where id = $1 and turn = $2),
    run as (update bare_runs set step = step + 1 where id = $1),
    change as (update bare_changes set at = now() where id = $1)
  select pg_notify('bare_changed', $1)`;

/** And one for the question after it. */
const askSql = `
  with clock as (update bare_clocks set used_ms = used_ms + 1, revision = revision + 1 where id = $1),
    turn as (insert into bare_turns (id, turn, question) values ($1, $2, $3)),
    run as (update bare_runs set step = step + 1 where id = $1)
  select pg_notify('bare_changed', $1)`;

/** A piece is a sign of life: the clock's row changes with it. */
const pieceSql = `
  with clock as (update bare_clocks set used_ms = used_ms + 1, revision = revision + 1 where id = $1)
  insert into bare_pieces (id, n, sha256, sealed) values ($1, $2, $3, $4)`;

const bytesOf = async (req: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part);
  return Buffer.concat(parts);
};

const seal = (bytes: Uint8Array): Buffer => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
};

const sealText = (text: string): Buffer => seal(Buffer.from(text, 'utf8'));

const question = 'Which part of that was hardest, and what did you do about it?'.repeat(2);

/** `POST /<id>` with an answer gives the next question; `PUT /<id>/<n>` keeps a piece. */
app.use(async (ctx) => {
  const [, id, n] = ctx.path.split('/');
  const bytes = await bytesOf(ctx.req);
  if (ctx.method === 'PUT') {
    const values = [id, n, hash('sha256', bytes), seal(bytes)];
    await pool.query({ name: 'piece', text: pieceSql, values });
    ctx.body = { received: [[0, Number(n) + 1]] };
    return;
  }
  const { turn, text } = JSON.parse(bytes.toString('utf8')) as { turn: number; text: string };
  await pool.query({ name: 'answer', text: answerSql, values: [id, turn, sealText(text)] });
  await pool.query({ name: 'ask', text: askSql, values: [id, turn + 1, sealText(question)] });
  ctx.body = { turn, next: { turn: turn + 1, text: question } };
});

createServer(app.callback()).listen(Number(process.env['PORT']), '127.0.0.1', () =>
  process.stdout.write('bare.ready\n'),
);
