// The first thing `npm start`, `npm test` and `npm run demo` run, under whatever Node the machine has and with nothing installed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Imported late: on an old Node the modules may not even load, and the user should read why. */
const loadSetup = async () => {
  const [install, launch, lock, temporal, folder] = await Promise.all([
    import('./setup/install.mjs'),
    import('./setup/launch.mjs'),
    import('./setup/lock.mjs'),
    import('./setup/temporal-cli.mjs'),
    import('./setup/private-folder.mjs'),
  ]);
  return { ...install, ...launch, ...lock, ...temporal, ...folder };
};

const refuseOldNode = () => {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= OLDEST_NODE) return;
  throw new Error(
    `Parley needs Node ${OLDEST_NODE} or newer to start; this is ${process.version} (${process.execPath}). It brings its own Node 24 after that.`,
  );
};

/** A running Parley of this folder lives in node_modules: replacing them under it would break it. */
const refuseInstallUnderRunning = (setup) => {
  const running = setup.readLock(join(root, '.parley', 'running.lock'));
  if (running === null) return;
  throw new Error(
    `Packages have changed, but a Parley of this folder is running (process ${running.pid}). Stop it, then run this again.`,
  );
};

const findTemporalCli = async (setup, command) => {
  // A server of its own is what the tests need in any case: they never touch the one named by the user.
  if (process.env.TEMPORAL_ADDRESS && command !== 'test') return {};
  const cache = join(root, '.parley', 'bin');
  try {
    return { TEMPORAL_CLI_PATH: await setup.ensureTemporalCli({ env: process.env, cache, say: console.log }) };
  } catch (error) {
    if (!process.env.TEMPORAL_ADDRESS) throw error;
    console.log(error.message);
    return {};
  }
};

const setUp = async (setup, command) => {
  setup.privateFolder(join(root, '.parley'));
  const lock = await setup.waitForLock(join(root, '.parley', 'setup.lock'), {
    onWait: (holder) =>
      console.log(`Another set-up of this folder is at work (process ${holder.pid}); waiting for it …`),
  });
  try {
    await setup.install(root, {
      onStart: () => {
        refuseInstallUnderRunning(setup);
        console.log('Installing the exact packages of package-lock.json (once per change) …');
      },
    });
    return await findTemporalCli(setup, command);
  } finally {
    lock.release();
  }
};

const main = async ([command = 'up', ...args]) => {
  refuseOldNode();
  const setup = await loadSetup();
  const asksForHelp = args.includes('--help') || args.includes('-h');
  const extraEnv = asksForHelp && (await setup.isInstalled(root)) ? {} : await setUp(setup, command);
  return setup.launch(root, [command, ...args], { ...process.env, ...extraEnv });
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}
