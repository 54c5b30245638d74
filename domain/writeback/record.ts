// The record of an interview as sections of plain words, from which notes and files are made: nothing in it is markup.
import { openingKinds, withoutEvidence, type ReviewerEvidence } from '../review/evidence.ts';
import { roomLanguageOf, type RoomLanguage } from '../room/language.ts';
import type { DocumentCompetency, ResultDocument } from '../result-document/schema.ts';
import type { LateWords } from '../ports/calls.ts';
import type { Deviation } from '../voice/call-turns.ts';
import type { RecordPart } from './item.ts';
import type { RecordWords } from './words/record-words.ts';
import { recordWords } from './words/words-of.ts';

/** `said` is what somebody said or wrote; the rest are our own words and the plan's. */
export type RecordBlock = { kind: 'heading' | 'line' | 'said'; text: string };
export type RecordSection = { title: string; parts: readonly RecordPart[]; blocks: readonly RecordBlock[] };
export type InterviewRecordText = {
  title: string;
  language: RoomLanguage;
  head: readonly RecordBlock[];
  sections: readonly RecordSection[];
};

const line = (text: string): RecordBlock => ({ kind: 'line', text });
const heading = (text: string): RecordBlock => ({ kind: 'heading', text });
const said = (text: string): RecordBlock => ({ kind: 'said', text });
const labelled = (label: string, value: string | null): RecordBlock[] =>
  value === null ? [] : [line(`${label}: ${value}`)];

/** To the minute, for people; the document has it exactly. */
const timeText = (iso: string | null): string | null =>
  iso === null ? null : `${iso.slice(0, 16).replace('T', ' ')} UTC`;

export const wordsFor = ({ interview }: Pick<ResultDocument, 'interview'>): RecordWords =>
  recordWords[roomLanguageOf(interview.language)];

/** What became of it, in one sentence. */
export const statusText = ({ interview, decision }: ResultDocument, words: RecordWords): string => {
  if (interview.consentWithdrawn) return words.consentWithdrawn;
  if (interview.status === 'complete') return decision === null ? words.scored : words.complete;
  return interview.outcome === null ? interview.words : words.ends[interview.outcome];
};

const headOf = (document: ResultDocument, words: RecordWords): RecordBlock[] => {
  const { interview, times, assessment, links, coverage, talk } = document;
  const job = [interview.position, interview.level, interview.companyName].filter((one) => one !== null);
  return [
    line(statusText(document, words)),
    ...(assessment === null
      ? []
      : [line(words.byMachine([assessment.engine, assessment.model].filter((one) => one !== null).join(', ')))]),
    ...(assessment?.advisory === true ? [line(words.advisory)] : []),
    ...labelled(words.about.job, job.length === 0 ? null : job.join(', ')),
    ...labelled(words.about.started, timeText(times.started)),
    ...labelled(words.about.completed, timeText(times.completed)),
    ...labelled(words.about.run, interview.runId),
    ...labelled(words.about.page, links.result),
    ...(coverage === null ? [] : [line(words.coverage(coverage.questionsAnswered, coverage.questionsPlanned))]),
    ...(talk === null
      ? []
      : [line(words.talk(talk.candidateWords, talk.interviewerWords, Math.round(talk.candidateShare * 100)))]),
  ];
};

const decisionOf = ({ decision }: ResultDocument, words: RecordWords): RecordSection => {
  const title = words.sections.decision;
  if (decision === null) return { title, parts: [], blocks: [line(words.decision.undecided)] };
  const { accepted, verdict, overridden, reasonCodes, decidedBy, at } = decision;
  const given =
    verdict === null ? null : `${words.verdicts[verdict]}${overridden ? ` (${words.decision.overridden})` : ''}`;
  return {
    title,
    parts: ['decision'],
    blocks: [
      line(accepted ? words.decision.accepted : words.decision.rejected),
      ...labelled(words.verdict, given),
      ...labelled(words.decision.reasons, reasonCodes.length === 0 ? null : reasonCodes.join(', ')),
      ...labelled(words.decision.by, decidedBy ?? words.decision.unnamed),
      ...labelled(words.about.decided, timeText(at)),
    ],
  };
};

const scoreText = ({ score }: DocumentCompetency, words: RecordWords): string =>
  score === null ? words.notScored : words.of5(score);

const judged = (one: DocumentCompetency, words: RecordWords): RecordBlock[] => [
  heading(`${one.name}: ${scoreText(one, words)}`),
  line(
    [words.weight(one.weight), ...(one.required ? [words.required] : []), words.minimum(one.minimumScore)].join(', '),
  ),
  ...(one.rationale === null || one.rationale === '' ? [] : [line(`${words.reason}: ${one.rationale}`)]),
  ...one.evidence.map(({ turn, quote }) => said(`“${quote}” (${words.answer} ${turn})`)),
];

const scoresOf = ({ assessment, competencies, interview }: ResultDocument, words: RecordWords): RecordSection[] => {
  if (assessment === null) return [];
  const { score100, uncertainty, verdict, proposedVerdict, summary, strengths, concerns } = assessment;
  const band = uncertainty === null ? '' : ` ± ${uncertainty}`;
  const isEnglish = roomLanguageOf(interview.language) === 'en';
  return [
    {
      title: words.sections.scores,
      parts: ['scores', 'rationale'],
      blocks: [
        line(`${words.total}: ${score100 === null ? words.noTotal : `${score100} / 100${band}`}`),
        ...labelled(words.verdict, verdict && words.verdicts[verdict]),
        ...labelled(
          words.proposed,
          proposedVerdict === null || proposedVerdict === verdict ? null : words.verdicts[proposedVerdict],
        ),
        // Code writes it, in English.
        ...(isEnglish && summary !== '' ? [line(summary)] : []),
        ...(isEnglish ? [...strengths, ...concerns].map(line) : []),
        ...competencies.flatMap((one) => judged(one, words)),
      ],
    },
  ];
};

