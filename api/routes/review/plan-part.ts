// The part of the review page about a plan that waits for a decision: all that an approval locks.
import { anchorLevels, type PlanWarning } from '../../../domain/plan/plan.ts';
import type { ShownPlan } from '../../../domain/plan/shown-plan.ts';
import { markup, type Markup } from '../../markup.ts';
import { scale } from './assessment-part.ts';
import { textField, type Typed } from './typed.ts';

type Competency = ShownPlan['competencies'][number];
type Question = ShownPlan['questions'][number];

const nameOf = ({ competencies }: ShownPlan, id: string): string =>
  competencies.find((competency) => competency.id === id)?.name ?? id;

const list = (texts: readonly string[]): Markup => markup`<ul>${texts.map((text) => markup`<li>${text}</li>`)}</ul>`;

const requirement = ({ required, minimumScore = 3 }: Competency): string =>
  required ? `, required: a score below ${minimumScore} keeps the proposed verdict down` : '';

const competency = (one: Competency): Markup => {
  const { name, definition, weight, anchors, minimumEvidence, notScoreable } = one;
  const rows = anchorLevels.map((level) => markup`<tr><th scope="row">${level}</th><td>${anchors[level]}</td></tr>`);
  const spans = minimumEvidence === 1 ? '1 piece' : `${minimumEvidence} pieces`;
  return markup`<h4>${name}</h4>
<p>Weight ${weight} of 100${requirement(one)}. ${definition}</p>
<details open><summary>What each score means</summary>
<table><tbody>${rows}</tbody></table>
<p>A 4 or 5 needs ${spans} of evidence.${notScoreable.length === 0 ? '' : ` Never counts: ${notScoreable.join(', ')}.`}</p>
</details>`;
};

const minutes = (seconds: number): string => `${Math.round(seconds / 6) / 10} min`;

const question = (plan: ShownPlan, { text, competencyIds, probes, timeBudgetSeconds }: Question): Markup => {
  const names = competencyIds.map((id) => nameOf(plan, id)).join(', ');
  const followUps = probes.length === 0 ? null : markup`<br>Follow-ups that may be asked:${list(probes)}`;
  return markup`<li>${text}<br><small>About: ${names}. Time: ${minutes(timeBudgetSeconds)}.${followUps}</small></li>`;
};

const gaps = ({ uncovered }: ShownPlan): Markup | null =>
  uncovered.length === 0
    ? null
    : markup`<h3>Not covered</h3>
<p>The request asks for this, and the plan neither judges it nor asks about it:</p>
${list(uncovered)}`;

const noticeWords: Record<PlanWarning['code'], string> = {
  doubtful: 'May be about a protected matter. Approve it only where it is about the work',
  anchors: 'This anchor needs other words',
  left_out: 'Left out, because it may not be asked',
  replaced: 'Replaced, because it may not be asked or judged. Have it worded anew where the plan needs it',
  too_long: 'The interview takes longer than wanted',
  too_short: 'The interview is shorter than wanted',
};

/** As the page counts and names it: ids stand nowhere on it. */
const placeOf = (plan: ShownPlan, part: string): string => {
  const [id = '', field = '', index = ''] = part.split('.');
  const at = plan.questions.findIndex((one) => one.id === id);
  if (at >= 0) return `question ${at + 1}${field === 'probes' ? ', a follow-up' : ''}`;
  const { name } = plan.competencies.find((one) => one.id === id) ?? {};
  if (name !== undefined) return field === 'anchors' ? `score ${index} of “${name}”` : `“${name}”`;
  return id === part ? `the ${part}` : 'a question that is gone';
};

const notices = (plan: ShownPlan): Markup | null => {
  const texts = plan.warnings.map(
    ({ code, part, phrase, rule }) => `${noticeWords[code]}: “${phrase}” (${placeOf(plan, part)}; ${rule}).`,
  );
  return texts.length === 0
    ? null
    : markup`<h3>Please look at this</h3>
${list(texts)}`;
};

const bounds = ({ thresholds: { strongHire, hire, maybe } }: ShownPlan): Markup =>
  markup`<p>Of 100 points, ${strongHire} or more are proposed as a strong hire, ${hire} as a hire, ${maybe} as a maybe.</p>`;

const forms = ({ revision }: ShownPlan, typed: Typed): Markup => markup`<h2>Your decision</h2>
<form method="post">
<input type="hidden" name="decision" value="approvePlan">
<input type="hidden" name="revision" value="${revision}">
<p>Approving locks all of this and makes the candidate’s link.</p>
<button type="submit">Approve the plan</button>
</form>
<form method="post">
<input type="hidden" name="decision" value="rejectPlan">
<input type="hidden" name="revision" value="${revision}">
<p>Rejecting ends the interview. To have the plan changed instead, use the system that ordered it.</p>
${textField({ form: 'rejectPlan', name: 'reason', label: 'Reason (needed)', required: true }, typed)}
<button type="submit">Reject the plan</button>
</form>`;

export const planPart = (plan: ShownPlan, typed: Typed): Markup => {
  return markup`<h2>Interview plan, revision ${plan.revision}</h2>
${notices(plan)}
${gaps(plan)}
<h3>What is assessed</h3>
${scale(plan)}
${plan.competencies.map(competency)}
${bounds(plan)}
<h3>Questions, ${plan.minutes} min without follow-ups</h3>
<p>First the candidate is told: ${plan.greeting}</p>
<ol>${plan.questions.map((one) => question(plan, one))}</ol>
<p>In the end: ${plan.closing}</p>
${forms(plan, typed)}`;
};
