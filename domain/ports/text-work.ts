// Rules over texts that callers supply: long ones are read where nobody else waits for them, within time and memory.
import type { Assessment, CompetencyResult, Judgement } from '../assessment/assessment.ts';
import type { FieldProblem } from '../errors.ts';
import type { MailSettings } from '../mail/mail-settings.ts';
import type { LeaveOut } from '../plan/leave-out.ts';
import type { DraftReview } from '../plan/plan-findings.ts';
import type { Plan, PlanDraft, RevisionRequest } from '../plan/plan.ts';
import type { NamedPerson } from '../plan/without-names.ts';
import type { CleanTexts, JobTexts } from '../request/job-texts.ts';
import type { InterviewRequest } from '../request/request.ts';
import type { RequestValidation } from '../request/validate-request.ts';
import type { Turn } from '../room/transcript.ts';
import type { AssembleInput, Readings } from '../scoring/assemble.ts';
import type { ProbeName } from '../scoring/probes.ts';
import type { ScoringMaterial } from './assessment.ts';
import type { MailContent, WrittenMail } from './mail-words.ts';

/** What the judges are given: the turns (changed by a probe), those that can be read, and what they may be asked about. */
export type JudgedMaterial = {
  turns: Turn[];
  readable: (Turn & { answer: string })[];
  /** Ids of the competencies with enough readable words. */
  open: string[];
};

/** Name of a rule → what goes in and comes out, plain data only: it may cross into another thread. */
export type TextTasks = {
  cleanJob(sent: JobTexts): Promise<CleanTexts>;
  validateRequest(request: InterviewRequest): RequestValidation;
  checkPlan(draft: PlanDraft): DraftReview;
  leaveOut(input: LeaveOut): PlanDraft;
  mergeRevision(input: { current: Plan; redraft: PlanDraft; request: RevisionRequest }): PlanDraft;
  withoutNames(input: { draft: PlanDraft; person: NamedPerson; keep: string[] }): PlanDraft;
  judgedMaterial(input: { plan: Plan; turns: Turn[]; probe: ProbeName | null }): JudgedMaterial;
  withoutLeaks(input: { judgements: Judgement[]; material: ScoringMaterial }): Judgement[];
  resultsOf(input: Readings & { material: ScoringMaterial }): CompetencyResult[];
  assembleAssessment(input: AssembleInput): Assessment;
  cleanMail(input: { words: WrittenMail; publicUrl: string; linkDomains: readonly string[] }): Promise<MailContent>;
  mailWordProblems(input: {
    mail: MailSettings;
    publicUrl: string;
    linkDomains: readonly string[];
  }): Promise<FieldProblem[]>;
};

export type TextWorkOptions = {
  /** Whose text it is: one tenant's long texts never take all threads. */
  tenantId: string;
  signal?: AbortSignal;
  /** Longest wait for the result, where the caller holds something back meanwhile. */
  withinMs?: number;
};

type Task = (input: never) => unknown;
export type InputOf<T> = T extends (input: infer Input) => unknown ? Input : never;
export type OutputOf<T> = T extends Task ? Awaited<ReturnType<T>> : never;

export interface TextWork<Tasks = TextTasks> {
  /**
   * Throws `text.too_complex` when the text takes more time or memory than one text may, `text.busy` when too many
   * others wait, and whatever the rule itself throws, as its code.
   */
  run<Name extends keyof Tasks>(
    task: Name,
    input: InputOf<Tasks[Name]>,
    options: TextWorkOptions,
  ): Promise<OutputOf<Tasks[Name]>>;
}
