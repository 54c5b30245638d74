// The table of all contracts; a new one is a file in contracts/ and a line here.
import type { Contract } from './contract.ts';
import { aria } from './contracts/aria.ts';
import { ashby } from './contracts/ashby.ts';
import { greenhouse } from './contracts/greenhouse.ts';
import { httpsRule } from './contracts/https.ts';
import { mariohr } from './contracts/mariohr.ts';
import { native } from './contracts/native.ts';
import { solidats } from './contracts/solidats.ts';
import { webhooks } from './contracts/webhooks.ts';
import { workable } from './contracts/workable.ts';

export const contracts: readonly Contract[] = [
  native,
  aria,
  greenhouse,
  mariohr,
  solidats,
  ashby,
  workable,
  webhooks,
].map((contract) => ({ ...contract, rules: [...contract.rules, httpsRule] }));
