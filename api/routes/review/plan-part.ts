// The part of the review page about a plan that waits for a decision.
import type { Plan } from '../../../domain/plan/plan.ts';
import { markup, type Markup } from '../../markup.ts';

const nameOf = ({ competencies }: Plan, id: string): string =>
  competencies.find((competency) => competency.id === id)?.name ?? id;

const competency = ({ name, definition, required }: Plan['competencies'][number]): Markup =>
  markup`<dt>${name}${required ? ' (required)' : ''}</dt><dd>${definition}</dd>`;

const question = (plan: Plan, { text, competencyIds }: Plan['questions'][number]): Markup => {
  const names = competencyIds.map((id) => nameOf(plan, id)).join(', ');
  return markup`<li>${text}<br><small>About: ${names}</small></li>`;
};

const forms = ({ revision }: Plan): Markup => markup`<h2>Your decision</h2>
<form method="post">
<input type="hidden" name="decision" value="approvePlan">
<input type="hidden" name="revision" value="${revision}">
<p>Approving locks these questions and invites the candidate.</p>
<button type="submit">Approve the plan</button>
</form>
<form method="post">
<input type="hidden" name="decision" value="rejectPlan">
<input type="hidden" name="revision" value="${revision}">
<p>Rejecting ends the interview. To have the plan changed instead, use the system that ordered it.</p>
<label for="plan-reason">Reason (needed)</label>
<textarea id="plan-reason" name="reason" rows="3" maxlength="5000" required></textarea>
<button type="submit">Reject the plan</button>
</form>`;

export const planPart = (plan: Plan): Markup => markup`<h2>Interview plan, revision ${plan.revision}</h2>
<h3>What is assessed</h3>
<dl>${plan.competencies.map(competency)}</dl>
<h3>Questions</h3>
<ol>${plan.questions.map((one) => question(plan, one))}</ol>
${forms(plan)}`;
