// Drafts the plan of one version of a template; ends with a plan that waits for its decision, or with a code that says why
// there is none. People go on from the row: a retry is an attempt, and a workflow, of its own.
import { ActivityFailure, ApplicationFailure, setCurrentDetails } from '@temporalio/workflow';
import { draftTemplatePlan, failTemplatePlan, failureCode } from './activities.ts';
import type { TemplatePlanInput } from './contracts.ts';

type Ending = { failure: string | null };

const show = (name: string, words: string): void => setCurrentDetails(`Plan of template **${name}**.\n\n${words}`);

export async function templatePlan(input: TemplatePlanInput): Promise<Ending> {
  if (input.version !== 1) throw ApplicationFailure.nonRetryable('input.version', 'input.version');
  const { drafting } = input;
  const name = `${drafting.templateId}, version ${drafting.version}`;
  show(name, 'Works by itself: draftTemplatePlan. Nobody has to act.');
  try {
    await draftTemplatePlan(drafting);
    show(name, 'Drafted. The **recruiter** decides in the template, unless it approves its plans by itself.');
    return { failure: null };
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const code = failureCode(error);
    await failTemplatePlan({ ...drafting, code });
    show(name, `**Could not be drafted: ${code}**. The plan may be asked for again: plan/retry.`);
    return { failure: code };
  }
}