const questionsOf = ({ questions }: ResultDocument, words: RecordWords): RecordSection[] =>
  questions.length === 0
    ? []
    : [
        {
          title: words.sections.questions,
          parts: ['questions'],
          blocks: questions.map(({ text, competencies }, index) =>
            line(`${index + 1}. ${text}${competencies.length === 0 ? '' : ` [${competencies.join('; ')}]`}`),
          ),
        },
      ];

const turnBlocks = (turn: ResultDocument['transcript'][number], words: RecordWords): RecordBlock[] => {
  const asked = [heading(`${words.question(turn.turn)}, ${timeText(turn.askedAt) ?? ''}`), said(turn.question)];
  if (turn.answer !== null)
    return [
      ...asked,
      heading(turn.intent === null ? words.answer : `${words.noAnswer} (${turn.intent})`),
      said(turn.answer),
    ];
  if (turn.answeredAt === null) return asked;
  return [...asked, heading(turn.spoken ? words.unheard : words.noAnswer)];
};

const transcriptOf = ({ transcript }: ResultDocument, words: RecordWords): RecordSection[] =>
  transcript.length === 0
    ? []
    : [
        {
          title: words.sections.transcript,
          parts: ['transcript'],
          blocks: transcript.flatMap((turn) => turnBlocks(turn, words)),
        },
      ];

const rubricOf = ({ competencies }: ResultDocument, words: RecordWords): RecordSection[] =>
  competencies.length === 0
    ? []
    : [
        {
          title: words.sections.rubric,
          parts: ['rubric'],
          blocks: competencies.flatMap((one) => [
            heading(one.name),
            line(one.definition),
            ...Object.entries(one.anchors).map(([level, text]) => line(`${words.level(level)}: ${text}`)),
          ]),
        },
      ];

const notesOf = ({ notes }: ResultDocument, words: RecordWords): RecordSection[] =>
  notes.length === 0
    ? []
    : [
        {
          title: words.sections.notes,
          parts: [],
          blocks: notes.map(({ note, turns }) => line(`${note} (${turns.join(', ')})`)),
        },
      ];

/** Of one reviewer, by no name: who decided stands with the decision. */
const reviewedBy = (
  { ratings, traces }: ReviewerEvidence,
  number: number,
  { competencies }: ResultDocument,
  words: RecordWords,
): RecordBlock[] => {
  const { review } = words;
  const opened = traces.filter(({ kind }) => openingKinds.some((one) => one === kind));
  const seconds = opened.reduce((sum, one) => sum + one.seconds, 0);
  return [
    heading(review.reviewer(number)),
    ...ratings.map(({ competencyId, rating, blind }) => {
      const name = competencies.find(({ id }) => id === competencyId)?.name ?? competencyId;
      const own =
        rating === null ? review.passed : `${review.own} ${words.of5(rating)}${blind ? ` (${review.blind})` : ''}`;
      return line(`${name}: ${own}`);
    }),
    line(review.opened(opened.length, seconds)),
    ...(traces.some(({ kind }) => kind === withoutEvidence) ? [line(review.withoutEvidence)] : []),
  ];
};

const reviewOf = (
  document: ResultDocument,
  reviewers: readonly ReviewerEvidence[],
  words: RecordWords,
): RecordSection[] =>
  reviewers.length === 0
    ? []
    : [
        {
          title: words.review.title,
          parts: [],
          blocks: reviewers.flatMap((one, index) => reviewedBy(one, index + 1, document, words)),
        },
      ];

/** How a provider outside kept to the plan; a question that the plan of today lacks goes without its words. */
const deviationsOf = (
  document: ResultDocument,
  deviations: readonly Deviation[],
  words: RecordWords,
): RecordSection[] => {
  if (deviations.length === 0) return [];
  const textOf = (id: string): string | undefined => document.questions.find((one) => one.id === id)?.text;
  const blocks = deviations.map(({ code, questionId, turn }) => {
    const place = turn === null ? '' : ` (${words.answer} ${turn})`;
    return line(`${words.deviations.codes[code]}: ${textOf(questionId) ?? questionId}${place}`);
  });
  return [{ title: words.deviations.title, parts: [], blocks }];
};

/** What was said in a call and came too late to be a turn. */
const lateOf = (lateWords: LateWords, words: RecordWords): RecordSection[] => {
  if (lateWords.length === 0) return [];
  const { title, text, by } = words.lateWords;
  const blocks = lateWords.map((one) => said(`${by[one.by]}: ${one.text}`));
  return [{ title, parts: [], blocks: [line(text), ...blocks] }];
};

type Held = { deviations?: readonly Deviation[]; lateWords?: LateWords };

/** Everything an audit asks for, what a reader wants first at the top. */
export const recordOf = (
  document: ResultDocument,
  reviewers: readonly ReviewerEvidence[] = [],
  { deviations = [], lateWords = [] }: Held = {},
): InterviewRecordText => {
  const words = wordsFor(document);
  return {
    title: words.title,
    language: roomLanguageOf(document.interview.language),
    head: headOf(document, words),
    sections: [
      decisionOf(document, words),
      ...reviewOf(document, reviewers, words),
      ...scoresOf(document, words),
      ...notesOf(document, words),
      ...deviationsOf(document, deviations, words),
      ...questionsOf(document, words),
      ...transcriptOf(document, words),
      ...lateOf(lateWords, words),
      ...rubricOf(document, words),
    ],
  };
};

export const partsOf = ({ sections }: InterviewRecordText): RecordPart[] => sections.flatMap(({ parts }) => parts);
