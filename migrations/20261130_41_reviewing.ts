import type { Knex } from 'knex'

/**
 * Reviewing: a member of a sample may be reviewed twice, blind, and what the two differ about is moderated. A verdict says which way a
 * self-rating is out and what answer it is about; where there was none, it is about the evidence alone.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table verdicts
      add column reading text not null default 'first' check (reading in ('first','second','moderated')),
      add column direction text check (direction in ('over','under')),
      add column quote text not null default '',
      add column about_answer jsonb,
      drop constraint verdicts_verdict_check,
      drop constraint verdicts_member_id_question_key_key,
      add unique (member_id, question_key, reading);
    alter table verdicts add check (verdict in ('agrees','partly','does_not_agree','shown','partly_shown','not_shown','cannot_tell','no_evidence'));
    alter table verdicts add check (direction is null or verdict in ('partly','does_not_agree'));

    -- What was said before of an answer that is not there was said of the evidence.
    update verdicts v set about_answer = r.answer from responses r
      where r.return_id = v.return_id and r.question_key = v.question_key and r.answer not in ('null', '""', '[]');
    update verdicts set verdict = case verdict when 'agrees' then 'shown' when 'partly' then 'partly_shown' else 'not_shown' end
      where about_answer is null and verdict in ('agrees','partly','does_not_agree');

    alter table dip_sample_members
      add column outcome_reviewed integer,
      add column outcome_asked integer,
      add check (outcome_reviewed between 0 and outcome_asked),
      add check ((outcome_reviewed is null) = (outcome_asked is null));

    create table reviews (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      member_id bigint not null references dip_sample_members,
      reading text not null check (reading in ('first','second')),
      account_id bigint not null references accounts,
      reviewer_name text not null,
      given_by text not null,
      given_at timestamptz not null default now(),
      finished_at timestamptz,
      ended_at timestamptz,
      ended_reason text,
      version integer not null default 1,
      check ((ended_at is null) = (ended_reason is null))
    );
    create unique index on reviews (member_id, reading) where ended_at is null;
    create unique index on reviews (member_id, account_id) where ended_at is null;
    create index on reviews (account_id) where ended_at is null;
    create index on reviews (partnership_id);

    create table conflicts_of_interest (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      account_id bigint not null references accounts,
      establishment_id bigint not null references establishments,
      reason text not null,
      declared_by text not null,
      declared_at timestamptz not null default now(),
      ended_at timestamptz,
      ended_by text,
      check ((ended_at is null) = (ended_by is null))
    );
    create unique index on conflicts_of_interest (account_id, establishment_id) where ended_at is null;
    create index on conflicts_of_interest (establishment_id);
    create index on conflicts_of_interest (partnership_id);

    create table rubrics (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      about text not null check (about in ('area','question')),
      key text not null,
      body text not null,
      written_by text not null,
      written_at timestamptz not null default now(),
      version integer not null default 1,
      unique (partnership_id, about, key)
    );

    create table visits (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      member_id bigint not null references dip_sample_members,
      visited_on date not null,
      visitors text not null,
      met text not null default '',
      seen text not null,
      copy_left_with text not null default '',
      recorded_by text not null,
      recorded_at timestamptz not null default now(),
      removed_at timestamptz,
      version integer not null default 1
    );
    create index on visits (member_id);
    create index on visits (partnership_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table visits, rubrics, conflicts_of_interest, reviews;
    alter table dip_sample_members drop column outcome_reviewed, drop column outcome_asked;
    delete from verdicts where reading <> 'first';
    alter table verdicts drop constraint verdicts_verdict_check;
    alter table verdicts
      drop column reading, drop column direction, drop column quote, drop column about_answer,
      add unique (member_id, question_key);
    update verdicts set verdict = case verdict when 'shown' then 'agrees' when 'partly_shown' then 'partly' else 'does_not_agree' end
      where verdict in ('shown','partly_shown','not_shown');
    alter table verdicts add constraint verdicts_verdict_check
      check (verdict in ('agrees','partly','does_not_agree','cannot_tell','no_evidence'));
  `)
}
