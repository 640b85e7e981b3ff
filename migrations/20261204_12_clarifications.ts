import type { Knex } from 'knex'

/**
 * What an establishment asks about a question, and what all of a round who are asked it are told about it (decision 0075): each version of a
 * clarification is kept, and a blank text withdraws it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table requests add column question_key text, add column question_label text, add column section_key text,
      add check ((question_key is not null) = (kind = 'question') and (question_label is not null) = (kind = 'question')
        and (section_key is not null) = (kind = 'question'));
    create table clarifications (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      questionnaire_version_id bigint not null references questionnaire_versions,
      question_key text not null,
      question_label text not null,
      number integer not null check (number > 0),
      text text not null,
      by_name text not null,
      at timestamptz not null default now(),
      unique (round_id, questionnaire_version_id, question_key, number)
    );
    create trigger clarifications_append_only before update on clarifications for each row execute function refuse_change();
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table clarifications;
    alter table requests drop column question_key, drop column question_label, drop column section_key;
  `)
}
