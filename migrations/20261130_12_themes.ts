import type { Knex } from 'knex'

/** What the audit said, theme by theme, and the findings that a theme rests on; one that rests on none says where it was heard. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table themes (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      position integer not null,
      title text not null,
      statement text not null,
      heard text not null default '',
      created_by text not null,
      changed_by text not null,
      changed_at timestamptz not null default now(),
      version integer not null default 1,
      unique (id, partnership_id)
    );
    create index on themes (round_id, position);

    create table theme_findings (
      theme_id bigint not null,
      partnership_id bigint not null,
      finding_id bigint not null references findings on delete cascade,
      primary key (theme_id, finding_id),
      foreign key (theme_id, partnership_id) references themes (id, partnership_id) on delete cascade
    );
    create index on theme_findings (finding_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table theme_findings, themes`)
}
