// The part of the review page about what was decided already: who, when and what.
import { verdicts, type Verdict } from '../../../domain/lifecycle/state.ts';
import type { Appeal } from '../../../domain/ports/own.ts';
import type { ShownDecision } from '../../../usecases/review/decided.ts';
import { markup, type Markup } from '../../markup.ts';
import { verdictNames } from './assessment-part.ts';

export const timeText = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Where nobody was named. */
const unnamed: Record<ShownDecision['actor'], string> = {
  recruiter: 'by a recruiter',
  integrator: 'by the system that ordered the interview, which names nobody',
  operator: 'by an operator',
  candidate: 'by the candidate',
  system: 'automatically, as your organisation has set it',
};

const isVerdict = (value: unknown): value is Verdict => (verdicts as readonly unknown[]).includes(value);

const whatOf = ({ type, detail }: ShownDecision): string => {
  const { revision, verdict, overridden } = detail;
  const about = typeof revision === 'number' ? ` (revision ${revision})` : '';
  if (type === 'planApproved') return `The plan${about} was approved`;
  if (type === 'planRejected') return `The plan${about} was rejected`;
  if (type === 'planRevisionRequested') return `Changes to the plan${about} were asked for`;
  if (type === 'assessmentRejected') return `The assessment${about} was rejected`;
  const given = isVerdict(verdict) ? `The verdict “${verdictNames[verdict]}” was given` : 'A verdict was given';
  return overridden === true ? `${given}, which is not the proposed one` : given;
};

const entry = (decision: ShownDecision): Markup => {
  const by = decision.by === null ? unnamed[decision.actor] : `by ${decision.by}`;
  return markup`<li>${timeText(decision.at)}: ${whatOf(decision)}, ${by}.</li>`;
};

export const decided = (decisions: readonly ShownDecision[]): Markup | null =>
  decisions.length === 0
    ? null
    : markup`<h2>What was decided</h2>
<ol>${decisions.map(entry)}</ol>`;

/** The candidate's own words, beside the decision that they are about. */
export const appealed = (appeal: Appeal | null): Markup | null =>
  appeal === null
    ? null
    : markup`<h2>The candidate asks for a review</h2>
<p>${timeText(appeal.requestedAt)}: the candidate asks a person to look at the decision again.</p>
<blockquote>${appeal.text}</blockquote>`;
