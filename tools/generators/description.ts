// Writes the API description as it is served, so that every change of what callers rely on shows in a review.
import packageJson from '../../package.json' with { type: 'json' };

import { createOpenApi } from '../../api/openapi.ts';
import { describeWebhooks } from '../../api/routes/webhooks/describe-webhooks.ts';
import { featureDeps, featureRoutes } from '../../api/wiring/features.ts';
import type { Route } from '../../api/guard/route.ts';
import { loadConfig } from '../../infra/config.ts';
import { openPool } from '../../infra/db/knex.ts';
import { createLogger } from '../../infra/log.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { offlineEngines } from '../../infra/models/engines.ts';
import { createDeps } from '../../infra/process.ts';
import { systemClock } from '../../infra/system.ts';
import { inlineTextWork } from '../../infra/text-pool/text-pool.ts';
import { openTemporalConnection } from '../../infra/temporal/connection.ts';

import { baselinePath, descriptionPath } from '../description/breaking-changes.ts';

import type { Generator } from './generator.ts';

const publicUrl = 'https://parley.example.com';
const unused = (fill: number): string => Buffer.alloc(32, fill).toString('base64');

/** Every route of the service, embedded ones too. Nothing is connected: they are only declared. */
export const declaredRoutes = (clock = systemClock): Route[] => {
  const databaseUrl = 'postgres://127.0.0.1:1/nowhere';
  const config = loadConfig({
    DATABASE_URL: databaseUrl,
    PARLEY_EMBEDDED: '1',
    PARLEY_PUBLIC_URL: publicUrl,
    PARLEY_MASTER_KEY: unused(1),
    PARLEY_KEY_PEPPER: unused(2),
    PARLEY_SIGNING_KEY: unused(3),
  });
  const db = openPool({ databaseUrl, poolMax: 1, statementTimeoutMs: 1, applicationName: 'parley-description' });
  const deps = createDeps({
    config,
    db,
    keyDb: db,
    log: createLogger({ service: 'description', ...config.log }),
    metrics: createMetrics(),
    engines: offlineEngines,
    textWork: inlineTextWork,
    temporal: openTemporalConnection({ address: '127.0.0.1:1', env: {} }),
    clock,
  });
  const parts = { ...deps, changes: { watch: () => null }, workers: { alive: () => Promise.resolve(false) } };
  return featureRoutes(featureDeps(parts));
};

/** Examples of times that must lie ahead follow from the clock; the same code must give the same text. */
const stopped = { ...systemClock, now: () => Date.UTC(2030, 0, 1) };

const describe = (): object =>
  createOpenApi(declaredRoutes(stopped), {
    publicUrl,
    version: packageJson.version,
    webhooks: describeWebhooks(publicUrl),
  });

/** What only people read. */
const prose = ['description', 'summary', 'example', 'examples', 'links', 'tags', 'info', 'servers', 'title'];

const contractOf = (value: unknown, areNames = false): unknown => {
  if (Array.isArray(value)) return value.map((one) => contractOf(one));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => areNames || !prose.includes(name));
  return Object.fromEntries(kept.map(([name, part]) => [name, contractOf(part, !areNames && name === 'properties')]));
};

/** One line for each path, webhook and shared part. */
const renderBaseline = (): string => `${JSON.stringify(contractOf(describe()), null, 1).replaceAll(/\n {3,}/g, '')}\n`;

export const descriptionGenerators: readonly Generator[] = [
  { path: descriptionPath, render: () => `${JSON.stringify(describe(), null, 1)}\n` },
];

/** What later versions are held against; written when a version is released. */
export const baselineGenerators: readonly Generator[] = [{ path: baselinePath, render: renderBaseline }];
