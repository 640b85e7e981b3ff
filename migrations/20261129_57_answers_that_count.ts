import type { Knex } from 'knex'

/**
 * What a return that was sent answered, in the one form that counting over thousands needs: a bit for each answer of its questionnaire
 * that can be counted. The trigger says only that a return has moved; the program works the bits out, since only it knows what is
 * asked. `moved` and `counted` are the same when that is done, so nobody counts what was before. `round_answers` says how often that
 * was done in a round, and by which layout of the bits; `round_counts` keeps what was counted then. The bits are kept as they are: packed, each look at one of
 * them would copy them all.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create sequence return_answers_moved;
    create table return_answers (
      return_id bigint primary key references returns on delete cascade,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      moved bigint not null,
      counted bigint,
      questionnaire_version_id bigint references questionnaire_versions,
      completed boolean not null default false,
      all_best boolean not null default false,
      choices bit varying not null default ''
    );
    alter table return_answers alter column choices set storage plain;
    create index on return_answers (round_id);
    create index return_answers_to_count on return_answers (round_id, return_id) where counted is distinct from moved;

    create table round_answers (
      round_id bigint primary key references rounds on delete cascade,
      partnership_id bigint not null references partnerships,
      generation bigint not null default 1,
      layout text not null default ''
    );
    create table round_counts (
      round_id bigint not null references rounds on delete cascade,
      partnership_id bigint not null references partnerships,
      what text not null,
      asked_sha256 text not null,
      generation bigint not null,
      counts jsonb not null,
      primary key (round_id, what)
    );

    insert into return_answers (return_id, partnership_id, round_id, moved)
    select id, partnership_id, round_id, nextval('return_answers_moved') from returns where submitted_at is not null;

    create function return_answers_move() returns trigger language plpgsql as $$
    begin
      insert into return_answers (return_id, partnership_id, round_id, moved)
      values (new.id, new.partnership_id, new.round_id, nextval('return_answers_moved'))
      on conflict (return_id) do update set moved = excluded.moved;
      return null;
    end $$;
    create trigger returns_sent after insert on returns for each row when (new.submitted_at is not null) execute function return_answers_move();
    create trigger returns_moved after update on returns for each row
      when ((old.submitted_at is not null or new.submitted_at is not null)
        and (old.version <> new.version or old.status <> new.status or old.facts <> new.facts
          or old.questionnaire_version_id <> new.questionnaire_version_id))
      execute function return_answers_move();
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger returns_moved on returns;
    drop trigger returns_sent on returns;
    drop function return_answers_move();
    drop table round_counts, round_answers, return_answers;
    drop sequence return_answers_moved;
  `)
}
