// `parley audit`: takes the audit log away as lines, and prints where it ends.
import { auditLine } from '../../domain/audit/chain.ts';

import { operatorIdOf, operatorNamed } from './administer.ts';
import { entriesOf, headText, withAuditLog } from './audit-source.ts';
import { CliError } from '../cli-error.ts';
import type { Options, Verbs } from './verbs.ts';

const positionOf = (name: string, text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new CliError(`--${name} takes a position, from 1.`);
};

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

const exportLog = async ({ tenant: tenantId = '', ...part }: Options, name: string | null): Promise<string> => {
  const from = positionOf('from', part['from'], 1);
  const to = positionOf('to', part['to'], Number.MAX_SAFE_INTEGER);
  await withAuditLog(async (log) => {
    await log.noteExport(tenantId, operatorNamed(name));
    for await (const entry of entriesOf(log, tenantId, { from, to })) await write(`${auditLine(entry)}\n`);
  });
  return '';
};

export const verbs: Verbs = {
  export: {
    options: ['tenant', 'from', 'to'],
    required: ['tenant'],
    named: true,
    run: ({ options, operator }) => exportLog(options, operator),
  },
  operator: {
    positionals: ['name'],
    run: ({ positionals: { name = '' } }) => Promise.resolve(operatorIdOf(name.trim())),
  },
  head: {
    options: ['tenant'],
    required: ['tenant'],
    run: async ({ options: { tenant: tenantId = '' }, json }) => {
      const { head } = await withAuditLog((log) => log.page(tenantId, { after: 0, limit: 1 }));
      return json ? JSON.stringify(head) : headText(head);
    },
  },
};
