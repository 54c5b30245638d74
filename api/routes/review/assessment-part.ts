// The part of the review page about an assessment that waits for a verdict.
import { verdicts, type Verdict } from '../../../domain/lifecycle/state.ts';
import type { ShownAssessment } from '../../../usecases/interviews/read-interview.ts';
import { markup, type Markup } from '../../markup.ts';
import { overrideReasons } from './decision.ts';

const verdictNames: Record<Verdict, string> = {
  STRONG_HIRE: 'Strong hire',
  HIRE: 'Hire',
  MAYBE: 'Maybe',
  NO_HIRE: 'No hire',
};

type Competency = ShownAssessment['competencies'][number];

const quoteOf = ({ quote }: Competency['evidence'][number]): Markup[] =>
  quote === null ? [] : [markup`<blockquote>${quote}</blockquote>`];

const competency = ({ name, score, rationale, evidence }: Competency): Markup => {
  const result = score === null ? 'not enough evidence' : `${score} of 5`;
  return markup`<h4>${name}: ${result}</h4>
<p>${rationale}</p>
${evidence.flatMap(quoteOf)}`;
};

const caution = ({ advisory }: ShownAssessment): string =>
  advisory ? ' The engine that made it is for trying things out: do not rely on it alone.' : '';

const result = (assessment: ShownAssessment): Markup => {
  const { overallScore, verdict, summary, competencies } = assessment;
  const total = overallScore === null ? 'none: too much evidence is missing' : `${overallScore} of 100`;
  return markup`<dl>
<dt>Total</dt><dd>${total}</dd>
<dt>Proposed verdict</dt><dd>${verdict === null ? 'none' : verdictNames[verdict]}</dd>
</dl>
<p>This is a proposal by an AI system. You decide.${caution(assessment)}</p>
<p>${summary}</p>
<h3>Scores and evidence</h3>
${competencies.map(competency)}`;
};

const option = (value: string, label: string, chosen: string | null): Markup =>
  value === chosen
    ? markup`<option value="${value}" selected>${label}</option>`
    : markup`<option value="${value}">${label}</option>`;

const verdictForm = ({ revision, verdict }: ShownAssessment): Markup => {
  const unchosen = verdict === null ? [option('', 'Please choose', null)] : [];
  const choices = verdicts.map((one) => option(one, verdictNames[one], verdict));
  const reasons = Object.entries(overrideReasons).map(([code, label]) => option(code, label, null));
  return markup`<form method="post">
<input type="hidden" name="decision" value="approveAssessment">
<input type="hidden" name="revision" value="${revision}">
<label for="verdict">Verdict</label>
<select id="verdict" name="verdict" required>${[...unchosen, ...choices]}</select>
<label for="reason-code">Why it differs from the proposed one (needed only then)</label>
<select id="reason-code" name="reasonCode">${[option('', 'It does not differ', null), ...reasons]}</select>
<label for="note">Note (optional)</label>
<textarea id="note" name="note" rows="3" maxlength="5000"></textarea>
<button type="submit">Give this verdict</button>
</form>`;
};

const rejectionForm = ({ revision }: ShownAssessment): Markup => markup`<form method="post">
<input type="hidden" name="decision" value="rejectAssessment">
<input type="hidden" name="revision" value="${revision}">
<p>Rejecting says that this assessment must not be used at all. It ends the interview without a verdict.</p>
<label for="assessment-reason">Reason (needed)</label>
<textarea id="assessment-reason" name="reason" rows="3" maxlength="5000" required></textarea>
<button type="submit">Reject the assessment</button>
</form>`;

export const assessmentPart = (
  assessment: ShownAssessment,
): Markup => markup`<h2>Assessment, revision ${assessment.revision}</h2>
${result(assessment)}
<h2>Your verdict</h2>
${verdictForm(assessment)}
${rejectionForm(assessment)}`;
