import type { Knex } from 'knex'

/** Establishments as the register knows them, the imports that brought them, and the contacts that no import touches. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table register_imports (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      kind text not null default 'establishments' check (kind in ('establishments','contacts')),
      file_name text not null,
      file_key text,
      sha256 text not null,
      status text not null check (status in ('uploaded','previewed','applied','discarded')),
      based_on_import_id bigint,
      authorities jsonb not null default '[]',
      la_codes integer[] not null default '{}',
      rows integer not null default 0,
      outside integer not null default 0,
      notes jsonb not null default '[]',
      counts jsonb not null default '{}',
      missing_columns text[] not null default '{}',
      new_columns text[] not null default '{}',
      started_by text not null,
      created_at timestamptz not null default now(),
      applied_at timestamptz
    );
    create index on register_imports (partnership_id, id desc);

    create table establishments (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      scheme text not null check (scheme in ('urn','ofsted_ey','local')),
      identifier text not null,
      name text not null,
      la_code integer,
      la_name text not null default '',
      establishment_number integer,
      type_code integer,
      type_name text not null default '',
      type_group_code integer,
      type_group_name text not null default '',
      status_code integer not null default 1,
      status_name text not null default 'Open',
      phase_code integer,
      phase_name text not null default '',
      low_age integer,
      high_age integer,
      boarders_code integer,
      boarders_name text not null default '',
      sixth_form_code integer,
      nursery text not null default '',
      gender text not null default '',
      religious_character text not null default '',
      diocese text not null default '',
      further_education_type text not null default '',
      trust_code text not null default '',
      trust_name text not null default '',
      federation_name text not null default '',
      pupils integer,
      capacity integer,
      opened_on date,
      closed_on date,
      closed_reason_code integer,
      closed_reason text not null default '',
      street text not null default '',
      locality text not null default '',
      town text not null default '',
      county text not null default '',
      postcode text not null default '',
      telephone text not null default '',
      website text not null default '',
      head_title text not null default '',
      head_first_name text not null default '',
      head_last_name text not null default '',
      head_job_title text not null default '',
      district text not null default '',
      ward text not null default '',
      set_override text check (set_override in ('A','B','C','D','E','F')),
      changed_on date,
      source text not null default 'register' check (source in ('register','local')),
      import_id bigint references register_imports,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (partnership_id, scheme, identifier)
    );
    create index on establishments (partnership_id, name);
    create index on establishments (partnership_id, la_code, establishment_number);

    create table establishment_links (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      establishment_id bigint not null references establishments,
      link_identifier text not null,
      link_name text not null default '',
      link_type text not null,
      linked_on date,
      unique (establishment_id, link_identifier, link_type)
    );

    create table register_import_rows (
      import_id bigint not null references register_imports on delete cascade,
      partnership_id bigint not null references partnerships,
      line integer not null,
      change text not null check (change in ('new','changed','closed','converted','unchanged','unreadable')),
      scheme text,
      identifier text,
      name text not null default '',
      reason text,
      data jsonb,
      differences jsonb,
      successor text,
      primary key (import_id, line)
    );
    create index on register_import_rows (import_id, change, line);
    create index on register_import_rows (import_id, identifier);

    create table contacts (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      establishment_id bigint not null references establishments,
      role text not null check (role in ('head','dsl','deputy_dsl','chair','proprietor','link_governor','business_manager','other')),
      name text not null,
      email text not null default '' check (email = lower(email)),
      phone text not null default '',
      from_on date,
      to_on date,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      version integer not null default 1,
      check (to_on is null or from_on is null or to_on >= from_on)
    );
    create index on contacts (establishment_id, role);
    create index on contacts (partnership_id, email);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table contacts, register_import_rows, establishment_links, establishments, register_imports`)
}
