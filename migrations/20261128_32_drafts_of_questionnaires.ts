import type { Knex } from 'knex'

/**
 * A version starts as a draft, which has no number yet and whose document may still be wrong; it is published with the next
 * number of its set, and frozen when a round that uses it opens. The status follows from what is known, so that it cannot disagree.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table questionnaire_versions disable trigger questionnaire_versions_frozen;
    alter table questionnaire_versions
      alter column version drop not null,
      add column published_at timestamptz,
      add column published_by text,
      -- Of the row, for two people who change one draft.
      add column revision integer not null default 1,
      add column status text not null generated always as
        (case when version is null then 'draft' when frozen_at is null then 'published' else 'frozen' end) stored;
    update questionnaire_versions set published_at = created_at, published_by = created_by;
    alter table questionnaire_versions enable trigger questionnaire_versions_frozen;
    alter table questionnaire_versions
      add check ((version is null) = (published_at is null)),
      add check ((version is null) = (published_by is null)),
      add check (frozen_at is null or version is not null);
    create unique index questionnaire_versions_one_draft on questionnaire_versions (partnership_id, set_code) where version is null;

    create or replace function refuse_change_of_frozen() returns trigger language plpgsql as $$
    begin
      if old.frozen_at is not null and (tg_op = 'DELETE' or new is distinct from old) then
        raise exception 'a questionnaire that was issued is frozen' using errcode = 'restrict_violation';
      end if;
      if tg_op = 'UPDATE' and old.version is not null and (new.version is distinct from old.version or new.document is distinct from old.document) then
        raise exception 'a questionnaire that was published does not change' using errcode = 'restrict_violation';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end $$;

    create function refuse_draft() returns trigger language plpgsql as $$
    begin
      if exists (select from questionnaire_versions where id = new.questionnaire_version_id and version is null) then
        raise exception 'a draft of a questionnaire is asked of nobody' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;
    create trigger round_questionnaires_no_draft before insert or update of questionnaire_version_id on round_questionnaires
      for each row execute function refuse_draft();
  `)
}

/** Drafts go: they have no place in the older shape. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger round_questionnaires_no_draft on round_questionnaires;
    drop function refuse_draft();
    create or replace function refuse_change_of_frozen() returns trigger language plpgsql as $$
    begin
      if old.frozen_at is not null and (tg_op = 'DELETE' or new is distinct from old) then
        raise exception 'a questionnaire that was issued is frozen' using errcode = 'restrict_violation';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end $$;
    delete from questionnaire_versions where version is null;
    drop index questionnaire_versions_one_draft;
    alter table questionnaire_versions
      drop column status, drop column revision, drop column published_by, drop column published_at,
      alter column version set not null;
  `)
}
