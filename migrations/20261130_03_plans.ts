import type { Knex } from 'knex'

/**
 * Plans: a tree of priorities and objectives, or of aims, in which actions have their places; measures with dated values; and the
 * versions that were approved, which never change.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table plans (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      title text not null,
      also_called text not null default '',
      period text not null default '',
      authorities text not null default '',
      owner text not null default '',
      aligned_with text not null default '',
      linked_plan_id bigint,
      kind text not null check (kind in ('priorities','aims')),
      label text not null default '',
      dated text not null default '',
      created_by text not null,
      created_at timestamptz not null default now(),
      changed_by text not null,
      version integer not null default 1,
      unique (id, partnership_id),
      foreign key (linked_plan_id, partnership_id) references plans (id, partnership_id),
      check (linked_plan_id <> id)
    );
    create index on plans (partnership_id, id);

    create table plan_parts (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      plan_id bigint not null,
      parent_id bigint,
      kind text not null check (kind in ('priority','objective','aim')),
      position integer not null,
      code text not null default '',
      title text not null default '',
      statement text not null default '',
      outcomes text not null default '',
      lead text not null default '',
      officer text not null default '',
      delivery text not null default '',
      changed_by text not null,
      version integer not null default 1,
      unique (id, plan_id, partnership_id),
      foreign key (plan_id, partnership_id) references plans (id, partnership_id) on delete cascade,
      foreign key (parent_id, plan_id, partnership_id) references plan_parts (id, plan_id, partnership_id) on delete cascade,
      check ((kind = 'objective') = (parent_id is not null))
    );
    create index on plan_parts (plan_id, position);
    create index on plan_parts (parent_id);

    create table plan_places (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      plan_id bigint not null,
      part_id bigint not null,
      action_id bigint not null,
      linked boolean not null default false,
      position integer not null,
      unique (part_id, action_id),
      foreign key (part_id, plan_id, partnership_id) references plan_parts (id, plan_id, partnership_id) on delete cascade,
      foreign key (action_id, partnership_id) references actions (id, partnership_id)
    );
    create index on plan_places (plan_id, part_id, position);
    create index on plan_places (action_id);

    create table plan_measures (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      plan_id bigint not null,
      part_id bigint not null,
      kind text not null check (kind in ('data','audit','feedback')),
      position integer not null,
      words text not null,
      changed_by text not null,
      version integer not null default 1,
      unique (id, plan_id, partnership_id),
      foreign key (part_id, plan_id, partnership_id) references plan_parts (id, plan_id, partnership_id) on delete cascade
    );
    create index on plan_measures (plan_id, part_id, position);

    create table plan_measure_values (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      plan_id bigint not null,
      measure_id bigint not null,
      dated text not null,
      on_day date,
      written text not null,
      kind text not null check (kind in ('number','share','percent','words')),
      number numeric,
      numerator numeric,
      denominator numeric,
      source text not null default '',
      note text not null default '',
      by_name text not null,
      at timestamptz not null default now(),
      foreign key (measure_id, plan_id, partnership_id) references plan_measures (id, plan_id, partnership_id) on delete cascade
    );
    create index on plan_measure_values (measure_id, id);

    create table plan_versions (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      plan_id bigint not null,
      label text not null,
      dated text not null default '',
      content jsonb not null,
      note text not null default '',
      approved_by text not null,
      approved_at timestamptz not null default now(),
      unique (plan_id, label),
      foreign key (plan_id, partnership_id) references plans (id, partnership_id)
    );
    create trigger plan_versions_frozen before update or delete on plan_versions for each row execute function refuse_change();
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table plan_versions, plan_measure_values, plan_measures, plan_places, plan_parts, plans`)
}
