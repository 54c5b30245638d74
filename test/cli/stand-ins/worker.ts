// Stands in for the worker in tests of the supervisor: runs until it is asked to stop.
const alive = setInterval(() => undefined, 60_000);
console.log('stand-in worker running');
process.once('SIGTERM', () => {
  console.log('stand-in worker stopped');
  clearInterval(alive);
});
