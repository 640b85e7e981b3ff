import type { Knex } from 'knex'

/** A reply to feedback is answered, or ticked off as one that needs no answer; whoever did it first is kept. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table feedback_replies
      add column answer text not null default '',
      add column settled_as text check (settled_as in ('answered', 'no_answer_needed')),
      add column settled_by text,
      add column settled_at timestamptz,
      add check ((settled_as is null) = (settled_by is null)),
      add check ((settled_as is null) = (settled_at is null)),
      add check ((answer <> '') = (coalesce(settled_as, '') = 'answered'));
    create index feedback_replies_to_answer on feedback_replies (feedback_id) where settled_as is null;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index feedback_replies_to_answer;
    alter table feedback_replies drop column answer, drop column settled_as, drop column settled_by, drop column settled_at;
  `)
}
