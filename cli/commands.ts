// The table of all commands; a new one is one entry here.
import { CONFORMANCE_USAGE } from './conformance/usage.ts';
import { operatorCommands } from './operate/commands.ts';
import type { CliCommand } from './command.ts';

const UP_USAGE = `npm start

Starts PostgreSQL, Temporal with its UI, the API and the worker, makes a demo tenant and prints where everything is.
Ctrl-C stops it; all data stays in .parley/ and the next start continues where this one ended.

Settings (environment):
  DATABASE_URL               use this PostgreSQL instead of the embedded one
  TEMPORAL_ADDRESS           use this Temporal server instead of the embedded one
  PARLEY_PUBLIC_URL          where candidates reach the API, for links

Ports, which is also how to demand one: when it is taken, the start is refused. Without a setting it is the last one, at
first the one in brackets, and another when that is taken.
  PARLEY_PORT                    the API (3000)
  PARLEY_METRICS_PORT            its metrics (9464)
  PARLEY_WORKER_METRICS_PORT     the worker's metrics (9465)
  PARLEY_POSTGRES_PORT           the embedded PostgreSQL (5433)
  PARLEY_TEMPORAL_PORT           the embedded Temporal server (7233)
  PARLEY_TEMPORAL_UI_PORT        its UI (8233)
  PARLEY_TEMPORAL_METRICS_PORT   its metrics (9466)`;

const DEMO_USAGE = `npm run demo [-- [--flow stage-change] --ats <product>]

Takes one interview from an ATS's request to a recruiter's verdict and shows every step. Uses the Parley that runs in this
folder, with its engine, or starts one and stops it afterwards. Exit code 0 only if all of it happened. It may be run as often as you like.

  --ats <product>   the way of an order from a simulated ATS, and what its side saw: greenhouse, mariohr, solidats, aria,
                    ashby or workable
  --flow stage-change
                    a stage in the ATS starts the interview, and its results come into the record there, which is printed side by
                    side with the interview: greenhouse (when --ats is absent), ashby or lever
  --voice retell    a simulated Retell holds the interview; its call drops once, and goes on in a new one`;

const MIGRATE_USAGE = `npm run migrate

Brings the database named by DATABASE_URL to the newest version. Safe to run twice and from several places at once.`;

const TEST_USAGE = `npm test [-- <filter> …]

Runs every gate (format, lint, types, structure, unused code, generated files) and every suite; the last line is the sum.
With filters only the test files whose path contains one of them, without the gates: npm test -- room`;

const BENCH_USAGE = `npm run bench [-- options]

Measures Parley against the bare engine on a system of its own and adds the table to bench/results/results.md.

  --only <name,…>   create, command, finish, read, cost, lifecycle, resume, recovery, model, delivery, sealing, memory
  --rounds <n>      measurements of each kind (40)
  --dry             measure, but keep no result`;

const EVALUATE_USAGE = `npm run parley -- evaluate [options]

Measures the configured engine (PARLEY_ENGINE, PARLEY_MODEL_…) on written interviews whose right scores are known, and writes
report.json and report.html: agreement, steadiness, what moves a score that must not, abstention, tokens, cost, time. It needs
no database. It says what it will cost and asks before the first call; what is finished is kept, and the same command goes on
from there, however it ended. What the figures mean: docs/scoring.md

  --set <set>        general (default), or some of it: general/ward-nurse,bookkeeper; or the folder of a set of your own: ./my-set
  --repeat <n>       how often each written interview is assessed (3): the first time for agreement, the others for steadiness
  --judges <judges>  who reads, instead of PARLEY_JUDGES: own,own,openai-compatible:m@https://…; or a number of readings by the own model
  --import <file>    interviews of your own, rated by two or more people (.json or .csv)
  --out <folder>     where readings and report are kept (.parley/evaluation/<set>-<model>)
  --at-once <n>      calls under way at a time, 1 to 36 (12); 1 for a small server of your own
  --budget <amount>  most that may be spent in all, in the currency of your bill; needs the prices of all readers
  --yes              do not ask`;

const SIMULATE_USAGE = `npm run parley -- simulate <greenhouse | ashby | lever | retell> [--port <port>] [--hook-url <address> [--secret <secret>]] [--json]

Runs an ATS of your own to try against, on this machine and until it is stopped: applicants, stages, fields, the vendor's API with its credentials
and limits, and its webhooks. It prints its address, what a connection to it needs, who applied, and calls that do what people do there:
move an applicant, edit a field, reject, delete; and what goes wrong: an outage, a lost answer. Then every call that reaches it.
retell is a voice provider instead: it prints the settings for api and worker, and how its calls are held.

  --port <port>       where it listens; any free one when absent
  --hook-url <url>    an address for its webhooks, such as the hookUrl of a connection; it is pinged
  --secret <secret>   what webhooks are signed with; one is made when absent
  --json              prints address, credentials and applicants as one line of JSON`;

export const commands: readonly CliCommand[] = [
  {
    name: 'up',
    summary: 'start everything on this machine (npm start)',
    usage: UP_USAGE,
    run: async () => (await import('./embedded/up.ts')).up(),
  },
  {
    name: 'demo',
    summary: 'take one interview from request to verdict (npm run demo)',
    usage: DEMO_USAGE,
    run: async (args) => (await import('./demo/demo.ts')).demo(args),
  },
  {
    name: 'migrate',
    summary: 'bring a database to the newest version',
    usage: MIGRATE_USAGE,
    run: async () => (await import('./operate/migrate.ts')).migrate(),
  },
  {
    name: 'test',
    summary: 'run every check and every test (npm test)',
    usage: TEST_USAGE,
    run: async (args) => (await import('../tools/test.ts')).runTests(args),
  },
  {
    name: 'bench',
    summary: 'measure Parley against the bare engine (npm run bench)',
    usage: BENCH_USAGE,
    run: async (args) => (await import('./run-program.ts')).runProgram('bench/main.ts', args),
  },
  {
    name: 'evaluate',
    summary: 'measure the configured engine on written interviews',
    usage: EVALUATE_USAGE,
    run: async (args) => (await import('./run-program.ts')).runProgram('evaluation/main.ts', args),
  },
  {
    name: 'conformance',
    summary: 'check an endpoint of anybody against a contract',
    usage: CONFORMANCE_USAGE,
    run: async (args) => (await import('./conformance/conformance.ts')).conformance(args),
  },
  {
    name: 'simulate',
    summary: 'run a simulated Greenhouse, Ashby, Lever or Retell to try against',
    usage: SIMULATE_USAGE,
    run: async (args) => {
      const [{ verb }, { runVerb }] = await Promise.all([
        import('./simulate/simulate.ts'),
        import('./operate/verbs.ts'),
      ]);
      return await runVerb({ '': verb }, args, SIMULATE_USAGE);
    },
  },
  ...operatorCommands,
];
