// Where this machine's Chromium is, for tests of pages and for what is measured of them.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where Chromium is. Without one tests fail and say what to do: nobody should believe that they ran. */
export const findChromium = (): string => {
  const named = process.env['PARLEY_CHROMIUM'];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    'No Chromium: install it (Debian: apt-get install chromium), name it in PARLEY_CHROMIUM, or leave these tests out with PARLEY_SKIP_BROWSER=1.',
  );
};
