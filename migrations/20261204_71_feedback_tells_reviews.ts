import type { Knex } from 'knex'

/** What a draft told of the reviews, as one word: a draft from before tells nothing of them, and is drafted again where there was one. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`alter table feedback add column reviews_told text not null default ''`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table feedback drop column reviews_told`)
}
