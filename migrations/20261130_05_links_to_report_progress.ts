import type { Knex } from 'knex'

/**
 * Links by which whoever leads an action reports how far it is, without an account. As with audit links, the token is derived from a
 * nonce and the program's secret, and the row keeps its hash. A message carries the nonce of the link that it holds.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table action_links (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      action_id bigint not null,
      lead_id bigint references action_leads on delete set null,
      name text not null,
      email text not null,
      nonce bytea not null unique,
      token_hash bytea not null unique,
      made_at timestamptz not null default now(),
      ended_at timestamptz,
      ended_by text,
      check ((ended_at is null) = (ended_by is null)),
      foreign key (action_id, partnership_id) references actions (id, partnership_id) on delete cascade
    );
    create unique index action_links_one_live on action_links (lead_id) where ended_at is null;
    create index on action_links (action_id);
    create index on actions (due_to) where due_to is not null and state in ('planned','under_way');
    alter table messages add column action_nonce bytea;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table messages drop column action_nonce;
    drop index actions_due_to_idx;
    drop table action_links;
  `)
}
