import type { Knex } from 'knex'

/** A workbook that was filled in without a connection, as it was read: kept for a day beside what stands here, until its sender confirms (decision 0072). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table filled_workbooks (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      return_id bigint not null references returns on delete cascade,
      contributor_id bigint references contributors on delete cascade,
      account_id bigint references accounts on delete cascade,
      file_name text not null,
      sheets jsonb not null,
      at timestamptz not null default now(),
      applied_at timestamptz,
      saved integer not null default 0,
      check (num_nonnulls(contributor_id, account_id) = 1)
    );
    create index on filled_workbooks (partnership_id);
    create index on filled_workbooks (return_id);
    create index on filled_workbooks (contributor_id);
    create index on filled_workbooks (account_id);
    create index on filled_workbooks (at);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table filled_workbooks`)
}
