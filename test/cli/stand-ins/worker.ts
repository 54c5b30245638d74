// Stands in for the worker in tests of the supervisor: runs until it is asked to stop.
import { createServer } from 'node:http';

const metrics = createServer().listen(Number(process.env['PARLEY_WORKER_METRICS_PORT']), '127.0.0.1');
console.log('stand-in worker running');
process.once('SIGTERM', () => {
  console.log('stand-in worker stopped');
  metrics.close();
});
