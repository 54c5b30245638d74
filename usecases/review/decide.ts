// What a reviewer decides at the page: on exactly what was shown, with evidence, and told what another decided meanwhile.
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { decisionFacts } from '../../domain/lifecycle/deciders.ts';
import { present } from '../../domain/present.ts';
import type { ReviewEvidenceStore } from '../../domain/ports/review-views.ts';
import type { Clock } from '../../domain/ports/system.ts';
import { withoutEvidence } from '../../domain/review/evidence.ts';
import type { Caller, Decisions } from '../decisions.ts';
import type { AppealUseCases } from './appeals.ts';
import { openMaterial, showMaterial, type RunReader, type ShowDeps } from './show.ts';
import { labelOf } from './session.ts';
import type { Decide, ReviewView } from './view.ts';

export type DecideDeps = ShowDeps & {
  evidence: Pick<ReviewEvidenceStore, 'trace' | 'dropDraft'>;
  decisions: Pick<Decisions, 'approvePlan' | 'rejectPlan' | 'revisePlan' | 'approveAssessment' | 'rejectAssessment'>;
  decideAppeal: AppealUseCases['decideAppeal'];
  clock: Clock;
  pause(ms: number): Promise<unknown>;
};

/** In which request somebody decides, for the audit log. */
export type DecideMark = { requestId?: string };

type Verdict = Extract<Decide, { kind: 'approveAssessment' }>;

/** The page asks once: whoever has opened no evidence says that they decide without. Whether it is so. */
const isWithoutEvidence = (decision: Verdict, { assessment, evidenceOpened, waitsFor }: ReviewView): boolean => {
  if (assessment?.revision !== decision.revision || waitsFor !== 'verdict') return false;
  // Whether a verdict needs a reason tells what is proposed.
  if (assessment.total === null) throw new AppError('review.rate_first');
  if (evidenceOpened) return false;
  if (decision.withoutEvidence !== true) throw new AppError('review.no_evidence_opened');
  return true;
};

/** Kept once it counts: whoever is refused may still look. */
const noteWithoutEvidence = async (deps: DecideDeps, reader: RunReader, { revision }: Verdict): Promise<void> => {
  const whose = { reviewer: reader.reviewer, revision, at: deps.clock.now() };
  await deps.evidence.trace(reader, whose, [{ kind: withoutEvidence, target: 'verdict', seconds: 0 }]);
};

const send = async (deps: DecideDeps, reader: RunReader, decision: Decide, caller: Caller): Promise<unknown> => {
  const { decisions } = deps;
  const run = { tenantId: reader.tenantId, runId: reader.runId };
  const by = present({ decidedBy: (await labelOf(deps, reader)) ?? undefined });
  switch (decision.kind) {
    case 'approvePlan':
      return await decisions.approvePlan(run, { planRevision: decision.revision, ...by }, caller);
    case 'rejectPlan':
      return await decisions.rejectPlan(run, { planRevision: decision.revision, text: decision.reason, ...by }, caller);
    case 'revisePlan': {
      const { instructions: text, targets, revision: planRevision } = decision;
      return await decisions.revisePlan(run, { planRevision, text, targets, ...by }, caller);
    }
    case 'approveAssessment': {
      const { revision: assessmentRevision, verdict, reasonCodes, note } = decision;
      const said = { reasonCodes: reasonCodes.length === 0 ? undefined : reasonCodes, text: note ?? undefined };
      return await decisions.approveAssessment(run, { assessmentRevision, verdict, ...said, ...by }, caller);
    }
    case 'rejectAssessment': {
      const { revision: assessmentRevision, reason: text } = decision;
      return await decisions.rejectAssessment(run, { assessmentRevision, text, ...by }, caller);
    }
    case 'decideAppeal': {
      const { kind: _, ...second } = decision;
      const { actor } = caller;
      const act = { actor: { kind: actor.kind, id: reader.linkId }, requestId: actor.requestId ?? null };
      return await deps.decideAppeal(run, second, { ...act, decidedBy: by.decidedBy ?? null });
    }
  }
};

const approve = async (deps: DecideDeps, reader: RunReader, decision: Verdict, caller: Caller): Promise<void> => {
  const before = await showMaterial(deps, reader, await openMaterial(deps, reader));
  const isWithout = isWithoutEvidence(decision, before);
  await send(deps, reader, decision, caller);
  if (isWithout) await noteWithoutEvidence(deps, reader, decision);
};

const isAboutPlan = ({ kind }: Decide): boolean =>
  kind === 'approvePlan' || kind === 'rejectPlan' || kind === 'revisePlan';

const isOvertaken = (code: ErrorCode): boolean =>
  code === 'interview.closed' || code === 'interview.invalid_transition' || code === 'interview.stale_revision';

const looksMax = 5;
const pauseMs = 100;

const factsAbout = (subject: 'plan' | 'assessment'): string[] =>
  decisionFacts.filter((kind) => kind.startsWith(subject));

/** Whoever comes second is told what the first decided: codes alone, the names are in the view. */
const explain = async (deps: DecideDeps, reader: RunReader, decision: Decide, error: unknown): Promise<unknown> => {
  if (!(error instanceof AppError) || !isOvertaken(error.code)) return error;
  const isPlan = isAboutPlan(decision);
  for (let look = 0; look < looksMax; look += 1) {
    // The engine knows of the first decision a moment before its row does.
    if (look > 0) await deps.pause(pauseMs);
    const last = await deps.views.readDecided(reader, factsAbout(isPlan ? 'plan' : 'assessment'));
    if (last === null || last.state === (isPlan ? 'PENDING' : 'ASSESSMENT_PENDING')) continue;
    return new AppError('review.already_decided', { extra: last });
  }
  return error;
};

/** Throws what the command throws, `review.*` and `interview.stale_revision`. */
export const createDecide =
  (deps: DecideDeps) =>
  async (reader: RunReader, decision: Decide, mark: DecideMark): Promise<ReviewView> => {
    // The timeline names the link; its reader is sealed beside the decision, like everybody who is named as having decided.
    const caller: Caller = { actor: { kind: 'recruiter', id: reader.linkId, ...mark }, updateKey: null };
    try {
      if (decision.kind === 'approveAssessment') await approve(deps, reader, decision, caller);
      else await send(deps, reader, decision, caller);
    } catch (error) {
      throw await explain(deps, reader, decision, error);
    }
    await deps.evidence.dropDraft(reader, reader.reviewer);
    return await showMaterial(deps, reader, await openMaterial(deps, reader));
  };
