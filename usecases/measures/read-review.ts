// How verdicts come about, for whoever may read figures: what is left of it once nothing is told of fewer people than three.
import {
  appealsOf,
  minimumReviewers,
  reviewDefinitions,
  tellable,
  toldWork,
  type ReviewReport,
} from '../../domain/measures/review.ts';
import type { ReviewFiguresReader } from '../../domain/ports/measures.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type { TenantSettings } from '../../domain/tenant/settings.ts';
import type { MeasuresWish, ReadMeasures } from './read-measures.ts';

export type ReadReviewDeps = {
  reviewFigures: ReviewFiguresReader;
  measures: Pick<ReadMeasures, 'resolve'>;
  settingsOf(tenantId: string): Promise<TenantSettings>;
  clock: Clock;
};

export const createReadReview =
  ({ reviewFigures, measures, settingsOf, clock }: ReadReviewDeps) =>
  /** Throws `request.invalid`. */
  async (tenantId: string, wish: MeasuresWish): Promise<ReviewReport> => {
    const query = await measures.resolve(tenantId, wish);
    const { timeZone } = (await settingsOf(tenantId)).measures;
    const now = clock.now();
    const { zone, total, roles, others, appeals, groups, hasMoreGroups } = await reviewFigures.read(tenantId, query, {
      zone: timeZone,
      now,
    });
    const toldTotal = tellable(total === null ? [] : [total]);
    const toldRoles = tellable(roles);
    const works = groups.flatMap(({ work }) => (work === null ? [] : [work]));
    const toldGroups = tellable([...works, ...others]);
    const ofRole = (name: string) =>
      toldWork(
        roles.find(({ role }) => role === name),
        toldRoles,
      );
    return {
      from: query.from,
      to: query.to,
      timeZone: zone,
      computedAt: new Date(now).toISOString(),
      minimumReviewers,
      definitions: reviewDefinitions,
      review: toldWork(total ?? undefined, toldTotal),
      roles: { mailed: ofRole('mailed'), linked: ofRole('linked') },
      appeals: appealsOf(appeals),
      groups: groups.map(({ job, connection, work, appeals: ofGroup }) => ({
        job,
        connection,
        review: toldWork(work ?? undefined, toldGroups),
        appeals: appealsOf(ofGroup),
      })),
      hasMoreGroups,
    };
  };
export type ReadReview = ReturnType<typeof createReadReview>;
