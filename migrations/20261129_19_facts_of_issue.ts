import type { Knex } from 'knex'

/**
 * What the register said of an establishment when its return was issued stays with the return, whatever an import changes later. It
 * is taken down as the return is added, and again as it leaves "not issued"; returns of before keep what the register says today.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table returns add column issue_la_code integer, add column issue_la_name text, add column issue_number integer,
      add column issue_type_name text, add column issue_phase_name text, add column issue_low_age integer, add column issue_high_age integer;
    update returns r set issue_la_code = e.la_code, issue_la_name = e.la_name, issue_number = e.establishment_number,
      issue_type_name = e.type_name, issue_phase_name = e.phase_name, issue_low_age = e.low_age, issue_high_age = e.high_age
    from establishments e where e.id = r.establishment_id;
    create function take_register_facts() returns trigger language plpgsql as $$
    begin
      select e.la_code, e.la_name, e.establishment_number, e.type_name, e.phase_name, e.low_age, e.high_age
      into new.issue_la_code, new.issue_la_name, new.issue_number, new.issue_type_name, new.issue_phase_name, new.issue_low_age, new.issue_high_age
      from establishments e where e.id = new.establishment_id;
      return new;
    end $$;
    create trigger returns_added before insert on returns for each row execute function take_register_facts();
    create trigger returns_issued before update of status on returns for each row
      when (old.status = 'not_issued' and new.status <> 'not_issued') execute function take_register_facts();
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger returns_issued on returns;
    drop trigger returns_added on returns;
    drop function take_register_facts();
    alter table returns drop column issue_la_code, drop column issue_la_name, drop column issue_number, drop column issue_type_name,
      drop column issue_phase_name, drop column issue_low_age, drop column issue_high_age;
  `)
}
