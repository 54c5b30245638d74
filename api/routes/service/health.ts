// Signs of life for load balancers and operators.
import { z } from 'zod';
import type { Readiness } from '../../../infra/readiness.ts';
import { defineRoute, type Route } from '../../guard/route.ts';

const readyBody = z
  .object({
    status: z.enum(['ready', 'unavailable']),
    database: z.enum(['up', 'down']),
    temporal: z.enum(['up', 'down', 'unknown']),
    worker: z.enum(['up', 'down']),
    objects: z.enum(['up', 'down', 'unknown']).meta({
      description:
        'Where recordings are kept. While it is down, what is said waits in the database; nothing can be played.',
    }),
    pages: z.enum(['built', 'missing']).meta({
      description: 'The pages for people; `npm run build:web` makes them, and the API reads them when it starts.',
    }),
    version: z.string(),
  })
  .meta({ id: 'Readiness' });

const healthBody = z.object({
  status: z.literal('ok'),
  version: z.string(),
  instanceId: z.string().meta({
    description: 'Another one for every process that answers: tells who it is that answers at an address.',
  }),
});

type HealthDeps = { readiness: Readiness; version: string; instanceId: string; pages: 'built' | 'missing' };

export const healthRoutes = ({ readiness, version, instanceId, pages }: HealthDeps): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/healthz',
    operationId: 'getHealth',
    summary: 'Whether this process is alive',
    tag: 'Service',
    access: { kind: 'public' },
    responses: { 200: { description: 'Alive.', schema: healthBody } },
    problems: [],
    limitClass: 'none',
    handler: () => Promise.resolve({ status: 200, body: { status: 'ok', version, instanceId } }),
  }),
  defineRoute({
    method: 'GET',
    path: '/readyz',
    operationId: 'getReadiness',
    summary: 'Whether this process can serve requests',
    description:
      'The database alone decides: reads and submissions work while Temporal, all workers or the store of objects are down, which the body tells.',
    tag: 'Service',
    access: { kind: 'public' },
    responses: {
      200: { description: 'Ready.', schema: readyBody },
      503: { description: 'The database cannot be reached.', schema: readyBody },
    },
    problems: [],
    limitClass: 'none',
    handler: async () => {
      const report = await readiness.report();
      const ready = report.database === 'up';
      return {
        status: ready ? 200 : 503,
        body: { status: ready ? 'ready' : 'unavailable', ...report, pages, version },
      };
    },
  }),
];
