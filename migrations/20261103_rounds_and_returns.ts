import type { Knex } from 'knex'

/** Questionnaires, rounds, and one return per establishment and round with its responses. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table questionnaire_versions (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      set_code text not null check (set_code in ('A','B','C','D','E','F')),
      version integer not null,
      title text not null,
      edition text not null,
      document jsonb not null,
      document_sha256 text not null,
      created_at timestamptz not null default now(),
      created_by text not null,
      frozen_at timestamptz,
      unique (partnership_id, set_code, version)
    );
    create function refuse_change_of_frozen() returns trigger language plpgsql as $$
    begin
      if old.frozen_at is not null and (tg_op = 'DELETE' or new is distinct from old) then
        raise exception 'a questionnaire that was issued is frozen' using errcode = 'restrict_violation';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end $$;
    create trigger questionnaire_versions_frozen before update or delete on questionnaire_versions
      for each row execute function refuse_change_of_frozen();

    create table rounds (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      code text not null check (code ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
      name text not null,
      mode text not null check (mode in ('full_audit','declaration')),
      status text not null default 'draft' check (status in ('draft','open','closed')),
      opens_at timestamptz not null,
      due_at timestamptz not null,
      introduction text not null default '',
      legal_basis text not null default '',
      evidence_areas jsonb not null default '[]',
      chair_sign_off text not null default 'may_follow' check (chair_sign_off in ('may_follow','not_needed')),
      opened_at timestamptz,
      closed_at timestamptz,
      created_by text not null,
      created_at timestamptz not null default now(),
      version integer not null default 1,
      unique (partnership_id, code),
      check (due_at > opens_at)
    );

    create table round_questionnaires (
      round_id bigint not null references rounds on delete cascade,
      partnership_id bigint not null references partnerships,
      set_code text not null check (set_code in ('A','B','C','D','E','F')),
      questionnaire_version_id bigint not null references questionnaire_versions,
      primary key (round_id, set_code)
    );

    create table returns (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      establishment_id bigint not null references establishments,
      establishment_name text not null,
      set_code text not null check (set_code in ('A','B','C','D','E','F')),
      set_reason text not null default 'by type' check (set_reason in ('by type','chosen by staff')),
      -- What the questionnaire's conditions may ask about the establishment: the facts that held when its round was opened.
      facts text[] not null,
      questionnaire_version_id bigint not null references questionnaire_versions,
      status text not null default 'not_issued' check (status in
        ('not_issued','issued','opened','in_progress','awaiting_sign_off','submitted','returned','accepted','excused')),
      reference text unique,
      first_due_at timestamptz not null,
      due_at timestamptz not null,
      extensions integer not null default 0,
      issued_at timestamptz,
      opened_at timestamptz,
      started_at timestamptz,
      last_saved_at timestamptz,
      submitted_at timestamptz,
      submitted_via text check (submitted_via in ('online','offline')),
      received_at timestamptz,
      -- When the submission was entered here: for an offline return later than it counts from.
      recorded_at timestamptz,
      accepted_at timestamptz,
      returned_at timestamptz,
      returned_reason text,
      excused_as text check (excused_as in ('closed','covered','not_applicable','declined')),
      excused_on date,
      excused_reason text,
      excused_from text,
      covered_by_establishment_id bigint references establishments,
      asked integer not null default 0,
      answered integer not null default 0,
      missing integer not null default 0,
      -- From 0 to 1, for the order of lists.
      progress real not null generated always as (case when asked = 0 then 0 else (asked - missing)::real / asked end) stored,
      files integer not null default 0,
      version integer not null default 1,
      unique (round_id, establishment_id),
      check (due_at >= first_due_at),
      check ((status = 'excused') = (excused_as is not null)),
      check ((submitted_at is null) = (submitted_via is null)),
      check (submitted_at is not null or status not in ('awaiting_sign_off','submitted','returned','accepted'))
    );
    create index on returns (round_id, establishment_name, id);
    -- The live list's counts are answered by this index alone.
    create index on returns (round_id, status, due_at) include (partnership_id);
    create index on returns (round_id, due_at, establishment_name, id);
    create index on returns (round_id, progress, establishment_name, id);
    create index on returns (establishment_id);

    create table responses (
      return_id bigint not null references returns,
      partnership_id bigint not null references partnerships,
      question_key text not null,
      answer jsonb,
      comment text,
      action jsonb,
      version integer not null default 1,
      contributor_id bigint,
      by_name text not null,
      at timestamptz not null default now(),
      primary key (return_id, question_key)
    );

    create table response_changes (
      id bigint generated always as identity primary key,
      return_id bigint not null references returns,
      partnership_id bigint not null references partnerships,
      question_key text not null,
      version integer not null,
      answer jsonb,
      comment text,
      action jsonb,
      contributor_id bigint,
      by_name text not null,
      at timestamptz not null default now(),
      unique (return_id, question_key, version)
    );
    create trigger response_changes_append_only before update or delete on response_changes
      for each row execute function refuse_change();

    create table sign_offs (
      id bigint generated always as identity primary key,
      return_id bigint not null references returns,
      partnership_id bigint not null references partnerships,
      role text not null check (role in ('head','chair','proprietor')),
      name text not null,
      job_title text not null default '',
      contributor_id bigint,
      at timestamptz not null default now(),
      withdrawn_at timestamptz
    );
    create unique index on sign_offs (return_id, role) where withdrawn_at is null;

    create table submissions (
      id bigint generated always as identity primary key,
      return_id bigint not null references returns,
      partnership_id bigint not null references partnerships,
      sequence integer not null,
      reference text not null,
      via text not null check (via in ('online','offline')),
      submitted_at timestamptz not null,
      by_name text not null,
      contributor_id bigint,
      responses jsonb not null,
      unique (return_id, sequence)
    );
    create trigger submissions_append_only before update or delete on submissions
      for each row execute function refuse_change();
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table submissions, sign_offs, response_changes, responses, returns, round_questionnaires, rounds, questionnaire_versions;
    drop function refuse_change_of_frozen();
  `)
}
