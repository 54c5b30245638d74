// The rules that may run in a thread, by name. Loaded by the process and by each thread; it must reach no secret and no I/O.
import type { InputOf, OutputOf, TextTasks } from '../../domain/ports/text-work.ts';
import type { Assessor, Assistant, Interviewer, Planner } from '../../domain/ports/models.ts';
import type { MailWords } from '../../domain/ports/mail-words.ts';
import type { Plan, RevisionRequest } from '../../domain/plan/plan.ts';
import type { InterviewRecordText } from '../../domain/writeback/record.ts';
import { mailWordProblems } from '../../domain/mail/mail-settings.ts';
import { leaveOut } from '../../domain/plan/leave-out.ts';
import { mergeRevision } from '../../domain/plan/merge-revision.ts';
import { reviewDraft } from '../../domain/plan/plan-findings.ts';
import { withoutNames } from '../../domain/plan/without-names.ts';
import { validateRequest } from '../../domain/request/validate-request.ts';
import { assembleAssessment, gateAll, resultsOf, withoutLeaks } from '../../domain/scoring/assemble.ts';
import { readableTurns } from '../../domain/scoring/gate.ts';
import { applyProbe } from '../../domain/scoring/probes.ts';
import { createOfflineAssessor } from '../../engines/offline/assessor.ts';
import { createOfflineAssistant } from '../../engines/offline/assistant.ts';
import { createOfflineInterviewer } from '../../engines/offline/interviewer.ts';
import { createOfflinePlanner, revisionRefusal } from '../../engines/offline/planner.ts';
import { offlineStamp } from '../../engines/offline/stamp.ts';
import { cleanJob } from '../job-text/clean-job.ts';
import { sha256 } from '../system.ts';

const [planner, interviewer, assessor, assistant] = [
  createOfflinePlanner(),
  createOfflineInterviewer(),
  createOfflineAssessor(),
  createOfflineAssistant(),
];
/** The version of the offline engine's rules, as every result of theirs bears it. */
export const offlinePromptHash = offlineStamp.promptHash;

/** Who waits is looked after outside: a thread is ended, not asked. */
const options = { signal: new AbortController().signal, tenantId: '' };

/** The library that reads HTML takes memory: it comes only where there is some. */
const mailWordsOf = async (rule: { publicUrl: string; linkDomains: readonly string[] }): Promise<MailWords> =>
  (await import('../mail/mail-words.ts')).createMailWords(rule);

const domainTasks: TextTasks = {
  cleanJob,
  validateRequest,
  checkPlan: reviewDraft,
  leaveOut,
  mergeRevision: ({ current, redraft, request }) => mergeRevision(current, redraft, request),
  withoutNames: ({ draft, person, keep }) => withoutNames(draft, person, keep),
  judgedMaterial: ({ plan, turns: said, probe }) => {
    const turns = probe === null ? said : applyProbe(probe, said);
    const open = [...gateAll({ plan, turns })].flatMap(([id, gate]) => (gate.open ? [id] : []));
    return { turns, readable: readableTurns(turns), open };
  },
  withoutLeaks: ({ judgements, material }) => withoutLeaks(judgements, material),
  resultsOf: ({ material, ...readings }) => resultsOf(material, readings),
  assembleAssessment: (input) => assembleAssessment(input, sha256),
  cleanMail: async ({ words, ...rule }) => (await mailWordsOf(rule)).clean(words),
  mailWordProblems: async ({ mail, ...rule }) => mailWordProblems(mail, await mailWordsOf(rule)),
};

type Input<Method extends (input: never, options: never) => unknown> = Parameters<Method>[0];

/** So does the one that sets a PDF, with its fonts. */
const recordPdf = async ({ record, name }: { record: InterviewRecordText; name: string }): Promise<Uint8Array> =>
  (await import('../record/record-pdf.ts')).recordPdf(record, name);

export const textTasks = {
  ...domainTasks,
  recordPdf,
  'offline.draft': (input: Input<Planner['draft']>) => planner.draft(input, options),
  'offline.revise': ({
    input,
    current,
    request,
  }: {
    input: Input<Planner['draft']>;
    current: Plan;
    request: RevisionRequest;
  }) => planner.revise(input, current, request, options),
  'offline.revisionRefusal': ({ current, request }: { current: Plan; request: RevisionRequest }) =>
    revisionRefusal(current, request),
  'offline.followUp': (input: Input<Interviewer['followUp']>) => interviewer.followUp(input, options),
  'offline.reword': (input: { question: string; taken: string[] }) => interviewer.reword(input, options),
  'offline.judge': (input: Input<Assessor['judge']>) => assessor.judge(input, options),
  'offline.answer': (input: Input<Assistant['answer']>) => assistant.answer(input, options),
};

export type AllTextTasks = typeof textTasks;
export type TextTaskName = keyof AllTextTasks;

/** The one place where a name meets its rule; the types of both ends are held by `TextWork`. */
export const performTask = async <Name extends TextTaskName>(
  name: Name,
  input: InputOf<AllTextTasks[Name]>,
): Promise<OutputOf<AllTextTasks[Name]>> =>
  (await (textTasks[name] as (value: typeof input) => unknown)(input)) as OutputOf<AllTextTasks[Name]>;
