// What a check of `parley doctor` may look at, and how it says that something is not right.
import type { Connection } from '@temporalio/client';
import type { Knex } from 'knex';

import type { DevFile } from '../embedded/dev-file.ts';
import type { OperatorConfig } from './operator-config.ts';

/** Says what to do; `message` says what is wrong. A warning leaves the exit code as it is. */
export class Finding extends Error {
  override readonly name = 'Finding';
  readonly remedy: string;
  readonly isWarning: boolean;

  constructor(message: string, remedy: string, { isWarning = false } = {}) {
    super(message);
    this.remedy = remedy;
    this.isWarning = isWarning;
  }
}

export type Check = { name: string; run: () => Promise<string> };

/** `keyDb` is the main database unless keys have their own; `runningEngine` is what a system of this folder thinks with. */
export type Examined = {
  config: OperatorConfig;
  db: Knex;
  keyDb: Knex;
  connection: Connection;
  runningEngine: DevFile['engine'] | null;
};
