import type { Knex } from 'knex'

/**
 * Each file of evidence is read for what could say who a child is, and for what is blank or out of date; one in which a child could be
 * recognised is held back until somebody has explained it. Files that are here already count as not read yet: a job reads them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table evidence
      add column check_state text not null default 'not_checked'
        check (check_state in ('not_checked','waiting','clear','unreadable','found')),
      add column check_why text,
      add column check_tries integer not null default 0,
      add column check_is_part boolean not null default false,
      add column checked_at timestamptz,
      add column children jsonb not null default '[]',
      add column remarks jsonb not null default '[]',
      add column explanation text,
      add column explained_by text,
      add column explained_contributor_id bigint,
      add column explained_at timestamptz,
      add check (explanation is null or (explained_by is not null and explained_at is not null));
    create index evidence_unread on evidence (id) where check_state in ('not_checked','waiting');
    create index evidence_same on evidence (partnership_id, sha256);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index evidence_unread;
    drop index evidence_same;
    alter table evidence
      drop column check_state, drop column check_why, drop column check_tries, drop column check_is_part, drop column checked_at,
      drop column children, drop column remarks, drop column explanation, drop column explained_by, drop column explained_contributor_id,
      drop column explained_at;
  `)
}
