import type { Knex } from 'knex'

/** A workbook that somebody sent for a plan, as it was read: its preview is worked out from it, and nothing else is until it is confirmed. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table plan_imports (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      plan_id bigint,
      file_name text not null,
      sheets jsonb not null,
      made_by text not null,
      made_at timestamptz not null default now(),
      applied_at timestamptz,
      foreign key (plan_id, partnership_id) references plans (id, partnership_id)
    );
    create index on plan_imports (partnership_id, id desc);
    create index on plan_imports (plan_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table plan_imports`)
}
