// The steps of an erasure over its ports: each looks at what is there already, so that doing it twice changes nothing.
import type { RunRef } from '../domain/access/ids.ts';
import { signCertificate, type Certificate } from '../domain/erasure/certificate.ts';
import { keysToDestroy, placeName, placesToEmpty } from '../domain/erasure/places.ts';
import { remainsAfter } from '../domain/erasure/remains.ts';
import { AppError } from '../domain/errors.ts';
import { isSuperseded, record } from '../domain/lifecycle/apply.ts';
import type { ErasureScope, NewFact } from '../domain/lifecycle/facts.ts';
import type {
  CopyEraser,
  DestroyedKey,
  ErasureProgress,
  ErasureWork,
  OpenErasure,
  RunKeys,
  RunToErase,
} from '../domain/ports/erasure.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { ProjectionStore } from '../domain/ports/interviews.ts';
import type { SigningKey } from '../domain/ports/signing.ts';
import type { Clock } from '../domain/ports/system.ts';
import type { ErasureActivities } from '../workflows/contracts.ts';
import { endInterviewOf, type EndInterviewDeps } from './end-interview.ts';

export type ErasureActivityDeps = EndInterviewDeps & {
  work: ErasureWork;
  keys: RunKeys;
  copyErasers: readonly CopyEraser[];
  projection: ProjectionStore;
  signingKey: SigningKey;
  clock: Clock;
  log: Logger;
  heartbeat(): void;
};

/** Retried until an operator has seen to it: certifying without this service would promise too much. */
const eraserOf = ({ copyErasers, log }: ErasureActivityDeps, { runId }: RunRef, service: string): CopyEraser => {
  const eraser = copyErasers.find(({ name }) => name === service);
  if (eraser !== undefined) return eraser;
  log.error('erasure.unknown_service', { runId, provider: service });
  throw new AppError('internal.error');
};

const eraseCopies = async (deps: ErasureActivityDeps, run: RunRef): Promise<void> => {
  const { tenantId, runId } = run;
  for (const service of await deps.work.servicesOf({ tenantId, runId })) {
    deps.heartbeat();
    const erased = await eraserOf(deps, run, service).erase(run);
    await deps.work.noteCopies({ tenantId, runId }, service, erased);
  }
};

const factOf = (scope: ErasureScope): NewFact => ({ type: 'erased', detail: { scope } });

const mustRead = async ({ work }: ErasureActivityDeps, { tenantId, runId }: RunRef): Promise<RunToErase> => {
  const run = await work.readRun({ tenantId, runId });
  if (run === null) throw new AppError('interview.not_found');
  return run;
};

/** Nobody else writes facts of a run that has ended; two of these at once meet in the projection, which takes one. */
const recordErasure = async (deps: ErasureActivityDeps, run: RunRef, scope: ErasureScope): Promise<void> => {
  const { tenantId, runId } = run;
  const erasure = await deps.work.open({ tenantId, runId });
  if (erasure === null || (await deps.work.isRecorded({ tenantId, runId }, scope))) return;
  const { state } = await mustRead(deps, run);
  if (isSuperseded(state, factOf(scope))) throw new AppError('projection.conflict');
  const { kind, id } = erasure.actor;
  const { fact } = record(state, factOf(scope), id === null ? { kind } : { kind, id }, deps.clock.now());
  await deps.projection.project({ tenantId, runId }, [fact]);
};

const iso = (at: number): string => new Date(at).toISOString();

type Evidence = RunRef & {
  erasure: OpenErasure;
  interviewId: string;
  keys: DestroyedKey[];
  progress: ErasureProgress;
  certifiedAt: number;
};

const certificateOf = (evidence: Evidence, key: SigningKey): Certificate => {
  const { erasure, keys, progress, tenantId, runId, interviewId } = evidence;
  const { scope, cause } = erasure;
  return signCertificate(
    {
      runId,
      interviewId,
      tenantId,
      scope,
      cause,
      requestedBy: erasure.actor,
      requestedAt: iso(erasure.requestedAt),
      destroyedAt: iso(Math.max(...keys.map(({ destroyedAt }) => destroyedAt))),
      keys: keys.map((destroyed) => ({
        ...destroyed,
        algorithm: 'AES-256-GCM' as const,
        destroyedAt: iso(destroyed.destroyedAt),
      })),
      emptied: placesToEmpty(scope).map((place) => ({
        table: place.table,
        column: place.column,
        rows: progress.emptied[placeName(place)] ?? 0,
      })),
      copies: Object.entries(progress.copies)
        .map(([provider, erased]) => ({ provider, ...erased }))
        .toSorted((a, b) => (a.provider < b.provider ? -1 : 1)),
      remains: [...remainsAfter(scope)],
      certifiedAt: iso(evidence.certifiedAt),
    },
    key,
  );
};

/** What the certificate says is read back from where it happened, not remembered from the steps. */
const certify = async (deps: ErasureActivityDeps, run: RunRef, scope: ErasureScope): Promise<boolean> => {
  const { tenantId, runId } = run;
  const { interviewId } = await mustRead(deps, run);
  const keys = await deps.keys.destroyed({ tenantId, runId });
  const destroyed = keysToDestroy(scope).every((purpose) => keys.some((key) => key.purpose === purpose));
  if (!destroyed) throw new AppError('internal.error');
  const progress = await deps.work.progress({ tenantId, runId });
  const certifiedAt = deps.clock.now();
  return deps.work.certify({ tenantId, runId }, scope, (erasure) =>
    certificateOf({ ...run, erasure, interviewId, keys, progress, certifiedAt }, deps.signingKey),
  );
};

export const createErasureActivities = (deps: ErasureActivityDeps): ErasureActivities => ({
  openErasure: async (run) => {
    const erasure = await deps.work.open(run);
    return erasure && { scope: erasure.scope };
  },
  endInterview: (run) => endInterviewOf(deps, run),
  destroyKeys: async ({ tenantId, runId, scope }) => {
    for (const purpose of keysToDestroy(scope)) await deps.keys.destroy({ tenantId, runId }, purpose);
  },
  eraseCopies: (run) => eraseCopies(deps, run),
  emptyColumns: ({ tenantId, runId, scope }) => deps.work.empty({ tenantId, runId }, scope),
  recordErasure: ({ scope, ...run }) => recordErasure(deps, run, scope),
  certifyErasure: async ({ scope, ...run }) => ({ certified: await certify(deps, run, scope) }),
});
