// The public page of one result: for whoever the ATS shows the link to. It asks for nothing, and prints on a sheet or two.
import type { Verdict } from '../../../domain/lifecycle/state.ts';
import type { Report, ReportCompetency, Result } from '../../../domain/orders/result.ts';
import { scaleText, type LevelTexts } from '../../../domain/scoring/report.ts';
import type { ResultView } from '../../../usecases/orders/result-links.ts';
import { markup, page, type Markup } from '../../markup.ts';
import { peopleFace, type PageWords } from '../../people-face.ts';
import { timeText } from '../../time-text.ts';

const verdictNames: Record<Verdict, string> = {
  STRONG_HIRE: 'Strong hire',
  HIRE: 'Hire',
  MAYBE: 'Maybe',
  NO_HIRE: 'No hire',
};

const levels = ({ meetsLevel, forNextLevel }: LevelTexts): Markup[] =>
  [meetsLevel, forNextLevel].flatMap((text) => (text === null ? [] : [markup`<p>${text}</p>`]));

/** Rules mark what they heard; what the scale means is for those who judge. */
const scale = ({ engine }: { engine: string | null }): Markup | null =>
  engine === 'offline' ? null : markup`<p>${scaleText}</p>`;

const scoreOf = ({ score }: ReportCompetency): string => (score === null ? 'not enough evidence' : `${score} of 5`);

const totals = ({ score, verdict, completedAt, decidedAt }: Result): Markup => markup`<dl>
<dt>Total</dt><dd>${score === null ? 'none: too much evidence is missing' : `${score} of 100`}</dd>
<dt>Verdict</dt><dd>${verdict === null ? 'none' : verdictNames[verdict]}</dd>
${completedAt === null ? null : markup`<dt>Interview held</dt><dd>${timeText(completedAt)}</dd>`}
${decidedAt === null ? null : markup`<dt>Decided by a person</dt><dd>${timeText(decidedAt)}</dd>`}
</dl>`;

/** An interview by AI is to be read with its limits beside it, on paper too. */
const cautions = ({ advisory, decidedAt, engine }: Result): Markup => {
  const proposal = decidedAt === null ? ' No person has decided on it yet: it is a proposal.' : '';
  const trying =
    advisory && engine === 'offline' ? ' The engine that scored it is for trying things out: do not rely on it.' : '';
  return markup`<p>The interview was held and scored by an AI system against a rubric that was fixed before it.${proposal}${trying}</p>`;
};

const quotes = ({ evidence }: ReportCompetency): Markup[] =>
  evidence.flatMap(({ quote }) => (quote === null ? [] : [markup`<blockquote>${quote}</blockquote>`]));

const withQuotes = (one: ReportCompetency): Markup => markup`<h3>${one.name}: ${scoreOf(one)}</h3>
${levels(one)}
<p>${one.rationale}</p>
${quotes(one)}`;

const row = (one: ReportCompetency): Markup =>
  markup`<tr><td>${one.name}</td><td>${scoreOf(one)}</td><td>${one.weight} %</td></tr>`;

const scores = ({ competencies }: Report): Markup => markup`<table>
<thead><tr><th scope="col">Competency</th><th scope="col">Score</th><th scope="col">Weight</th></tr></thead>
<tbody>${competencies.map(row)}</tbody>
</table>`;

const reportPart = (report: Report, { detail, result }: ResultView): Markup => markup`<h2>Summary</h2>
<p>${report.summary === '' ? 'There is none.' : report.summary}</p>
<h2>Scores</h2>
${scale(result)}
${scores(report)}
${detail === 'quotes' ? markup`<h2>Evidence</h2>${report.competencies.map(withQuotes)}` : null}`;

export const resultPage = (view: ResultView): string => {
  const { job, result, report, expiresAt } = view;
  return page(
    'Result of an interview',
    markup`<dl>
<dt>Position</dt><dd>${job.position ?? 'not given'}</dd>
<dt>Level</dt><dd>${job.level ?? 'not given'}</dd>
${job.companyName === null ? null : markup`<dt>Company</dt><dd>${job.companyName}</dd>`}
</dl>
${result.status === 'complete' ? [totals(result), cautions(result)] : markup`<p>There is no result: ${result.words}.</p>`}
${report === null ? null : reportPart(report, view)}
<p><small>Whoever has this link can read this page until ${timeText(expiresAt)}. Who the candidate is stands in the system that ordered the interview.</small></p>`,
  );
};

const words: PageWords = {
  'result.link_invalid': 'This link is not valid. Please open it exactly as it stands in the system that shows it.',
  'result.link_ended': 'This link has ended. The system that ordered the interview can show a new one.',
  'personal_data.erased': 'The data of this interview has been erased.',
};

export const resultFace = peopleFace('/result', words);
