// The part of the review page about an assessment that waits for a verdict.
import { verdicts, type Verdict } from '../../../domain/lifecycle/state.ts';
import type { OtherVersion } from '../../../domain/ports/room.ts';
import type { Turn } from '../../../domain/room/transcript.ts';
import { scaleText, type LevelTexts } from '../../../domain/scoring/report.ts';
import type { ShownAssessment } from '../../../usecases/interviews/read-interview.ts';
import { markup, type Markup } from '../../markup.ts';
import { overrideReasons } from './decision.ts';
import { faultOf, textField, typedIn, type Typed } from './typed.ts';

export const verdictNames: Record<Verdict, string> = {
  STRONG_HIRE: 'Strong hire',
  HIRE: 'Hire',
  MAYBE: 'Maybe',
  NO_HIRE: 'No hire',
};

type Said = { turns: readonly Turn[]; others: readonly OtherVersion[] };

type Competency = ShownAssessment['competencies'][number];

const quoteOf = ({ quote, turn }: Competency['evidence'][number], turns: readonly Turn[]): Markup[] => {
  const asked = turns.find((one) => one.turn === turn)?.question;
  if (quote === null) return [];
  return [
    markup`<figure>
${asked === undefined ? null : markup`<figcaption>${turn}. ${asked}</figcaption>`}
<blockquote>${quote}</blockquote>
</figure>`,
  ];
};

export const levels = ({ meetsLevel, forNextLevel }: LevelTexts): Markup[] =>
  [meetsLevel, forNextLevel].flatMap((text) => (text === null ? [] : [markup`<p>${text}</p>`]));

/** Rules mark what they heard; what the scale means is for those who judge. */
export const scale = ({ engine }: { engine: string | null }): Markup | null =>
  engine === 'offline' ? null : markup`<p>${scaleText}</p>`;

const competency = (one: Competency, turns: readonly Turn[]): Markup => {
  const { name, score, rationale, evidence } = one;
  const result = score === null ? 'not enough evidence' : `${score} of 5`;
  return markup`<h4>${name}: ${result}</h4>
${levels(one)}
<p>${rationale}</p>
${evidence.flatMap((span) => quoteOf(span, turns))}`;
};

const skipped = (turns: readonly Turn[]): Markup | null => {
  const count = turns.filter(({ followUpSkipped }) => followUpSkipped).length;
  return count === 0
    ? null
    : markup`<p>Follow-ups that were not asked for technical reasons: ${count}. They count for nobody; ask them yourself where they matter.</p>`;
};

/** It changes no score, and whoever decides is to look at it. */
const notes = ({ integrity = [] }: ShownAssessment): Markup | null =>
  integrity.length === 0
    ? null
    : markup`<h3>What to know of the conversation</h3>
<ul>${integrity.map(({ note, turns }) => markup`<li>${note}${turns.length === 0 ? null : ` See ${turns.join(', ')} in the conversation below.`}</li>`)}</ul>`;

const caution = ({ advisory }: ShownAssessment): string =>
  advisory ? ' The engine that made it is for trying things out: do not rely on it alone.' : '';

const result = (assessment: ShownAssessment, turns: readonly Turn[]): Markup => {
  const { overallScore, verdict, summary, competencies } = assessment;
  const total = overallScore === null ? 'none: too much evidence is missing' : `${overallScore} of 100`;
  return markup`<dl>
<dt>Total</dt><dd>${total}</dd>
<dt>Proposed verdict</dt><dd>${verdict === null ? 'none' : verdictNames[verdict]}</dd>
</dl>
<p>This is a proposal by an AI system. You decide.${caution(assessment)}</p>
<p>${summary}</p>
${skipped(turns)}
${notes(assessment)}
<h3>Scores and evidence</h3>
${scale(assessment)}
${competencies.map((one) => competency(one, turns))}`;
};

/** What was understood before a correction, and what was corrected too late to be assessed. */
const beside = ({ correctedAt, answer, late }: OtherVersion): Markup => {
  const before = correctedAt === null ? 'Understood at first, before the candidate corrected it' : 'Corrected before';
  const label = late ? 'Corrected by the candidate after the conversation, and not assessed' : before;
  return markup`<dd>${label}:${answer === null ? ' nothing.' : markup`<blockquote>${answer}</blockquote>`}</dd>`;
};

const skippedText = 'A follow-up was not asked here: the interviewer’s engine failed or took too long.';

/** Nobody is to take silence for an answer that was left out. */
const noAnswer = ({ hearing }: Turn): string => (hearing ? 'Spoken, and not turned into words.' : 'No answer.');

const exchange = (said: Turn, others: readonly OtherVersion[]): Markup => markup`<dt>${said.turn}. ${said.question}</dt>
${said.followUpSkipped ? markup`<dd><small>${skippedText}</small></dd>` : null}
<dd>${said.answer === null ? noAnswer(said) : markup`<blockquote>${said.answer}</blockquote>`}</dd>
${others.filter((other) => other.turn === said.turn).map(beside)}`;

const conversation = ({ turns, others }: Said): Markup | null =>
  turns.length === 0
    ? null
    : markup`<details><summary>The whole conversation</summary>
<dl>${turns.map((one) => exchange(one, others))}</dl>
</details>`;

const option = (value: string, label: string, chosen: string | undefined): Markup =>
  value === (chosen ?? '')
    ? markup`<option value="${value}" selected>${label}</option>`
    : markup`<option value="${value}">${label}</option>`;

/** Nothing is chosen beforehand: a person's verdict is not to lean on the proposed one. */
const verdictForm = ({ revision }: ShownAssessment, typed: Typed): Markup => {
  const { values, fault } = typedIn(typed, 'approveAssessment');
  const choices = verdicts.map((one) => option(one, verdictNames[one], values['verdict']));
  const reasons = Object.entries(overrideReasons).map(([code, label]) => option(code, label, values['reasonCode']));
  const verdictFault = faultOf({ values, fault }, 'verdict', 'verdict');
  const reasonFault = faultOf({ values, fault }, 'reasonCode', 'reason-code');
  return markup`<form method="post">
<input type="hidden" name="decision" value="approveAssessment">
<input type="hidden" name="revision" value="${revision}">
<label for="verdict">Verdict</label>
${verdictFault.words}
<select id="verdict" name="verdict" required${verdictFault.attributes}>${[option('', 'Please choose', values['verdict']), ...choices]}</select>
<label for="reason-code">Why it differs from the proposed one (needed only then)</label>
${reasonFault.words}
<select id="reason-code" name="reasonCode"${reasonFault.attributes}>${[option('', 'It does not differ', values['reasonCode']), ...reasons]}</select>
${textField({ form: 'approveAssessment', name: 'note', label: 'Note (optional)', required: false }, typed)}
<button type="submit">Give this verdict</button>
</form>`;
};

const rejectionForm = ({ revision }: ShownAssessment, typed: Typed): Markup => markup`<form method="post">
<input type="hidden" name="decision" value="rejectAssessment">
<input type="hidden" name="revision" value="${revision}">
<p>Rejecting says that this assessment must not be used at all. It ends the interview without a verdict.</p>
${textField({ form: 'rejectAssessment', name: 'reason', label: 'Reason (needed)', required: true }, typed)}
<button type="submit">Reject the assessment</button>
</form>`;

export const assessmentPart = (
  assessment: ShownAssessment,
  said: Said,
  typed: Typed,
): Markup => markup`<h2>Assessment, revision ${assessment.revision}</h2>
${result(assessment, said.turns)}
${conversation(said)}
<h2>Your verdict</h2>
${verdictForm(assessment, typed)}
${rejectionForm(assessment, typed)}`;
