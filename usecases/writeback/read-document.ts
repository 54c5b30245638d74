// The result document of a run, from what is stored: the interview, what was said, who decided, and where it can be looked at.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { AppealStore } from '../../domain/ports/appeals.ts';
import type { Conversation } from '../../domain/ports/room.ts';
import type { RunTexts } from '../../domain/ports/run-texts.ts';
import { buildResultDocument, documentResult } from '../../domain/result-document/build.ts';
import type { ResultDocument } from '../../domain/result-document/schema.ts';
import type { InterviewView, ReadInterview } from '../interviews/read-interview.ts';
import { decisionsOf } from '../review/decided.ts';

export type DocumentDeps = {
  readInterview: ReadInterview;
  /** Null when there is no such run; throws `personal_data.erased`, `consent.withdrawn`. */
  readConversation(run: RunRef): Promise<Conversation | null>;
  texts: Pick<RunTexts, 'readDeciders'>;
  appeals: Pick<AppealStore, 'readDecidedBy'>;
  /** The public page of a complete result, and that of its recordings. */
  links(run: RunRef): Promise<ResultDocument['links']>;
};

/** With what says whether it is another one than before: it grows with each change of the run. */
export type ReadDocument = {
  document: ResultDocument;
  revision: number;
  /** There was something to tell before, whatever became of it. */
  wasAssessed: boolean;
};

const noLinks = { result: null, recording: null };

const isWithdrawal = (error: unknown): boolean => error instanceof AppError && error.code === 'consent.withdrawn';

const partsOf = async (deps: DocumentDeps, run: RunRef, view: InterviewView) => {
  const { timeline, order, plan, assessment } = view;
  const frame = { interview: view, order, plan, assessment };
  const nothingSaid = { ...frame, turns: [], decisions: [], appealDecidedBy: null, links: noLinks };
  if (view.consentWithdrawnAt !== null) return nothingSaid;
  const isComplete = documentResult(frame).status === 'complete';
  const [conversation, decisions, appealDecidedBy, links] = await Promise.all([
    deps.readConversation(run),
    decisionsOf(deps.texts, run, timeline),
    view.appeal === null ? null : deps.appeals.readDecidedBy(run),
    isComplete ? deps.links(run) : noLinks,
  ]);
  return { ...frame, turns: conversation?.turns ?? [], decisions, appealDecidedBy, links };
};

/** Throws `interview.not_found`, `personal_data.erased`. */
export const createReadDocument = (deps: DocumentDeps) => {
  const read = async (run: RunRef): Promise<ReadDocument> => {
    const view = await deps.readInterview(run);
    if (view.gone) throw new AppError('personal_data.erased');
    try {
      return {
        document: buildResultDocument(await partsOf(deps, run, view)),
        revision: view.machine.seq + view.version,
        wasAssessed: view.machine.assessmentRevision > 0,
      };
    } catch (error) {
      // Withdrawn between the two reads: the next one sees it.
      if (isWithdrawal(error) && view.consentWithdrawnAt === null) return await read(run);
      throw error;
    }
  };
  return read;
};
export type ReadResultDocument = ReturnType<typeof createReadDocument>;
