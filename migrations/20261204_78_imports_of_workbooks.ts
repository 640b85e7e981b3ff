import type { Knex } from 'knex'

/**
 * Workbooks are sent for plans, for what the audit said of a round, and for ratings: one table keeps them for their preview. What was made
 * of whose actions is kept too, so that an action that stands in two workbooks of one partnership is made once (docs/decisions/0079).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table plan_imports rename to sheet_imports;
    alter table sheet_imports
      add column kind text not null default 'plan' check (kind in ('plan', 'said_did', 'ratings')),
      add column round_id bigint references rounds on delete cascade,
      add column exercise_id bigint,
      add column origin text not null default '',
      add column made jsonb not null default '[]',
      add foreign key (partnership_id, exercise_id) references standard_exercises (partnership_id, id),
      add check ((kind = 'said_did') = (round_id is not null)),
      add check ((kind = 'ratings') = (exercise_id is not null)),
      add check (kind = 'plan' or plan_id is null);
    alter table sheet_imports alter column kind drop default;
    create index on sheet_imports (round_id);
    create index on sheet_imports (exercise_id);
    create index on sheet_imports (partnership_id, origin) where applied_at is not null;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from sheet_imports where kind <> 'plan';
    alter table sheet_imports drop column made, drop column origin, drop column exercise_id, drop column round_id, drop column kind;
    alter table sheet_imports rename to plan_imports;
  `)
}
