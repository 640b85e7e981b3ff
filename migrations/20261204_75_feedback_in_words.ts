import type { Knex } from 'knex'

/**
 * What feedback tells of others: in words, of one moment, with what a reader of them knows until that is given (0058). Drafts from before
 * have numbers from which small ones could be worked out beside the report: they are drafted again before they are sent.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table feedback_words (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds on delete cascade,
      generation bigint not null,
      beside text not null,
      groups jsonb not null,
      figures jsonb,
      given_figures_id bigint references given_figures,
      made_at timestamptz not null default now(),
      check ((figures is null) = (given_figures_id is not null))
    );
    create index on feedback_words (round_id, id);
    create index on feedback_words (partnership_id);
    create index on feedback_words (given_figures_id);
    alter table feedback add column words_id bigint references feedback_words;
    create index on feedback (words_id);
    update feedback set return_version = -1 where sent_at is null;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table feedback drop column words_id;
    drop table feedback_words;
  `)
}
