import type { Knex } from 'knex'

/**
 * What an event of each kind says of people is named once, for the trigger and for who forgets: with signatures came the chair's name, an
 * address, and what staff wrote of a signature. It goes with the answers of the return (decision 0046).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function forgotten_with_answers(verb text) returns text[] language sql immutable as $$
      select case
        when verb ~ '^(invitation|contributor|return.signature_asked)' then array['name', 'from', 'to']
        when verb = 'return.board_asked' then array['name']
        when verb = 'return.code_sent' then array['to']
        when verb = 'return.signature_confirmed' then array['note']
        when verb = 'return.signature_waived' then array['reason']
        else '{}' end
    $$;
  `)
  await knex.raw(trigger('old.details - forgotten_with_answers(old.verb)', ''))
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(trigger(`old.details - array['name', 'from', 'to']`, `and old.verb ~ '^(invitation|contributor|return.signature_asked)'`))
  await knex.raw(`drop function forgotten_with_answers`)
}

const trigger = (forgotten: string, where: string): string => `
  create or replace function refuse_change_of_event() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and old.verb = 'evidence.described' and new.details = old.details - 'noteBefore'
      and to_jsonb(new) - 'details' = to_jsonb(old) - 'details' then
      return new;
    end if;
    if tg_op = 'UPDATE' and answers_are_deleted(old.return_id)
      and to_jsonb(new) - 'details' - 'actor_name' = to_jsonb(old) - 'details' - 'actor_name'
      and (new.actor_name = old.actor_name or (old.actor_kind = 'contributor' and new.actor_name = 'Name deleted'))
      and (new.details = old.details or (new.details = ${forgotten} ${where})) then
      return new;
    end if;
    raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
  end $$;
`
