import type { Knex } from 'knex'

/** Which versions the returns of a round use is asked on many pages: one look at this index for each version. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`create index on returns (round_id, questionnaire_version_id)`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop index returns_round_id_questionnaire_version_id_idx`)
}
