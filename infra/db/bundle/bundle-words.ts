// The sealed parts of a run's audit bundle: what was asked for, said, written and decided, opened or withheld.
import {
  isWithheld,
  type BundleContents,
  type BundledEvidence,
  type BundledTurn,
  type Opened,
} from '../../../domain/bundle/contents.ts';
import { namesNobody } from '../../../domain/lifecycle/deciders.ts';
import type { TimelineEntry } from '../../../domain/audit/fact-acts.ts';
import type { Digest } from '../../../domain/ports/system.ts';
import { transcriptHash } from '../../../domain/scoring/transcript-hash.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { Hearing } from '../../../domain/room/hearing.ts';
import { sliceSpan, type Span, type Turn } from '../../../domain/room/transcript.ts';
import { nameOf, splitNames, type StoredResult } from '../assessments/assessment-rows.ts';
import { credential, type BundleOpener, type BundleReading } from './bundle-opener.ts';
import { isoOf, isoOrNull, plain, readSessions, rowsOf } from './bundle-records.ts';
import { readAppeal } from './bundle-reviews.ts';

type Plain = Record<string, unknown>;

const requestColumns = [
  'run_id',
  'interview_id',
  'tenant_id',
  'source',
  'candidate_ref',
  'external_id',
  'locale',
  'job',
  'policy',
  'template_id',
  'template_version',
  'completes_when',
  'requested_start_at',
  'created_at',
  'state',
  'outcome',
  'personal_sealed',
  'original_sealed',
];

export const readRequest = async ({ db, run, opener }: BundleReading): Promise<BundleContents['request.json']> => {
  const [row = {}] = await rowsOf<Plain>(db, run, {
    table: 'interviews',
    columns: requestColumns,
    orderBy: ['run_id'],
  });
  const { personal_sealed: sealed, original_sealed: original, ...rest } = row;
  const submissions = await rowsOf<{ id: string; submission_sealed: Buffer | null; created_at: Date }>(db, run, {
    table: 'info_submissions',
    columns: ['id', 'submission_sealed', 'created_at'],
    orderBy: ['created_at', 'id'],
  });
  return {
    ...plain(rest),
    runId: run.runId,
    personal: await opener.open(sealPlaces.personalRequest(run), sealed as Buffer | null),
    order: await readOrder({ db, run, opener }),
    original: await opener.open(sealPlaces.originalTexts(run), original as Buffer | null),
    submissions: await Promise.all(
      submissions.map(async ({ id, submission_sealed, created_at }) => ({
        id,
        at: isoOf(created_at),
        submission: await opener.open(sealPlaces.infoSubmission(run, id), submission_sealed),
      })),
    ),
  };
};

type OrderRow = Plain & { id: string; private_sealed: Buffer | null };

const opensSomething = /secret|token|password|credential/i;

/** What an ATS sent to be echoed is known by names that say so, at any depth. */
const withoutCredentials = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutCredentials);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, member]) => [name, opensSomething.test(name) ? credential : withoutCredentials(member)]),
  );
};

const readOrder = async ({ db, run, opener }: BundleReading): Promise<Plain | null> => {
  const columns = ['id', 'face', 'connection_id', 'vendor_keys', 'private_sealed', 'created_at'];
  const [row] = await rowsOf<OrderRow>(db, run, { table: 'orders', columns, orderBy: ['id'] });
  if (row === undefined) return null;
  const { private_sealed: sealed, ...order } = row;
  const opened = await opener.open(sealPlaces.orderSecret(run, row.id), sealed);
  return { ...plain(order), private: isWithheld(opened) ? opened : withoutCredentials(opened) };
};

type TurnRow = {
  turn: number;
  version: number;
  session_id: string;
  kind: string;
  question_id: string;
  question_sealed: Buffer | null;
  answer_sealed: Buffer | null;
  intent: string | null;
  hearing: Hearing | null;
  follow_up_skipped: boolean;
  asked_at: Date;
  answered_at: Date | null;
  corrected_at: Date | null;
  late: boolean;
};

const turnColumns = [
  'turn',
  'version',
  'session_id',
  'kind',
  'question_id',
  'question_sealed',
  'answer_sealed',
  'intent',
  'hearing',
  'follow_up_skipped',
  'asked_at',
  'answered_at',
  'corrected_at',
  'late',
];

const openTurn = async ({ run, opener }: BundleReading, row: TurnRow): Promise<BundledTurn> => ({
  turn: row.turn,
  version: row.version,
  sessionId: row.session_id,
  kind: row.kind,
  questionId: row.question_id,
  question: await opener.open(sealPlaces.question(run, row.turn, row.version), row.question_sealed),
  // Whether there was an answer is known without its words.
  answer:
    row.answered_at === null || (row.hearing !== null && row.hearing !== 'heard' && row.answer_sealed === null)
      ? null
      : await opener.open(sealPlaces.answer(run, row.turn, row.version), row.answer_sealed),
  intent: row.intent,
  followUpSkipped: row.follow_up_skipped,
  askedAt: isoOf(row.asked_at),
  answeredAt: isoOrNull(row.answered_at),
  correctedAt: isoOrNull(row.corrected_at),
  late: row.late,
});

export const readTranscriptFile = async (
  reading: BundleReading,
  digest: Digest,
): Promise<BundleContents['transcript.json']> => {
  const { db, run } = reading;
  const rows = await rowsOf<TurnRow>(db, run, { table: 'turns', columns: turnColumns, orderBy: ['turn', 'version'] });
  const turns = await Promise.all(rows.map((row) => openTurn(reading, row)));
  const counted = turns.filter(({ late }) => late !== true);
  const newest = counted.filter((turn, i) => counted[i + 1]?.turn !== turn.turn);
  const isWhole = newest.every((turn) => !isWithheld(turn.question) && !isWithheld(turn.answer));
  const hash = isWhole ? transcriptHash(newest as unknown as Turn[], digest) : null;
  return { hash, sessions: await readSessions(reading), turns };
};

