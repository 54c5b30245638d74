// Stands in for the API in tests of the supervisor: answers /healthz and /readyz as the real one does when all is well.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { PARLEY_INSTANCE_ID: instanceId, PARLEY_PORT, PARLEY_METRICS_PORT, THIEF_FILE: thiefFile = '' } = process.env;

/** Just before we listen, a program that knows nothing of our claims takes the port that the test has written there. */
const stealPort = async (): Promise<void> => {
  const port = process.env[readFileSync(thiefFile, 'utf8')] ?? '';
  const script = `require('node:net').createServer().listen(${port}, '127.0.0.1', () => console.log('stolen'))`;
  const thief = spawn(process.execPath, ['-e', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(thief.stdout, 'data');
  writeFileSync(`${thiefFile}.pid`, String(thief.pid));
  rmSync(thiefFile);
  thief.unref();
};

if (existsSync(thiefFile)) await stealPort();
const answer = JSON.stringify({ instanceId, database: 'up', temporal: 'up', worker: 'up', pid: process.pid });
const servers = [PARLEY_METRICS_PORT, PARLEY_PORT].map((port) =>
  createServer((_req, res) => {
    res.setHeader('content-type', 'application/json');
    res.end(answer);
  }).listen(Number(port), '127.0.0.1', () => console.log('stand-in api listening')),
);
process.once('SIGTERM', () => {
  for (const server of servers) server.close();
  console.log('stand-in api stopped');
});
