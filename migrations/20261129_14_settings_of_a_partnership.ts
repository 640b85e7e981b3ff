import type { Knex } from 'knex'

/**
 * A partnership's settings are changed on a page: by a form that knows what it was drawn from. How long things are kept is among them,
 * in months; without a number nothing of that kind is deleted by itself.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table partnerships
      add column settings_version integer not null default 1,
      add column settings_changed_by text,
      add column settings_changed_at timestamptz,
      add column keep_evidence_months integer check (keep_evidence_months between 1 and 240),
      add column keep_contacts_months integer check (keep_contacts_months between 1 and 240);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table partnerships
      drop column keep_contacts_months, drop column keep_evidence_months,
      drop column settings_changed_at, drop column settings_changed_by, drop column settings_version;
  `)
}
