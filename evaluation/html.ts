// The report as a page for people: what was expected, what was found, and drawings of it. Made from report.json alone.
import type { BandAgreement } from '../domain/evaluation/agreement.ts';
import type { Share } from '../domain/evaluation/intervals.ts';
import type { Report } from './report.ts';
import { barSvg, confusionSvg, deltaSvg, escapeHtml } from './svg.ts';

const number = (value: number | null, digits = 2): string => (value === null ? '–' : value.toFixed(digits));
const percent = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);
const share = ({ hits, count, share: value, interval }: Share): string =>
  count === 0
    ? 'none looked at'
    : `${hits} of ${count} (${percent(value)}, 95 %: ${percent(interval?.low ?? null)} to ${percent(interval?.high ?? null)})`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((one) => `<th>${escapeHtml(one)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((one) => `<td>${escapeHtml(one)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

const section = (title: string, ...parts: string[]): string =>
  `<section><h2>${escapeHtml(title)}</h2>${parts.join('')}</section>`;
const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

const verdictOf = (met: boolean | null): string => {
  if (met === null) return 'not measured';
  return met ? 'met' : 'NOT MET';
};

const expectations = ({ expectations: all }: Report): string =>
  section(
    'What was expected',
    table(
      ['', 'measure', 'expected', 'found'],
      all.map(({ name, bar, value, met }) => [verdictOf(met), name, bar, number(value)]),
    ),
  );

const bandRows = (bands: readonly BandAgreement[]): string[][] =>
  bands.map(({ band, count, exact, adjacent, bias }) => [
    String(band),
    String(count),
    percent(exact),
    percent(adjacent),
    number(bias),
  ]);
const bandHead = ['level', 'answers', 'exact', 'at most one off', 'lean'];

const agreement = ({ measures: { agreement: found, abstention, ladder } }: Report): string =>
  section(
    'Agreement with the written level',
    paragraph(
      `QWK ${number(found.whole.qwk)}, exact ${percent(found.whole.exact)}, at most one level off ${percent(found.whole.adjacent)}, lean ${number(found.whole.bias)}, over ${found.whole.count} answers. Per hundred words more the score errs by ${number(found.lengthSlope)} levels.`,
    ),
    confusionSvg(found.confusion),
    table(bandHead, bandRows(found.byBand)),
    table(
      ['occupation', 'answers', 'QWK', 'exact', 'at most one off'],
      found.byOccupation.map(({ name, count, qwk, exact, adjacent }) => [
        name,
        String(count),
        number(qwk),
        percent(exact),
        percent(adjacent),
      ]),
    ),
    paragraph(`Scoreable answers left without a score: ${share(found.unscored)}.`),
    paragraph(
      `Not scored: recall ${percent(abstention.all.recall)} and precision ${percent(abstention.all.precision)} of all unscoreable answers; recall ${percent(abstention.certain.recall)} of silence, noise and other languages.`,
    ),
    paragraph(`Ladder steps in the right order: ${share(ladder)}; tied ${ladder.tied}, reversed ${ladder.reversed}.`),
    barSvg(
      found.traps.map(({ trap, share: value, hits, count }) => ({
        name: trap.replaceAll('_', ' '),
        share: value,
        note: `${hits} of ${count}`,
      })),
      'Traps reached',
    ),
  );

const steadiness = ({ measures: { retest, readings, quality } }: Report): string =>
  section(
    'Steadiness',
    paragraph(
      retest.repeats < 2
        ? 'Every interview was assessed once; --repeat says how steady scores are.'
        : `Assessed ${retest.repeats} times: identical ${percent(retest.identical)}, mean difference ${number(retest.meanDifference)}, ICC ${number(retest.icc)}, alpha ${number(retest.alpha)}, sometimes without a score ${retest.flips} of ${retest.competencies}.`,
    ),
    paragraph(
      `Readings of one answer: agree ${percent(readings.agreed)}, mean spread ${number(readings.meanSpread)}, three levels apart ${percent(readings.farApart)}, alpha ${number(readings.alpha)}, ICC of one ${number(readings.iccSingle)} and of all ${number(readings.iccAverage)}. Third readings: ${readings.third.read}, of which ${readings.third.afterAgreement} after agreement; ${readings.third.changed} changed the score.`,
    ),
    paragraph(
      `Lowered for lack of evidence: ${share(quality.held)}. Explanations withheld: ${share(quality.withheld)}. Quotes that stand in no answer: ${share(quality.quotesLost)}.`,
    ),
  );

const fairness = ({ measures: { twins, injection, protectedMatters } }: Report): string =>
  section(
    'What must not move a score',
    deltaSvg(
      twins.map(({ kind, mean, interval, count, appeared, vanished }) => ({
        name: kind.replaceAll('_', ' '),
        mean,
        interval,
        note: `${number(mean)} over ${count}; came ${appeared}, went ${vanished}`,
      })),
      'Differences between twins',
    ),
    deltaSvg(
      injection.map(({ readers, mean, interval, lifted }) => ({
        name: `injected, readers ${readers}`.slice(0, 40),
        mean,
        interval,
        note: `lifted ${lifted.hits} of ${lifted.count}`,
      })),
      'Lift by injected instructions',
    ),
    paragraph(`Lawful texts flagged as protected matters: ${share(protectedMatters)}.`),
  );

const cost = ({ measures: { calls, chat }, drafts }: Report): string =>
  section(
    'Calls',
    table(
      ['job', 'usable', 'other', 'tokens in', 'of them cached', 'tokens out', 'cost', 'median', '95 % within'],
      calls.map(({ job, usable, codes, inputTokens, cachedTokens, outputTokens, costMicros, durationMs }) => [
        job,
        `${usable.hits} of ${usable.count}`,
        Object.entries(codes)
          .map(([code, count]) => `${code} ${count}`)
          .join(', '),
        String(inputTokens),
        String(cachedTokens),
        String(outputTokens),
        (costMicros / 1_000_000).toFixed(4),
        `${durationMs.median} ms`,
        `${durationMs.p95} ms`,
      ]),
    ),
    paragraph(
      `Plans drafted: ${drafts.filter(({ problems }) => problems !== null).length} of ${drafts.length}; refused by the plan check: ${drafts.filter(({ problems }) => (problems?.length ?? 0) > 0).length}.`,
    ),
    paragraph(
      `Questions about transcripts: answered where there is an answer ${share(chat.answered)}, where there is none ${share(chat.madeUp)}.`,
    ),
  );

const imported = ({ imported: found }: Report): string =>
  found === null
    ? ''
    : section(
        'Your own interviews',
        paragraph(`${found.answers} answers, ${found.people} people; ${found.scored} scored by the model.`),
        table(
          ['', 'QWK', 'exact', 'at most one off', 'alpha', 'ICC'],
          [
            ['people with each other', found.humanHuman] as const,
            ['the model with people', found.humanModel] as const,
          ].map(([name, one]) => [
            name,
            number(one.qwk),
            percent(one.exact),
            percent(one.adjacent),
            number(one.alpha),
            number(one.icc.single),
          ]),
        ),
        table(bandHead, bandRows(found.byBand)),
      );

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 1rem}td,th{border-bottom:1px solid #d5d9de;padding:.2rem .7rem .2rem 0;text-align:left}
svg{display:block;margin:.5rem 0 1rem;max-width:100%;height:auto}svg text{font:12px system-ui,sans-serif;fill:#1b1f24}
.right{fill:#1d5bb8}.off{fill:#b3541e}.track{fill:#e6e9ed}svg line{stroke:#1b1f24;stroke-width:2}svg line.axis{stroke:#9aa3ad;stroke-width:1}circle{fill:#1d5bb8}
code{overflow-wrap:anywhere}`;

export const reportHtml = (report: Report): string => {
  const { subject, set, madeAt, hash } = report;
  const head = [
    ['engine', subject.engine],
    ['model', subject.model ?? 'none'],
    ['served as', subject.served.join(', ') || 'not said'],
    ['prompt', subject.promptHash],
    ['rules', subject.rulesHash],
    ['readings', `${subject.firstReadings} first, ${subject.readings} at most`],
    ['set', `${set.choice} ${set.version} (${set.hash})`],
    [
      'interviews',
      `${report.measures.counts.interviews}, assessed ${report.measures.counts.assessments} times; failed ${report.measures.counts.failed.hits}`,
    ],
    ['made', madeAt],
    ['report', hash],
  ].map(([name = '', value = '']) => [name, value]);
  const body = [expectations, agreement, steadiness, fairness, cost, imported].map((part) => part(report)).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Evaluation of ${escapeHtml(subject.model ?? subject.engine)}</title>
<style>${style}</style></head><body><h1>Evaluation of ${escapeHtml(subject.model ?? subject.engine)}</h1>
${table(['', ''], head)}
<p>Scores are proposals; people decide. What the figures mean and what they do not: docs/scoring.md.</p>
${body}
</body></html>
`;
};
