import type { Knex } from 'knex'

/**
 * Who was reminded of an action of an establishment's plan, by which rule, of which day; and where somebody turned the reminders of an
 * action off. Like what is said of an action, each names the questions that it served and what it said then.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table action_plan_reminders (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      return_id bigint not null,
      question_keys text[] not null check (cardinality(question_keys) > 0),
      what text not null,
      rule text not null check (rule in ('due_soon','due','overdue')),
      due_on date not null,
      to_name text not null,
      message_id bigint not null references messages,
      at timestamptz not null default now(),
      foreign key (return_id, partnership_id) references returns (id, partnership_id)
    );
    create index on action_plan_reminders (return_id);
    create index on action_plan_reminders (message_id);
    create trigger action_plan_reminders_append_only before update on action_plan_reminders for each row execute function refuse_change();
    create table action_plan_switches (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      return_id bigint not null,
      question_keys text[] not null check (cardinality(question_keys) > 0),
      what text not null,
      is_on boolean not null,
      by_name text not null,
      at timestamptz not null default now(),
      foreign key (return_id, partnership_id) references returns (id, partnership_id)
    );
    create index on action_plan_switches (return_id);
    create trigger action_plan_switches_append_only before update on action_plan_switches for each row execute function refuse_change();
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table action_plan_switches; drop table action_plan_reminders`)
}
