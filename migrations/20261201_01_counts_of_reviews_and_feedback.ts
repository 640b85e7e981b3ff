import type { Knex } from 'knex'

/**
 * What reviewers found, and feedback, is counted and kept as the returns are: verdicts and reviews, and feedback with its replies, note that
 * they have moved. And which members have a second verdict is found without looking at every verdict.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table partnership_moves drop constraint partnership_moves_what_check,
      add constraint partnership_moves_what_check check (what in ('register', 'returns', 'reviews', 'feedback'));
    alter table partnership_generations add column reviews bigint not null default 0, add column feedback bigint not null default 0;
    ${TRIGGERS.map(({ table, moves, event }) => triggerSql(table, moves, event)).join('\n')}
    -- A draft is as its return was: once the return has moved on, it is counted with those that have changed.
    create function note_moved_draft() returns trigger language plpgsql as $$
    begin
      if exists (select from feedback where return_id = new.id and return_version = old.version and sent_at is null) then
        insert into partnership_moves (partnership_id, what) values (new.partnership_id, 'feedback') on conflict do nothing;
      end if;
      return null;
    end $$;
    create trigger returns_version_moves_counts after update on returns for each row when (old.version is distinct from new.version)
      execute function note_moved_draft();
    create index verdicts_beside_the_first on verdicts (member_id, question_key) where reading <> 'first';
  `)
}

const MOVES = { verdicts: 'reviews', reviews: 'reviews', feedback: 'feedback', feedback_replies: 'feedback' } as const
const TRIGGERS = Object.entries(MOVES).flatMap(([table, moves]) => ['insert', 'update', 'delete'].map(event => ({ table, moves, event })))

const triggerSql = (table: string, moves: string, event: string): string =>
  `create trigger ${table}_${event}_moves_counts after ${event} on ${table} referencing ${event === 'delete' ? 'old' : 'new'} table as moved_rows
    for each statement execute function note_moved_rows('${moves}');`

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index verdicts_beside_the_first;
    drop trigger returns_version_moves_counts on returns;
    drop function note_moved_draft();
    ${TRIGGERS.map(({ table, event }) => `drop trigger ${table}_${event}_moves_counts on ${table};`).join('\n')}
    delete from partnership_moves where what in ('reviews', 'feedback');
    delete from kept_counts where moves_with in ('reviews', 'feedback');
    alter table partnership_generations drop column reviews, drop column feedback;
    alter table partnership_moves drop constraint partnership_moves_what_check,
      add constraint partnership_moves_what_check check (what in ('register', 'returns'));
  `)
}
