import type { Knex } from 'knex'

/**
 * The answers to a theme are actions, in the order in which they are read. One action can answer several themes. Whether the names of
 * the people who lead it may be read by everyone is said once for all of them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table theme_actions (
      theme_id bigint not null,
      action_id bigint not null,
      partnership_id bigint not null,
      position integer not null,
      names_public boolean not null default false,
      primary key (theme_id, action_id),
      foreign key (theme_id, partnership_id) references themes (id, partnership_id) on delete cascade,
      foreign key (action_id, partnership_id) references actions (id, partnership_id)
    );
    create index on theme_actions (action_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table theme_actions`)
}
