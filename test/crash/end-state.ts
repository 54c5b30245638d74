// Everything an interview leaves behind, without ids and times, so that a disturbed run can be held against an undisturbed one.
import type { Knex } from 'knex';

type Row = Record<string, unknown>;

/** Ids and times differ between any two runs. */
const ownToEveryRun = ['noteId', 'sessionId', 'submissionId', 'linkExpiresAt', 'scheduledAt'];

const withoutIds = ({ detail, ...row }: Row): Row => ({
  ...row,
  detail: Object.fromEntries(Object.entries(detail as Row).filter(([key]) => !ownToEveryRun.includes(key))),
});

const rows = (query: Knex.QueryBuilder): Promise<Row[]> => query as unknown as Promise<Row[]>;

export type EndState = Awaited<ReturnType<typeof readEndState>>;

export const readEndState = async (db: Knex, runId: string) => {
  const of = (table: string, ...columns: string[]): Knex.QueryBuilder =>
    db(table).select(columns).where({ run_id: runId });
  const timeline = await rows(
    of('transitions', 'seq', 'type', 'from_state', 'to_state', 'actor_kind', 'detail').orderBy('seq'),
  );
  return {
    row: (
      await rows(
        of(
          'interviews',
          'state',
          'outcome',
          'attention_code',
          'seq',
          'verdict',
          'overall_score',
          'plan_revision',
          'assessment_revision',
          'form_id',
        ),
      )
    )[0],
    timeline: timeline.map(withoutIds),
    events: await rows(of('events', 'seq', 'type', 'state', 'outcome').orderBy(['seq', 'type'])),
    plans: await rows(of('plans', 'revision', 'form_id', 'rubric_hash').orderBy('revision')),
    assessments: await rows(
      of('assessments', 'revision', 'overall_score', 'verdict', 'transcript_hash').orderBy('revision'),
    ),
    sessions: await rows(of('sessions', 'attempt', 'mode', 'provider', 'end_reason').orderBy('attempt')),
    turns: await rows(
      of(
        'turns',
        'turn',
        'version',
        'kind',
        'question_id',
        'client_turn_id',
        'hearing',
        'intent',
        'follow_up_skipped',
      ).orderBy(['turn', 'version']),
    ),
    recordings: await rows(
      of('recordings', 'turn', 'take', 'state', 'media_type', 'bytes', 'sha256', 'duration_ms').orderBy('turn'),
    ),
    pieces: await rows(of('recording_pieces', 'turn', 'take', 'n')),
    notes: await rows(of('command_notes', 'command').orderBy('command')),
    consents: (await rows(of('consents', 'accepted'))).every(({ accepted }) => accepted === true),
  };
};