type AssessmentRow = {
  revision: number;
  plan_revision: number;
  model: string | null;
  dictated: boolean;
  result: StoredResult;
  wording_sealed: Buffer | null;
  texts_sealed: Buffer | null;
  judgements_sealed: Buffer | null;
  created_at: Date;
};

/** Quotes are not stored anywhere: they are sliced from the answers, here as everywhere. */
const quoteOf = (span: Span, turns: readonly BundledTurn[], opener: BundleOpener): BundledEvidence => {
  const turn = turns.find((one) => one.turn === span.turn && one.version === span.version);
  const isReadable = typeof turn?.answer === 'string';
  return { ...span, quote: isReadable ? sliceSpan(turn.answer as string, span) : opener.withheld('personal') };
};

type Words = { competencies: StoredResult['competencies']; texts: Opened; judgements: Opened };

/** What repeats a dictated rubric goes with the person, whether an earlier version had sealed it so or not. */
const readWords = async ({ run, opener }: BundleReading, row: AssessmentRow): Promise<Words> => {
  const { revision, result, wording_sealed: sealed } = row;
  if (sealed === null && !(row.dictated && opener.isGone('personal')))
    return {
      competencies: result.competencies,
      texts: await opener.open(sealPlaces.assessmentTexts(run, revision), row.texts_sealed),
      judgements: await opener.open(sealPlaces.judgements(run, revision), row.judgements_sealed),
    };
  const wording = await opener.open(sealPlaces.assessmentWording(run, revision), sealed);
  const opened = isWithheld(wording) ? null : wording;
  const { names, ...texts } = opened?.texts ?? {};
  const competencies = splitNames(result).result.competencies.map((one) => ({ ...one, name: nameOf(one, names) }));
  return opened === null
    ? { competencies, texts: wording, judgements: wording }
    : { competencies, texts, judgements: opened.judgements };
};

const assessmentColumns = [
  'revision',
  'plan_revision',
  'model',
  'dictated',
  'result',
  'wording_sealed',
  'texts_sealed',
  'judgements_sealed',
  'created_at',
];

export const readAssessments = async (reading: BundleReading, turns: readonly BundledTurn[]): Promise<Plain[]> => {
  const { db, run, opener } = reading;
  const columns = assessmentColumns;
  const rows = await rowsOf<AssessmentRow>(db, run, { table: 'assessments', columns, orderBy: ['revision'] });
  return Promise.all(
    rows.map(async (row) => {
      const { competencies, ...words } = await readWords(reading, row);
      return {
        ...row.result,
        revision: row.revision,
        planRevision: row.plan_revision,
        model: row.model,
        createdAt: isoOf(row.created_at),
        competencies: competencies.map((result) => ({
          ...result,
          evidence: result.evidence.map((span) => quoteOf(span, turns, opener)),
        })),
        ...words,
      };
    }),
  );
};

type NoteRow = {
  id: string;
  command: string;
  note_sealed: Buffer | null;
  decided_by_sealed: Buffer | null;
  created_at: Date;
};

/** Notes that name the operator of an act at the command line; the audit log points at them. */
export const operatorsNotePrefix = 'operator:';

const isOperatorsNote = ({ command }: NoteRow): boolean => command.startsWith(operatorsNotePrefix);

const decisionTypes = ['planApproved', 'assessmentReady', 'assessmentApproved'];

/** What people did, and what the system decided in their place; names come from the sealed notes. */
export const readDecisions = async (
  { db, run, opener }: BundleReading,
  timeline: readonly TimelineEntry[],
): Promise<BundleContents['decisions.json']> => {
  const notes = await rowsOf<NoteRow>(db, run, {
    table: 'command_notes',
    columns: ['id', 'command', 'note_sealed', 'decided_by_sealed', 'created_at'],
    orderBy: ['created_at', 'id'],
  });
  const isDecision = ({ actor, type }: TimelineEntry): boolean =>
    actor.kind !== 'system' || decisionTypes.includes(type);
  const deciderOf = ({ id, decided_by_sealed: sealed }: NoteRow) => opener.open(sealPlaces.decidedBy(run, id), sealed);
  const items = timeline.filter(isDecision).map(async (entry) => {
    const note = notes.find(({ id }) => id === entry.detail['noteId']);
    const words = note && {
      decidedBy: await deciderOf(note),
      note: await opener.open(sealPlaces.note(run, note.id), note.note_sealed),
    };
    return { ...entry, ...words };
  });
  const acts = notes.filter(isOperatorsNote).map(async (note) => ({
    noteId: note.id,
    act: note.command.slice(operatorsNotePrefix.length),
    at: isoOf(note.created_at),
    doneBy: await deciderOf(note),
  }));
  const unnamed = timeline.filter(namesNobody).length;
  const appeal = await readAppeal({ db, run, opener });
  return { items: await Promise.all(items), unnamed, acts: await Promise.all(acts), appeal };
};

export const readChats = async ({ db, run, opener }: BundleReading): Promise<Plain[]> => {
  type Row = { id: string; conversation_id: string; exchange_sealed: Buffer | null; created_at: Date };
  const columns = ['id', 'conversation_id', 'exchange_sealed', 'created_at'];
  const rows = await rowsOf<Row>(db, run, { table: 'chats', columns, orderBy: ['created_at', 'id'] });
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      conversationId: row.conversation_id,
      at: isoOf(row.created_at),
      exchange: await opener.open(sealPlaces.chat(run, row.id), row.exchange_sealed),
    })),
  );
};
