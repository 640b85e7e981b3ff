import type { Knex } from 'knex'

/** One link to every return of a partnership that an address was given: for whoever asks by that address (decision 0073). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table address_links (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      email text not null,
      nonce bytea not null,
      token_hash bytea not null unique,
      made_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index on address_links (partnership_id, email);
    create index on address_links (expires_at);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table address_links`)
}
