import type { Knex } from 'knex'

/**
 * A partnership chooses question by question what a version asks. What it chose from is kept with the version, so that what was left out
 * can be asked again, and a draft keeps what it said before its last change, to be put back.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table questionnaire_versions
      add column chosen_from jsonb,
      add column chosen_from_sha256 text,
      add column document_before jsonb,
      add constraint questionnaire_versions_chosen_from check ((chosen_from is null) = (chosen_from_sha256 is null)),
      add constraint questionnaire_versions_before check (document_before is null or version is null);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table questionnaire_versions
      drop column document_before, drop column chosen_from_sha256, drop column chosen_from;
  `)
}
