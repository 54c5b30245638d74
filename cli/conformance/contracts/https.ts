// What every contract asks of an address that is not on this machine.
import { should, type Rule } from '../contract.ts';
import { expectThat, skip } from '../verdicts.ts';

export const httpsRule: Rule = should(
  'https',
  'The address is https',
  'Keys, names and addresses go over the wire; vendors call nothing else',
  ({ url, isLocal }) => {
    if (isLocal) skip('It is on this machine.');
    expectThat(url.startsWith('https://'), 'It is not.');
    return Promise.resolve();
  },
);
