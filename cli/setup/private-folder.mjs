// Makes the folder that holds a clone's secrets and data, for its owner only.
import { chmodSync, mkdirSync } from 'node:fs';

export const privateFolder = (path) => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
};
