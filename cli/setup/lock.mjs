// One holder at a time per file, and a holder that was killed never blocks the next one.
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { isRunning, thisProcess } from './process-identity.mjs';

const TAKEOVER_MAX_AGE_MS = 10_000;

const ignoreMissing = (error) => {
  if (error.code !== 'ENOENT') throw error;
  return null;
};

const writeBeside = (path, content) => {
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(draft, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  return draft;
};

/** Creates the file with its whole content or not at all. */
const createExclusively = (path, content) => {
  const draft = writeBeside(path, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};

/** What the lock says about its holder; null when nobody holds it. A holder that no longer runs does not count. */
export const readLock = (path) => {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8'));
    return isRunning(holder) ? holder : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    return ignoreMissing(error);
  }
};

/** Removes what a dead holder left, and nothing else. The inner lock keeps two contenders from removing each other's fresh lock. */
export const removeStale = (path) => {
  const takeover = `${path}.takeover`;
  if (!createExclusively(takeover, thisProcess())) {
    try {
      if (Date.now() - statSync(takeover).mtimeMs > TAKEOVER_MAX_AGE_MS) rmSync(takeover, { force: true });
    } catch (error) {
      ignoreMissing(error);
    }
    return;
  }
  try {
    if (readLock(path) === null) rmSync(path, { force: true });
  } finally {
    rmSync(takeover, { force: true });
  }
};

const held = (path, identity, details) => ({
  update: (changed) => {
    Object.assign(details, changed);
    renameSync(writeBeside(path, { ...identity, ...details }), path);
  },
  release: () => {
    if (readLock(path)?.pid === process.pid) rmSync(path, { force: true });
  },
});

/** Takes the lock if nobody alive holds it; null otherwise. */
export const tryLock = (path, details = {}) => {
  const identity = thisProcess();
  const own = { ...details };
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (createExclusively(path, { ...identity, ...own })) return held(path, identity, own);
    if (readLock(path) !== null) return null;
    removeStale(path);
  }
  return null;
};

/** Waits until the lock is free. `onWait` is told once who holds it. */
export const waitForLock = async (path, { details = {}, onWait = () => undefined } = {}) => {
  let told = false;
  for (;;) {
    const lock = tryLock(path, details);
    if (lock !== null) return lock;
    const holder = readLock(path);
    if (!told && holder !== null) {
      onWait(holder);
      told = true;
    }
    await sleep(200);
  }
};
