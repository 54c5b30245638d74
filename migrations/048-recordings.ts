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
      constraint recordings_take_unique unique (run_id, turn, take)
    );
    create index recordings_unfinished on recordings (received_at) where state = 'received';

    create table recording_pieces (
      recording_id text not null constraint recording_pieces_recording_fk references recordings (id),
      n int not null,
      run_id text not null,
      tenant_id text not null,
      sha256 text not null,
      bytes int not null,
      piece_sealed bytea,
      received_at timestamptz not null default now(),
      primary key (recording_id, n)
    );

    -- hearing: null for a typed answer. words: of the first version. A correction is a version of its own.
    alter table turns
      add column hearing text,
      add column recording_id text,
      add column words_sealed bytea,
      add column corrected_at timestamptz;
  `);
};
