import type { Knex } from 'knex'

/** What is done about a finding. A finding that is removed takes its links with it, never the actions. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table finding_actions (
      partnership_id bigint not null references partnerships,
      finding_id bigint not null references findings on delete cascade,
      action_id bigint not null,
      linked_by text not null,
      linked_at timestamptz not null default now(),
      primary key (finding_id, action_id),
      foreign key (action_id, partnership_id) references actions (id, partnership_id)
    );
    create index on finding_actions (action_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table finding_actions`)
}
