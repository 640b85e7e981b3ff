import type { Knex } from 'knex'

/**
 * One kind of action for findings, answers to the public and plans: what was written, what was read of it beside it, who leads, and
 * its progress, to which is only added.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table actions (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      what text not null,
      timescale text not null default '',
      lead text not null default '',
      outcome_measure text not null default '',
      remark text not null default '',
      timescale_kind text not null
        check (timescale_kind in ('none','day','month','quarter','term','year','span','from','rhythm','open','unread')),
      due_from date,
      due_to date,
      timescale_flags text[] not null default '{}',
      state text not null default 'planned' check (state in ('planned','under_way','done','dropped')),
      dropped_reason text not null default '',
      state_since timestamptz not null default now(),
      created_by text not null,
      created_at timestamptz not null default now(),
      changed_by text not null,
      version integer not null default 1,
      unique (id, partnership_id),
      check ((state = 'dropped') = (dropped_reason <> ''))
    );
    create index on actions (partnership_id, id);

    create table action_leads (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      action_id bigint not null,
      position integer not null,
      written text not null,
      kind text not null check (kind in ('person','post','group','body','unknown')),
      name text not null,
      organisation text not null default '',
      note text not null default '',
      to_confirm boolean not null default false,
      email text not null default '',
      foreign key (action_id, partnership_id) references actions (id, partnership_id) on delete cascade
    );
    create index on action_leads (action_id, position);

    create table action_progress (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      action_id bigint not null,
      at timestamptz not null default now(),
      note text not null,
      state_after text not null check (state_after in ('planned','under_way','done','dropped')),
      by_name text not null,
      by_lead boolean not null default false,
      foreign key (action_id, partnership_id) references actions (id, partnership_id) on delete cascade
    );
    create index on action_progress (action_id, id);
    create trigger action_progress_append_only before update on action_progress for each row execute function refuse_change();
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table action_progress, action_leads, actions`)
}
