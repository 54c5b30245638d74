// The table of vendors' ways to be called, beside the table of kinds: each kind with records has a line here.
import { ashbyDialect } from './ashby/dialect.ts';
import type { VendorDialect } from './dialect.ts';
import { greenhouseDialect } from './greenhouse/dialect.ts';
import { leverDialect } from './lever/dialect.ts';

export const vendorDialects: Readonly<Record<string, VendorDialect>> = {
  ashby: ashbyDialect,
  greenhouse: greenhouseDialect,
  lever: leverDialect,
};
