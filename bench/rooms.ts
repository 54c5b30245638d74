// Many candidates at once: interviews under way, each with a connection of its own, beside the bare room's.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { freePort } from '../test/harness/postgres-server.ts';
import { createProgram } from '../test/harness/program.ts';
import { beginConversation, createInterview, untilState, type Question } from './interview.ts';
import { openLine, type Answered, type Line } from './load.ts';
import { measureRate } from './measure.ts';
import type { BenchContext, BenchSystem } from './scenario.ts';

/** As many as the issue of a whole campaign's evening would bring. */
export const roomCount = 50;

export type OpenRoom = {
  question: Question;
  /** Throws for anything but 200. */
  send<Body>(method: string, path: string, body?: Uint8Array | object): Promise<Body>;
  /** How many bytes there are at a path; throws likewise. */
  read(path: string): Promise<number>;
  close(): void;
};

const bodyOf = ({ status, body }: Answered, path: string): Buffer => {
  if (status !== 200) throw new Error(`${path}: ${status} ${body.toString('utf8')}`);
  return body;
};

const sendOn =
  (line: Line, base: string, cookie = '') =>
  async <Body>(method: string, path: string, body?: Uint8Array | object): Promise<Body> => {
    const isBytes = body instanceof Uint8Array;
    const headers = { Cookie: cookie, 'Content-Type': isBytes ? 'audio/webm' : 'application/json' };
    const sent = { method, path: `${base}${path}`, headers };
    const content = isBytes || body === undefined ? body : JSON.stringify(body);
    const answered = await line.send(content === undefined ? sent : { ...sent, body: content });
    return JSON.parse(bodyOf(answered, path).toString('utf8')) as Body;
  };

type Begun = Awaited<ReturnType<typeof beginConversation>>;

const beginRoom = async (system: BenchSystem, mode: 'text' | 'voice'): Promise<Begun> => {
  const runId = await createInterview(system);
  await untilState(system, runId, 'PENDING');
  return beginConversation(system, runId, mode);
};

const openRoom = async ({ apiUrl }: BenchSystem, { room, question }: Begun): Promise<OpenRoom> => {
  const line = await openLine(apiUrl);
  const [base, cookie] = ['/room/api/', room.cookie()];
  const read = async (path: string): Promise<number> =>
    bodyOf(await line.send({ method: 'GET', path: `${base}${path}`, headers: { Cookie: cookie } }), path).length;
  return { question, send: sendOn(line, base, cookie), read, close: () => line.close() };
};

/** Interviews at their first question. Their lines are opened last: none is idle for as long as others take to begin. */
export const openRooms = async (system: BenchSystem, count: number, mode: 'text' | 'voice'): Promise<OpenRoom[]> => {
  const begun: Begun[] = [];
  const work = async (): Promise<unknown> => begun.push(await beginRoom(system, mode));
  await measureRate({ count, concurrency: 8, work });
  return Promise.all(begun.map((one) => openRoom(system, one)));
};

export type BareRoom = Omit<OpenRoom, 'question' | 'read'>;

const tables = `
  create table if not exists bare_clocks (id text primary key, used_ms int not null, revision int not null);
  create table if not exists bare_turns (id text, turn int, question bytea, answer bytea, primary key (id, turn));
  create table if not exists bare_changes (id text primary key, at timestamptz not null default now());
  create index if not exists bare_changes_by_time on bare_changes (at, id);
  create table if not exists bare_pieces (id text, n int, sha256 text, sealed bytea not null, primary key (id, n));
  alter table bare_pieces alter column sealed set storage external`;

/** The same number of bare ones, and the server that they are on. */
export const openBareRooms = async ({ system, db }: BenchContext, count: number) => {
  await db.raw(tables);
  const port = await freePort();
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: system.databaseUrl, PORT: String(port) };
  const program = createProgram({ file: 'bench/bare/room.ts', env, readyWords: 'bare.ready' });
  await program.start();
  const rooms: BareRoom[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = randomBytes(8).toString('hex');
    await db('bare_runs').insert({ id });
    await db('bare_clocks').insert({ id, used_ms: 0, revision: 0 });
    await db('bare_turns').insert({ id, turn: 1, question: Buffer.from('What did you do?') });
    await db('bare_changes').insert({ id });
    const line = await openLine(`http://127.0.0.1:${port}`);
    rooms.push({ send: sendOn(line, `/${id}`), close: () => line.close() });
  }
  return { rooms, stop: () => program.kill('SIGTERM') };
};

const firstPiece = readFileSync(new URL('../test/recordings/spoken.webm', import.meta.url));

/** WebM's element for what players pass over. */
const voidElement = (content: Buffer): Buffer => {
  const head = Buffer.alloc(9);
  head.writeBigUInt64BE((1n << 56n) | BigInt(content.length), 1);
  head[0] = 0xec;
  return Buffer.concat([head, content]);
};

/** As large as three seconds of sound, 12 to 24 kB; the first is a recorder's own, and what follows does not shrink. */
export const pieceOf = (n: number): Uint8Array =>
  n === 0 ? firstPiece : voidElement(randomBytes(12_000 + ((n * 1_733) % 12_000)));
