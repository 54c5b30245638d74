// The measures of hiring for whoever may read figures: the days asked for, the tenant's own zone and minutes, and what came of it.
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import type { HiringReport } from '../../domain/measures/hiring-report.ts';
import { definitionsOf, measuresOf } from '../../domain/measures/hiring.ts';
import type { MeasuresQuery, MeasuresReader } from '../../domain/ports/measures.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type { TenantSettings } from '../../domain/tenant/settings.ts';
import { dayAfter, dayIn, daysFrom } from '../../domain/text/time-zone.ts';

export type ReadMeasuresDeps = {
  measures: MeasuresReader;
  settingsOf(tenantId: string): Promise<TenantSettings>;
  clock: Clock;
};

/** What a caller says of it; the last ninety days when it says nothing. */
export type MeasuresWish = { [Member in keyof MeasuresQuery]?: MeasuresQuery[Member] | undefined };

const daysMax = 400;
const usualDays = 90;

const checkDays = (from: string, to: string): void => {
  const days = daysFrom(from, to);
  const problem = (code: string, message: string): FieldProblem => ({ parameter: 'from', code, message });
  if (days < 1) throw new AppError('request.invalid', { errors: [problem('not_in_order', 'Not after `to`.')] });
  if (days > daysMax)
    throw new AppError('request.invalid', { errors: [problem('too_large', `At most ${daysMax} days up to \`to\`.`)] });
};

export const createReadMeasures = ({ measures, settingsOf, clock }: ReadMeasuresDeps) => {
  /** The same days from here on, whenever it is carried out. Throws `request.invalid`. */
  const resolve = async (tenantId: string, wish: MeasuresWish): Promise<MeasuresQuery> => {
    const { timeZone } = (await settingsOf(tenantId)).measures;
    const to = wish.to ?? dayIn(timeZone, clock.now());
    const from = wish.from ?? dayAfter(to, 1 - usualDays);
    checkDays(from, to);
    const { jobId = null, position = null, connectionId = null, groupBy = null } = wish;
    return { from, to, jobId, position, connectionId, groupBy };
  };

  const compute = async (tenantId: string, query: MeasuresQuery): Promise<HiringReport> => {
    const { timeZone, ...minutes } = (await settingsOf(tenantId)).measures;
    const now = clock.now();
    const { zone, total, groups, hasMoreGroups } = await measures.read(tenantId, query, { zone: timeZone, now });
    return {
      from: query.from,
      to: query.to,
      timeZone: zone,
      computedAt: new Date(now).toISOString(),
      definitions: definitionsOf(minutes),
      measures: measuresOf(total, minutes),
      groups: groups.map(({ figures, ...about }) => ({ ...about, measures: measuresOf(figures, minutes) })),
      hasMoreGroups,
    };
  };

  return {
    resolve,
    compute,
    read: async (tenantId: string, wish: MeasuresWish) => await compute(tenantId, await resolve(tenantId, wish)),
  };
};
export type ReadMeasures = ReturnType<typeof createReadMeasures>;
