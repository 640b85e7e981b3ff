import type { Knex } from 'knex'

/**
 * The history is never changed, with one exception: what a document was described as may hold a child's name, so it can be taken out
 * of the event that kept it when the document is removed for good. Everything else of the event must stay as it is.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function refuse_change_of_event() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.verb = 'evidence.described' and new.details = old.details - 'noteBefore'
        and to_jsonb(new) - 'details' = to_jsonb(old) - 'details' then
        return new;
      end if;
      raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
    end $$;
    drop trigger events_append_only on events;
    create trigger events_append_only before update or delete on events
      for each row execute function refuse_change_of_event();
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger events_append_only on events;
    create trigger events_append_only before update or delete on events
      for each row execute function refuse_change();
    drop function refuse_change_of_event();
  `)
}
