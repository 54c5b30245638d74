// Stands in for the API in tests of the supervisor: answers /readyz as the real one does when all is well.
import { createServer } from 'node:http';

const server = createServer((_req, res) => {
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ database: 'up', temporal: 'up', worker: 'up', pid: process.pid }));
});
server.listen(Number(process.env['PARLEY_PORT']), '127.0.0.1', () => console.log('stand-in api listening'));
process.once('SIGTERM', () => server.close(() => console.log('stand-in api stopped')));
