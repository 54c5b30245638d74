// What is kept how long, and how much is due: figures only, nobody's data.
import { z } from 'zod';
import type { RetentionStore } from '../../../domain/ports/retention.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import { formatDuration } from '../../../domain/text/duration.ts';
import { AppError } from '../../../domain/errors.ts';
import { defineRoute, type Route } from '../../guard/route.ts';

export type RetentionRoutesDeps = { retention: Pick<RetentionStore, 'findTenant' | 'countDue'>; clock: Clock };

const soonMs = 7 * 86_400_000;

const count = (description: string) => z.int().meta({ description });
const dueCounts = z.object({
  dueNow: count('Runs whose time is up; the next daily run erases them, held ones excepted.'),
  dueIn7Days: count('Further runs whose time is up within seven days.'),
});

const retentionBody = z
  .object({
    windows: z.object({ personalData: z.string(), recordings: z.string(), assessments: z.string() }).meta({
      description: 'ISO 8601, counted from the end of an interview; changed with `PATCH /api/v1/tenant`.',
    }),
    personalData: dueCounts,
    recordings: dueCounts,
    assessments: dueCounts,
    held: count('Runs of which something is due now but under a legal hold.'),
    stillOpen: count('Runs that have not ended: no window counts for them yet.'),
  })
  .meta({ id: 'Retention' });

export const retentionRoutes = ({ retention, clock }: RetentionRoutesDeps): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/v1/retention',
    operationId: 'getRetention',
    summary: 'How long data is kept, and how much is due',
    description:
      'Counts of runs, nobody’s data. A window that a candidate was told when accepting the notice goes before a longer one of today.',
    tag: 'Privacy',
    access: { kind: 'key', scope: 'tenant:manage' },
    responses: { 200: { description: 'Windows and counts.', schema: retentionBody } },
    problems: [],
    limitClass: 'read',
    handler: async ({ principal }) => {
      const tenant = await retention.findTenant(principal.tenantId);
      if (tenant === null) throw new AppError('tenant.not_found');
      const now = clock.now();
      const figures = await retention.countDue(tenant, { now, soon: now + soonMs });
      const { personalDataMs, recordingsMs, assessmentsMs } = tenant.windows;
      const windows = {
        personalData: formatDuration(personalDataMs),
        recordings: formatDuration(recordingsMs),
        assessments: formatDuration(assessmentsMs),
      };
      const counts = ({ dueNow, dueSoon }: { dueNow: number; dueSoon: number }) => ({ dueNow, dueIn7Days: dueSoon });
      return {
        status: 200,
        body: {
          windows,
          personalData: counts(figures.personalData),
          recordings: counts(figures.recordings),
          assessments: counts(figures.assessments),
          held: figures.held,
          stillOpen: figures.stillOpen,
        },
      };
    },
  }),
];
