import type { Knex } from 'knex'

/**
 * How long a partnership keeps answers, with the names of those who gave them, and the emails that were written. What was answered and
 * sent can be deleted only of a return of which it is written down that its answers are deleted; the history gives up the names of
 * the people of its establishment then, and nothing else.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table partnerships
      add column keep_answers_months integer check (keep_answers_months between 1 and 240),
      add column keep_messages_months integer check (keep_messages_months between 1 and 240);
    alter table rounds add column answers_deleted_at timestamptz;
    alter table returns add column answers_deleted_at timestamptz;

    create function answers_are_deleted(which bigint) returns boolean language sql stable
      as $$ select exists (select from returns r where r.id = which and r.answers_deleted_at is not null) $$;

    create function refuse_change_of_kept() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and answers_are_deleted(old.return_id) then
        return old;
      end if;
      raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
    end $$;
    drop trigger response_changes_append_only on response_changes;
    create trigger response_changes_append_only before update or delete on response_changes
      for each row execute function refuse_change_of_kept();
    drop trigger submissions_append_only on submissions;
    create trigger submissions_append_only before update or delete on submissions
      for each row execute function refuse_change_of_kept();

    create or replace function refuse_change_of_event() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.verb = 'evidence.described' and new.details = old.details - 'noteBefore'
        and to_jsonb(new) - 'details' = to_jsonb(old) - 'details' then
        return new;
      end if;
      if tg_op = 'UPDATE' and answers_are_deleted(old.return_id)
        and to_jsonb(new) - 'details' - 'actor_name' = to_jsonb(old) - 'details' - 'actor_name'
        and (new.actor_name = old.actor_name or (old.actor_kind = 'contributor' and new.actor_name = 'Name deleted'))
        and (new.details = old.details or (new.details = old.details - array['name', 'from', 'to']
          and old.verb ~ '^(invitation|contributor|return.signature_asked)')) then
        return new;
      end if;
      raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
    end $$;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    create or replace function refuse_change_of_event() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.verb = 'evidence.described' and new.details = old.details - 'noteBefore'
        and to_jsonb(new) - 'details' = to_jsonb(old) - 'details' then
        return new;
      end if;
      raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
    end $$;
    drop trigger submissions_append_only on submissions;
    create trigger submissions_append_only before update or delete on submissions
      for each row execute function refuse_change();
    drop trigger response_changes_append_only on response_changes;
    create trigger response_changes_append_only before update or delete on response_changes
      for each row execute function refuse_change();
    drop function refuse_change_of_kept();
    drop function answers_are_deleted(bigint);
    alter table returns drop column answers_deleted_at;
    alter table rounds drop column answers_deleted_at;
    alter table partnerships drop column keep_messages_months, drop column keep_answers_months;
  `)
}
