// `npm run new:migration -- add-something`: the next numbered file with the shape that the runner expects.
import { readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '..', 'migrations');

const TEMPLATE = `// What this change is for, in one sentence.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(\`
    -- Expand only: the previous release must run on this schema. Contract in a later release.
  \`);
};
`;

const nextNumber = (): string => {
  const numbers = readdirSync(folder).map((file) => Number(/^(\d{3})-/.exec(file)?.[1] ?? 0));
  return String(Math.max(0, ...numbers) + 1).padStart(3, '0');
};

const [name = ''] = process.argv.slice(2);
if (/^[a-z][a-z0-9-]{2,60}$/.test(name)) {
  const file = `${nextNumber()}-${name}.ts`;
  writeFileSync(resolve(folder, file), TEMPLATE, { flag: 'wx' });
  console.log(`wrote migrations/${file}`);
} else {
  console.error('Usage: npm run new:migration -- what-it-does   (lower-case letters, digits and hyphens)');
  process.exitCode = 1;
}
