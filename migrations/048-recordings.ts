// Answers that were spoken: pieces as they arrive, the recording made of them, and the words heard in it.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table recordings (
      id text primary key,
      run_id text not null constraint recordings_run_fk references interviews (run_id),
      tenant_id text not null,
      turn int not null,
      take int not null,
      state text not null default 'receiving',
      media_type text not null,
      -- How many pieces the answer named; null while it is being recorded.
      pieces int,
      duration_ms bigint,
      bytes bigint,
      sha256 text,
      object_key text,
      created_at timestamptz not null default now(),
      received_at timestamptz,
      stored_at timestamptz,
      removed_at timestamptz,
      -- Whose workflow is known to have been started, and who is about to start it.
      started_at timestamptz,
      start_claimed_until timestamptz,
      constraint recordings_take_unique unique (run_id, turn, take)
    );
    create index recordings_unstarted on recordings (received_at) where started_at is null and state in ('received', 'stored');

    -- Rows until the answer names them and they are one object.
    create table recording_pieces (
      run_id text not null,
      turn int not null,
      take int not null,
      n int not null,
      tenant_id text not null,
      sha256 text not null,
      bytes int not null,
      piece_sealed bytea not null,
      received_at timestamptz not null default now(),
      primary key (run_id, turn, take, n),
      constraint recording_pieces_take_fk foreign key (run_id, turn, take) references recordings (run_id, turn, take)
    );
    -- Sealed bytes do not shrink, and trying costs time.
    alter table recording_pieces alter column piece_sealed set storage external;

    -- hearing: null for a typed answer. words: of the first version. A correction is a version of its own.
    alter table turns
      add column hearing text,
      add column recording_id text,
      add column words_sealed bytea,
      add column corrected_at timestamptz;
    create index turns_waiting on turns (run_id, turn) where hearing = 'waiting';
  `);
};
