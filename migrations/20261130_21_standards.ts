import type { Knex } from 'knex'

/**
 * Sets of standards that several agencies rate, exercise after exercise. An exercise keeps its standards and its scale as they were when
 * it began, so that a set can be changed while what was rated stays what it was. The rating of no agency is the one that staff agreed.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table standard_sets (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      title text not null,
      introduction text not null default '',
      scale jsonb not null,
      roll_up text not null check (roll_up in ('worst','apart','agreed')),
      shared boolean not null default false,
      created_by text not null,
      created_at timestamptz not null default now(),
      changed_by text not null,
      changed_at timestamptz not null default now(),
      version integer not null default 1,
      unique (partnership_id, id)
    );

    create table standards (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      set_id bigint not null,
      code text not null,
      title text not null,
      text text not null default '',
      position integer not null,
      removed_at timestamptz,
      version integer not null default 1,
      unique (partnership_id, id),
      foreign key (partnership_id, set_id) references standard_sets (partnership_id, id)
    );
    create index on standards (set_id, position);

    create table standard_exercises (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      set_id bigint not null,
      title text not null,
      due_at timestamptz not null,
      status text not null default 'open' check (status in ('open','closed')),
      scale jsonb not null,
      roll_up text not null check (roll_up in ('worst','apart','agreed')),
      shared boolean not null,
      started_by text not null,
      started_at timestamptz not null default now(),
      closed_at timestamptz,
      version integer not null default 1,
      unique (partnership_id, id),
      foreign key (partnership_id, set_id) references standard_sets (partnership_id, id),
      check ((status = 'closed') = (closed_at is not null))
    );
    create index on standard_exercises (set_id, id);

    create table exercise_standards (
      partnership_id bigint not null,
      exercise_id bigint not null,
      standard_id bigint not null,
      code text not null,
      title text not null,
      text text not null,
      position integer not null,
      primary key (exercise_id, standard_id),
      foreign key (partnership_id, exercise_id) references standard_exercises (partnership_id, id),
      foreign key (partnership_id, standard_id) references standards (partnership_id, id)
    );

    create table rating_agencies (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      name text not null,
      contact_name text not null default '',
      contact_email text not null default '',
      unique (partnership_id, id)
    );
    create unique index on rating_agencies (partnership_id, lower(name));

    create table exercise_agencies (
      partnership_id bigint not null,
      exercise_id bigint not null,
      agency_id bigint not null,
      position integer not null,
      primary key (exercise_id, agency_id),
      foreign key (partnership_id, exercise_id) references standard_exercises (partnership_id, id),
      foreign key (partnership_id, agency_id) references rating_agencies (partnership_id, id)
    );

    create table ratings (
      partnership_id bigint not null references partnerships,
      exercise_id bigint not null,
      standard_id bigint not null,
      agency_id bigint,
      value text,
      reason text not null default '',
      evidence text not null default '',
      comment text not null default '',
      by_name text not null,
      entered_from text,
      at timestamptz not null default now(),
      version integer not null default 1,
      unique nulls not distinct (exercise_id, standard_id, agency_id),
      foreign key (exercise_id, standard_id) references exercise_standards,
      foreign key (exercise_id, agency_id) references exercise_agencies,
      check (value is null or reason = '')
    );

    create table rating_changes (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      exercise_id bigint not null,
      standard_id bigint not null,
      agency_id bigint,
      value text,
      reason text not null,
      evidence text not null,
      comment text not null,
      by_name text not null,
      entered_from text,
      at timestamptz not null,
      version integer not null,
      foreign key (exercise_id, standard_id) references exercise_standards
    );
    create index on rating_changes (exercise_id, standard_id, id);
    create trigger rating_changes_append_only before update or delete on rating_changes
      for each row execute function refuse_change();

    create table agency_links (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      exercise_id bigint not null,
      agency_id bigint not null,
      nonce bytea not null,
      token_hash bytea not null unique,
      ends_at timestamptz not null,
      made_by text not null,
      made_at timestamptz not null default now(),
      sent_to text not null default '',
      ended_at timestamptz,
      ended_by text not null default '',
      foreign key (exercise_id, agency_id) references exercise_agencies
    );
    create unique index on agency_links (exercise_id, agency_id) where ended_at is null;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table agency_links, rating_changes, ratings, exercise_agencies, rating_agencies, exercise_standards, standard_exercises,
      standards, standard_sets;
  `)
}
