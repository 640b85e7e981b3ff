import type { Knex } from 'knex'

/**
 * A return is covered only by one of its own round, which the foreign key says from now on (rows of before are judged as they are
 * counted). An excuse whose day has not come yet is kept beside the return, which is expected until then.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table returns add constraint returns_covered_by_fkey
      foreign key (round_id, covered_by_establishment_id) references returns (round_id, establishment_id) not valid;
    create index returns_covered_by_idx on returns (round_id, covered_by_establishment_id) where covered_by_establishment_id is not null;
    create index returns_standing_idx on returns (round_id, status, due_at) include (partnership_id, excused_as, covered_by_establishment_id);
    drop index returns_round_id_status_due_at_partnership_id_idx;

    create table excuses_ahead (
      return_id bigint primary key references returns,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      excused_as text not null check (excused_as in ('closed','covered','not_applicable','declined')),
      excused_on date not null,
      reason text not null default '',
      covered_by_establishment_id bigint,
      by_name text not null,
      at timestamptz not null default now(),
      foreign key (round_id, covered_by_establishment_id) references returns (round_id, establishment_id)
    );
    create index on excuses_ahead (excused_on);
  `)
}

/** Excuses whose day has not come are lost with their table: their returns are expected, as they are now. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table excuses_ahead;
    create index returns_round_id_status_due_at_partnership_id_idx on returns (round_id, status, due_at) include (partnership_id);
    drop index returns_standing_idx, returns_covered_by_idx;
    alter table returns drop constraint returns_covered_by_fkey;
  `)
}
